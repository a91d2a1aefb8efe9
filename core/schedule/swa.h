// The rate of stochastic weight averaging.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart swa_schedule_part();

}  // namespace talweg
