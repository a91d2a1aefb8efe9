// Where settings and state are kept, as the XDG base directory specification says.
#pragma once

#include <filesystem>
#include <optional>

namespace talweg {

/// $XDG_CONFIG_HOME/talweg, else ~/.config/talweg. An empty or relative variable is ignored. Nothing without
/// a home.
std::optional<std::filesystem::path> config_folder();
/// $XDG_STATE_HOME/talweg, else ~/.local/state/talweg.
std::optional<std::filesystem::path> state_folder();

}  // namespace talweg
