// Gradient descent that finds its own step length, by Armijo's or Wolfe's conditions.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart gd_armijo_part();
OptimizerPart gd_wolfe_part();

}  // namespace talweg
