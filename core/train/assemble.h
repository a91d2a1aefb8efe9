// Puts an experiment's parts together over a data set that is already there.
#pragma once

#include "core/train/experiment.h"

#include <memory>

namespace talweg {

/// The objective of an experiment over `data` (ignored for a test function). Throws Error.
std::unique_ptr<Objective> assemble_objective(const Experiment& experiment,
                                              const std::shared_ptr<const Dataset>& data);

}  // namespace talweg
