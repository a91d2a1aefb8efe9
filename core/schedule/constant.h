// The schedule that leaves the rate alone, or holds it back by a factor at first.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart constant_part();

}  // namespace talweg
