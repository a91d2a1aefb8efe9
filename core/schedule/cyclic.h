// The rate up and down in triangles, and the momentum against it.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart cyclic_part();

}  // namespace talweg
