// Warm-up first: then half a cosine, or a plain and a decay.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart warmup_cosine_part();
SchedulePart wsd_part();

}  // namespace talweg
