// Adam: momentum, and a rate of its own for every parameter.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart adam_part();

}  // namespace talweg
