// Rates that fall as one over the step, or over its root.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart inverse_time_part();
SchedulePart inverse_sqrt_part();

}  // namespace talweg
