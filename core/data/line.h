// Points along a straight line, with noise.
#pragma once

#include "core/data/dataset.h"

namespace talweg {

DatasetPart line_part();

}  // namespace talweg
