// Heavy ball: gradient descent that keeps a share of its last step.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart heavy_ball_part();

}  // namespace talweg
