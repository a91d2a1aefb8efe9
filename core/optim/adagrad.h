// Adagrad: rates that shrink with the sum of all squared gradients so far.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart adagrad_part();

}  // namespace talweg
