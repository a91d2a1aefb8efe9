// Levenberg-Marquardt: between Gauss-Newton and gradient descent, for sums of squares.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart levenberg_marquardt_part();

}  // namespace talweg
