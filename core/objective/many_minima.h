// Test functions with several minima.
#pragma once

#include "core/objective/objective.h"

namespace talweg {

FunctionPart himmelblau_part();
FunctionPart three_hump_camel_part();
FunctionPart six_hump_camel_part();
FunctionPart styblinski_tang_part();
FunctionPart goldstein_price_part();
FunctionPart mccormick_part();
FunctionPart branin_part();
FunctionPart ackley_part();
FunctionPart rastrigin_part();
FunctionPart levi_part();

}  // namespace talweg
