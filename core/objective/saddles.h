// Test functions for what is no minimum: saddles and plateaus.
#pragma once

#include "core/objective/objective.h"

namespace talweg {

FunctionPart saddle_part();
FunctionPart monkey_saddle_part();
FunctionPart plateau_function_part();
FunctionPart easom_part();

}  // namespace talweg
