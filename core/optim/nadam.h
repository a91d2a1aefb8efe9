// NAdam: Adam with Nesterov's look-ahead and a momentum that warms up.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart nadam_part();

}  // namespace talweg
