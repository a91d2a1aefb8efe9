// Settings to try a part with: its defaults, and each knob off its default.
#pragma once

#include "core/optim/optimizer.h"

#include <vector>

namespace talweg::test {

/// A value that differs from the knob's default and is in range, where there is one.
KnobValue off_default(const Knob& knob);

/// {}, each knob off its default (with what it needs to have an effect), and all of them at once; only what
/// the optimizer accepts.
std::vector<KnobMap> knob_cases(const OptimizerPart& part);

}  // namespace talweg::test
