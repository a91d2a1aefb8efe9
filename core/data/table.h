// The points that a user typed or dragged.
#pragma once

#include "core/data/dataset.h"

namespace talweg {

DatasetPart table_part();

}  // namespace talweg
