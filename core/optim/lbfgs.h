// L-BFGS: quasi-Newton steps from the last few changes of the gradient.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart lbfgs_part();

}  // namespace talweg
