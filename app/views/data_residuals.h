// Residuals of one run: as segments, or as literal squares whose areas are the loss.
#pragma once

#include "app/views/parts.h"
#include "app/views/predictor.h"

namespace talweg {

/// Adds the residuals of a run, as options.data.residuals says, and a caption that says what they have to do
/// with the loss. figure.x.range is set. Squares have their side on the y axis (they stay square on screen
/// whatever the axes span), so that their areas, in squared units of y, sum to n times the mean square.
void add_residuals(const Snapshot& now, const ViewOptions& options, const ShownRun& entry,
                   Predictor& predictor, Figure& figure);

}  // namespace talweg
