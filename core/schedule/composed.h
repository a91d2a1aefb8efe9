// Schedules made of schedules: one after another, or all multiplied.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart sequential_part();
SchedulePart chained_part();

}  // namespace talweg
