// Newton's method with the exact Hessian.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart newton_part();

}  // namespace talweg
