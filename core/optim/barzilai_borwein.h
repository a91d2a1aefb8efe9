// Gradient descent with the step length of Barzilai and Borwein.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart barzilai_borwein_part();

}  // namespace talweg
