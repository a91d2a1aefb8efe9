// BFGS: quasi-Newton steps with the whole inverse Hessian.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart bfgs_part();

}  // namespace talweg
