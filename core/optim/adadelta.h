// Adadelta: steps as long as the last steps were, per size of gradient.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart adadelta_part();

}  // namespace talweg
