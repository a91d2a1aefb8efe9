// signSGD: the sign of the gradient, or of its running mean.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart signsgd_part();

}  // namespace talweg
