// QHAdam: Adam whose two running means are mixed with the present gradient.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart qhadam_part();

}  // namespace talweg
