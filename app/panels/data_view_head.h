// The controls in the data view's head: what it shows, along which inputs, residuals and points.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// Whether there are points, and so more looks at them than one.
bool has_looks(const Snapshot& now);
/// The fit, predicted against true, residuals, and the fit again; of classes the fit and the confusion
/// matrix.
void next_look(UiState& ui, const Snapshot& now);

/// Whether the points stand where they are: over the inputs, and in no other picture.
bool fitting(const UiState& ui, const Snapshot& now);

/// `room`: the width of the view, px.
void data_head(UiState& ui, const Snapshot& now, double room);
/// The width that they take side by side, px.
float data_head_width(const UiState& ui, const Snapshot& now, double room);

}  // namespace talweg
