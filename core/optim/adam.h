// Adam and AdamW: momentum, and a rate of its own for every parameter.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart adam_part();
OptimizerPart adamw_part();

}  // namespace talweg
