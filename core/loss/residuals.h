// Losses of the residual that grow slower than its square: mae, huber, smooth_l1, log_cosh, quantile.
#pragma once

#include "core/loss/loss.h"

namespace talweg {

LossPart mae_part();
LossPart huber_part();
LossPart smooth_l1_part();
LossPart log_cosh_part();
LossPart quantile_part();

}  // namespace talweg
