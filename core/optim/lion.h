// Lion: the sign of a mean of gradients.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart lion_part();

}  // namespace talweg
