// The points of a table as rows of fields, and what columns they have.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// What the points have: one or two inputs, a number or a class. Only rows that are seen are made.
void point_table(const Snapshot& now, UiState& ui);

}  // namespace talweg
