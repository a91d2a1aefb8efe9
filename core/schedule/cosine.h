// Half a cosine down: once and up again, or with warm restarts.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart cosine_part();
SchedulePart cosine_warm_restarts_part();

}  // namespace talweg
