// Polynomials: a weighted sum of the powers of each input.
#pragma once

#include "core/model/model.h"

namespace talweg {

ModelPart polynomial_part();

}  // namespace talweg
