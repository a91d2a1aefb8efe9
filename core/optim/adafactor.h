// Adafactor: steps in proportion to the parameters, with mean squares kept by rows and columns.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart adafactor_part();

}  // namespace talweg
