// Points around curves: polynomials, a sine, a kink, a step, an exponential.
#pragma once

#include "core/data/dataset.h"

namespace talweg {

DatasetPart polynomial_data_part();
DatasetPart sine_part();
DatasetPart cubic_part();
DatasetPart absolute_part();
DatasetPart step_data_part();
DatasetPart exponential_data_part();

}  // namespace talweg
