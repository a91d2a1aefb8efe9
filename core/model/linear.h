// The linear model: y = W x + b.
#pragma once

#include "core/model/model.h"

namespace talweg {

ModelPart linear_part();

}  // namespace talweg
