// Gradient descent with momentum, dampening, Nesterov's look-ahead and weight decay.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart sgd_part();

}  // namespace talweg
