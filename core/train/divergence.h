// Why a run diverged: the numbers, and the sentence made of them.
#pragma once

#include "core/base/archive.h"
#include "core/train/experiment.h"

#include <string>

namespace talweg {

/// What became non-finite.
enum class Overflow : std::uint64_t { unknown, loss, parameters, gradient };

/// All numbers that the sentence needs, so that it stays the same when the experiment is edited later.
struct Divergence {
    bool known = false;        ///< false: nothing has been noted yet
    bool first_order = false;  ///< the rule of gradient descent applies: rate times curvature against an edge
    bool nesterov = false;
    bool varies = false;  ///< the curvature is that of one point only (a test function)
    double rate = 0.0;
    double curvature = 0.0;  ///< largest eigenvalue of the Hessian at the last finite point
    double weight_decay = 0.0;
    double momentum = 0.0;
    double dampening = 0.0;
    Overflow overflow = Overflow::unknown;
    Step step = 0;  ///< the step that could not be reached; 0: the start itself

    void archive(Archive& archive);
};

/// Looks at the run's settings and the objective's Hessian at theta, the last finite point.
Divergence observe_divergence(const RunSpec& run, double rate, Objective& objective, const Vector& theta);

/// The sentence.
std::string divergence_text(const Divergence& divergence);

}  // namespace talweg
