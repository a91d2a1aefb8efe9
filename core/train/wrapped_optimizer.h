// A run's optimizer, with everything that stands around it.
#pragma once

#include "core/objective/objective.h"
#include "core/optim/optimizer.h"
#include "core/train/experiment.h"

#include <memory>
#include <vector>

namespace talweg {

/// The optimizer of a run with what is wrapped around it.
struct WrappedOptimizer {
    std::unique_ptr<Optimizer> outermost;
    Optimizer* innermost = nullptr;
    std::vector<Wrapper*> wrappers;  ///< in the order of RunSpec::wrappers
};

/// Throws Error where the optimizer needs a Hessian or residuals that the objective does not have.
void check_needs(const RunSpec& spec, Objective& objective, const Vector& theta);

/// Throws Error for settings that are not possible together.
WrappedOptimizer make_optimizer(const RunSpec& spec, const Parameters& parameters);

}  // namespace talweg
