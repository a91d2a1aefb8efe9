// Cosine annealing: from the base rate down along half a cosine, and up again.
#pragma once

#include "core/schedule/schedule.h"

namespace talweg {

SchedulePart cosine_part();

}  // namespace talweg
