// Rosenbrock's banana: a curved valley that is easy to reach and slow to follow.
#pragma once

#include "core/objective/objective.h"

namespace talweg {

FunctionPart rosenbrock_part();

}  // namespace talweg
