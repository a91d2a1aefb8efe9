// Muon: momentum whose matrices are made orthogonal before the step.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

OptimizerPart muon_part();

}  // namespace talweg
