// Schemes by which theta begins.
#pragma once

#include "core/base/random.h"
#include "core/model/model.h"

#include <span>
#include <string_view>

namespace talweg {

/// "zeros", "normal".
std::span<const std::string_view> init_schemes();

/// theta (count) by a scheme: zeros, or standard normal numbers drawn in theta's order. Throws Error for an
/// unknown scheme, with the nearest name.
Vector initial_theta(std::string_view scheme, Index count, Random& random);

}  // namespace talweg
