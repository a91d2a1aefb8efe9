// Test functions with one minimum, in a bowl or a valley.
#pragma once

#include "core/objective/objective.h"

namespace talweg {

FunctionPart quadratic_part();
FunctionPart booth_part();
FunctionPart matyas_part();
FunctionPart beale_part();
FunctionPart noisy_ravine_part();

}  // namespace talweg
