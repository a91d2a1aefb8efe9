// AdaBound: Adam whose steps are held between bounds that close on one rate.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart adabound_part();

}  // namespace talweg
