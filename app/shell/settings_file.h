// Settings and state as TOML files.
#pragma once

#include "app/panels/settings.h"

#include <string>
#include <string_view>

namespace talweg {

/// What a session begins with. A file that cannot be read as it should gives defaults, is kept beside itself
/// as .bak, and is spoken of in `notice`.
struct Remembered {
    AppSettings settings;
    AppState state;
    std::string notice;
};
Remembered load_remembered();

/// Writes both files, each under a temporary name first; creates the folders with mode 0700. Returns what
/// went wrong in words; empty: nothing.
std::string save_remembered(const AppSettings& settings, const AppState& state);

/// The same as text, for tests. Values out of range become the nearest in range; unknown keys are left alone.
/// Throws Error when the text is not TOML or a value has another type.
AppSettings parse_settings(std::string_view toml);
std::string settings_text(const AppSettings& settings);
AppState parse_state(std::string_view toml);
std::string state_text(const AppState& state);

}  // namespace talweg
