// Where least squares end, known without a step.
#pragma once

#include "core/train/trainer.h"

namespace talweg {

/// The minimiser of the whole objective, where it is least squares of a model that is linear in its
/// parameters: with an L2 penalty the ridge solution. None for other losses and models, with an L1 penalty,
/// and where there is so much data that it takes long (more than 2e6 numbers in the design, or 1e8 times its
/// columns).
struct ClosedForm {
    Vector theta;           ///< (p), as training has it (of scaled inputs, where they are); empty: none
    double loss = kAbsent;  ///< there, with its penalty
    /// Else many are as good, and theta is the shortest of them.
    bool unique = false;

    bool known() const { return theta.size() > 0; }
};

/// Over the points to train on. By QR (core/objective/least_squares.h), never by the normal equations.
ClosedForm closed_form_of(const Experiment& experiment, const std::shared_ptr<const Dataset>& data);

/// |theta - theta*|, Euclidean; absent where theta* is not the only one, or is not known.
double distance_to(const ClosedForm& target, const Vector& theta);

/// Whether the same data have the same closed form.
bool same_closed_form(const Experiment& a, const Experiment& b);

}  // namespace talweg
