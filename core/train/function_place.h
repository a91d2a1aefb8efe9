// Where one looks at a test function first, and where runs begin on it.
#pragma once

#include "core/base/part.h"

#include <array>

namespace talweg {

/// x low, x high, y low, y high: the function's own, or the window that a formula is given. Throws Error for
/// an unknown function.
std::array<double, 4> function_window(const PartChoice& function);

/// Where runs begin unless told otherwise; of a formula to the upper left in its window.
std::array<double, 2> function_start(const PartChoice& function);

/// "rosenbrock", or a formula itself: for a line that says what an experiment is about.
std::string function_name(const PartChoice& function);

}  // namespace talweg
