// Lookahead: slow weights that follow any optimizer's fast ones.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

WrapperPart lookahead_part();

}  // namespace talweg
