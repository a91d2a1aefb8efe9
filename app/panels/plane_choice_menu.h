// Which plane through a model's parameters the surface view shows: a button with a menu.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// Draws the button and, when it is open, its menu. Only for models of more than two parameters.
void plane_menu(UiState& ui, const Snapshot& now);
/// The width of the button, px; 0 where there is none.
float plane_menu_width(const UiState& ui, const Snapshot& now);

}  // namespace talweg
