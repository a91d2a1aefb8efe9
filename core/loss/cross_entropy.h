// Cross-entropy over classes 0, 1, 2, …: softmax regression, and all classification of more than two.
#pragma once

#include "core/loss/loss.h"

namespace talweg {

LossPart cross_entropy_part();

}  // namespace talweg
