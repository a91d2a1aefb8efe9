// Checks of runs that need an objective: what only data, model and loss put together tell.
#pragma once

#include "core/train/experiment.h"

#include <memory>

namespace talweg {

/// Whether the run's optimizer may ask for more than losses and gradients, or has a limit on parameters.
bool needs_objective(const RunSpec& run);

/// The experiment's objective on a few of its points, which is enough for check_on(). Throws Error.
std::unique_ptr<Objective> objective_of_few(const Experiment& experiment);

/// Throws Error where the run's optimizer does not find the Hessian or the residuals that it needs, or where
/// there are too many parameters for it.
void check_on(const RunSpec& run, Objective& objective);

}  // namespace talweg
