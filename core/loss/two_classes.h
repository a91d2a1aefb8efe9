// Losses for two classes: bce_with_logits over 0 and 1, hinge and squared_hinge over -1 and 1.
#pragma once

#include "core/loss/loss.h"

namespace talweg {

LossPart bce_with_logits_part();
LossPart hinge_part();
LossPart squared_hinge_part();

}  // namespace talweg
