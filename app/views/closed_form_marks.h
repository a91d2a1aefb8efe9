// The closed form of least squares in the views: where the fit and the loss are heading.
#pragma once

#include "app/views/predictor.h"

namespace talweg {

/// Whether there is a closed form to be shown, of the model at the cursor.
bool shows_closed_form(const Snapshot& now, const ViewOptions& options);

/// "least squares"; "ridge" with an L2 penalty: what legend, label and table call it.
std::string_view closed_form_title(const Experiment& experiment);

/// Its curve, thin and dashed in no run's colour: over the fits, so that it is still seen where they have
/// arrived. `predictor` has its span.
void add_closed_form_curve(const Snapshot& now, const ViewOptions& options, Predictor& predictor,
                           Figure& figure);

/// Its loss as a thin dashed line across the plot, and its words at the left below it, where no curve is, or
/// above where there is no room; figure.x.range and figure.y.range are set. Nothing where a log axis cannot
/// have it.
void add_closed_form_loss(const Snapshot& now, const ViewOptions& options, Figure& figure);
void add_closed_form_words(const Snapshot& now, const ViewOptions& options, Figure& figure);

}  // namespace talweg
