// Averages of theta beside any optimizer's path: exponential and equal.
#pragma once

#include "core/optim/optimizer.h"

namespace talweg {

WrapperPart ema_part();
WrapperPart swa_part();

}  // namespace talweg
