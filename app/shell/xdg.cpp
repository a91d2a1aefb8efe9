// Where settings and state are kept.
#include "app/shell/xdg.h"

#include <cstdlib>

namespace talweg {
namespace {

std::optional<std::filesystem::path> absolute_from(const char* variable) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') return {};
    std::filesystem::path path(value);
    if (!path.is_absolute()) return {};
    return path;
}

std::optional<std::filesystem::path> folder(const char* variable, const char* below_home) {
    if (auto path = absolute_from(variable)) return *path / "talweg";
    if (auto home = absolute_from("HOME")) return *home / below_home / "talweg";
    return {};
}

}  // namespace

std::optional<std::filesystem::path> config_folder() { return folder("XDG_CONFIG_HOME", ".config"); }
std::optional<std::filesystem::path> state_folder() { return folder("XDG_STATE_HOME", ".local/state"); }

}  // namespace talweg
