// What targets must be, in words with the first one that is not.
#pragma once

#include "core/base/types.h"

#include <string>
#include <string_view>

namespace talweg {

/// "" when `good` holds for every target (a NaN should not be), else `what` with the first bad one: "-1 or 1;
/// that of row 3 is 0".
std::string target_trouble_unless(const Matrix& target, std::string_view what, bool (*good)(double));

}  // namespace talweg
