// The sphere: the simplest bowl.
#pragma once

#include "core/objective/objective.h"

namespace talweg {

FunctionPart sphere_part();

}  // namespace talweg
