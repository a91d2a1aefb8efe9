// Regression over two inputs: a plane, two hills, and inputs that make a problem badly conditioned.
#pragma once

#include "core/data/dataset.h"

namespace talweg {

DatasetPart plane_part();
DatasetPart gaussian_sum_part();
DatasetPart correlated_part();

}  // namespace talweg
