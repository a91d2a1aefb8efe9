// The schedule that leaves the rate alone.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart constant_part();

}  // namespace talweg
