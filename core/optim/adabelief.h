// AdaBelief: Adam that divides by how far gradients stray from their mean.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart adabelief_part();

}  // namespace talweg
