// Yogi: Adam whose mean of squares moves by steps of bounded size.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart yogi_part();

}  // namespace talweg
