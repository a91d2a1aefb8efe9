// One cycle: up to the largest rate, down to almost nothing, and the momentum against it.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart one_cycle_part();

}  // namespace talweg
