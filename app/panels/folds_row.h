// How many folds: the field, and its row beside the shares that are held back.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// ui.folds, or while nobody has said five, and fewer of fewer points.
std::uint64_t wished_folds(const UiState& ui, const Snapshot& now);

/// wished_folds() as a field `width` px wide; from 2 to as many as there are points, and under it why another
/// number is refused. True when it was changed.
bool folds_field(UiState& ui, const Snapshot& now, std::string_view id, float width);

/// The field, and a button that cross-validates.
void folds_row(const Snapshot& now, UiState& ui, Commands& commands);

}  // namespace talweg
