// Nonlinear conjugate gradients.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart nonlinear_cg_part();

}  // namespace talweg
