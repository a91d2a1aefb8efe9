// RAdam: Adam that waits until it has seen enough gradients to divide by their size.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart radam_part();

}  // namespace talweg
