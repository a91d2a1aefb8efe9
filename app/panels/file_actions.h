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
/// Opens an experiment; of a table (is_data_file) the dialog that looks at it. What goes wrong is said in the
/// banner and the present experiment stays; where an experiment's data file is missing or changed, with what
/// one can do about it.
void open_path(UiState& ui, const std::filesystem::path& path);
/// Opens the dialog that looks at a table. present: meant for the experiment that is open, until one says
/// otherwise there.
void open_data(UiState& ui, const std::filesystem::path& path, bool present = false);
/// The same for the clipboard's text, which is meant for the present experiment unless that has no data.
void paste_data(UiState& ui);
/// The same for the present experiment's own file, to be read otherwise.
void change_data(UiState& ui);
/// Opens a data set that comes with the program, with the choices that suit it.
void open_known_data(UiState& ui, const std::filesystem::path& path);
/// Opens the experiment whose data file was not where it was (pending_path) with that file instead.
void open_with_data(UiState& ui, const std::filesystem::path& data);
/// After another document was loaded: everything that belonged to the one before is let go.
void show_new_document(UiState& ui);
/// Opens the first experiment file (.toml) of those dropped on the window, after the question about unsaved
/// changes, or else looks at the first table. Of several it is said which; folders are refused in words.
void open_dropped(UiState& ui, std::span<const std::filesystem::path> paths);

}  // namespace talweg
