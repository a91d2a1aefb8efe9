// Rprop: a step of its own for every parameter, which looks only at the gradient's sign.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart rprop_part();

}  // namespace talweg
