// SAM: steps with the gradient of the worst point nearby.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

WrapperPart sam_part();

}  // namespace talweg
