// QHM: the plain gradient and its running mean, mixed.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart qhm_part();

}  // namespace talweg
