// Nesterov's accelerated gradient, in the form of 1983.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart nesterov_part();

}  // namespace talweg
