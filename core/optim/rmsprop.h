// RMSprop: the gradient divided by the root of its running mean square.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart rmsprop_part();

}  // namespace talweg
