// The controls in the data view's head: what it shows, along which inputs, residuals and points.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// Whether the points stand where they are: over the inputs, and in no other picture.
bool fitting(const UiState& ui, const Snapshot& now);

/// `room`: the width of the view, px.
void data_head(UiState& ui, const Snapshot& now, double room);
/// The width that they take side by side, px.
float data_head_width(const UiState& ui, const Snapshot& now, double room);

}  // namespace talweg
