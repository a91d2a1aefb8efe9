// What Talweg remembers between sessions.
#include "app/panels/settings.h"

#include <algorithm>

namespace talweg {

void remember_recent(AppState& state, const std::filesystem::path& path) {
    std::error_code ignored;
    const std::filesystem::path full = std::filesystem::absolute(path, ignored);
    if (ignored) return;
    std::erase(state.recent, full);
    state.recent.insert(state.recent.begin(), full);
    if (state.recent.size() > kMostRecent) state.recent.resize(kMostRecent);
}

}  // namespace talweg
