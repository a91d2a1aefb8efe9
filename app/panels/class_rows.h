// Classes as buttons with their colour and marker, and as rows one can rename.
#pragma once

#include "app/panels/point_edits.h"

namespace talweg {

/// A button with the class's marker, and its name where `named`. `on`: the class of new points.
bool class_button(Kit& kit, std::string_view id, std::size_t index, const std::string& name, bool named,
                  bool on);
/// The width that it takes, px.
float class_button_width(const Kit& kit, const std::string& name, bool named);

/// A class with its marker, as wide as said; a menu of all opens below. True when another was chosen. Marks
/// of the entries are "id.0", "id.1", …
bool class_choice(Kit& kit, std::string_view id, const std::vector<std::string>& names, std::size_t& chosen,
                  float width);

/// What a press on the button of a class does: new points are of it, and those selected become it.
void choose_class(UiState& ui, const Snapshot& now, std::size_t index);

/// "data.class.0", …: a row for each class, and a button for another one. Nothing where targets are numbers.
void class_rows(const Snapshot& now, UiState& ui);

}  // namespace talweg
