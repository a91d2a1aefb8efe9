// The rate times a factor, again and again: step, multistep and exponential.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart step_part();
SchedulePart multistep_part();
SchedulePart exponential_part();

}  // namespace talweg
