// Ramps between two rates: linear and polynomial.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart linear_schedule_part();
SchedulePart polynomial_schedule_part();

}  // namespace talweg
