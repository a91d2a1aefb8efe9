// Averaged gradient descent: a slowly falling rate, and the mean of the parameters beside them.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart asgd_part();

}  // namespace talweg
