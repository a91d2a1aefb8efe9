// Losses of squared residuals.
#pragma once

#include "core/loss/loss.h"

namespace talweg {

LossPart mse_part();
LossPart half_mse_part();

}  // namespace talweg
