// The rate falls when the loss stops falling.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart plateau_part();

}  // namespace talweg
