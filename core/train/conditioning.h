// How well the inputs suit gradient descent, as the user has them and as they were scaled.
#pragma once

#include "core/train/experiment.h"

#include <limits>

namespace talweg {

/// Condition numbers (least_squares.h) of the design over the points to train on.
struct Conditioning {
    double before = std::numeric_limits<double>::quiet_NaN();  ///< in the user's units
    double after = std::numeric_limits<double>::quiet_NaN();   ///< scaled; the same without scaling
};

/// data: the experiment's. The design is that of a model that is linear in its parameters (for squares, the
/// Hessian has this condition number), else the inputs and a column of ones. NaN for a test function, and
/// where there are more than 200 columns or eight million numbers, since that takes long.
Conditioning conditioning_of(const Experiment& experiment, const Dataset& data);

}  // namespace talweg
