// Opening, saving and leaving an experiment, with the question about unsaved changes.
#pragma once

#include "app/panels/ui_state.h"

#include <span>

namespace talweg {

/// Does what is wanted, or asks first when there are unsaved changes.
void request(UiState& ui, Intent intent, std::filesystem::path path = {});
/// Does what is wanted without asking.
void carry_out(UiState& ui, Intent intent);
/// Saves where the experiment came from, or opens the dialog that asks where. True when it is saved.
bool save(UiState& ui);
/// Saves there; what goes wrong is said in the banner. Afterwards an intent that waited is carried out.
bool save_to(UiState& ui, const std::filesystem::path& path);
/// Opens that file; what goes wrong is said in the banner and the present experiment stays.
void open_path(UiState& ui, const std::filesystem::path& path);
/// Opens the first experiment file (.toml) of those dropped on the window, after the question about unsaved
/// changes. Of several it is said which; where there is none the banner says what was expected.
void open_dropped(UiState& ui, std::span<const std::filesystem::path> paths);

}  // namespace talweg
