// Adamax: Adam with the largest recent gradient in place of the root of the mean square.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart adamax_part();

}  // namespace talweg
