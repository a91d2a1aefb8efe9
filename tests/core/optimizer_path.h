// Holds an optimizer's first steps against numbers from elsewhere.
#pragma once

#include "core/base/part.h"

#include <array>
#include <optional>
#include <string_view>

namespace talweg::test {

/// theta after each of eight steps.
using EightSteps = std::array<std::array<double, 3>, 8>;

struct PathCase {
    std::string_view kind;
    KnobMap knobs;
    double rate;                                ///< of the first four steps; the others have half of it
    std::optional<double> later_momentum = {};  ///< set from the fifth step on
    bool average = false;                       ///< look at the running average, not at theta
};

/// Eight steps from (1, -1, 2) on x'Ax/2 - b'x, A = [3 1 0; 1 2 -1/2; 0 -1/2 1/4], b = (1, -2, 1/2). The
/// second entry of the first gradient is 0. `expected`: by PyTorch 1.13.1 in float64, also the default type,
/// since it keeps some of its buffers in that.
void follow(const PathCase& path, const EightSteps& expected);

}  // namespace talweg::test
