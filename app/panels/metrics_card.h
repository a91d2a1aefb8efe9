// How good a run is: a small table in its card.
#pragma once

#include "app/panels/kit.h"
#include "core/worker/snapshot.h"

#include <string_view>

namespace talweg {

/// Metrics on train, validation and test points, and for classes the confusion matrix of the points held
/// back, else of those to train on, under the names that `data` has for classes. Nothing for a test function.
/// `id`: of the card, for marks.
void metrics_card(Kit& kit, std::string_view id, const Metrics& metrics, const Dataset& data);

/// How far a run still is from the closed form of least squares. Nothing where there is none, or where it is
/// one of many.
void closed_form_row(Kit& kit, std::string_view id, const ClosedForm& target, const RunState& state);

}  // namespace talweg
