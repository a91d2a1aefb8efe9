// Schemes by which theta begins.
#pragma once

#include "core/base/random.h"
#include "core/model/model.h"

#include <span>
#include <string_view>

namespace talweg {

/// "zeros", "normal", "torch_linear".
std::span<const std::string_view> init_schemes();

/// theta by a scheme, drawn in theta's order: zeros; standard normal numbers; or as torch.nn.Linear begins,
/// weights and biases uniform in ±1 / sqrt(inputs of their layer) (a vector without a matrix before it: in
/// ±1). Throws Error for an unknown scheme, with the nearest name.
Vector initial_theta(std::string_view scheme, const Parameters& parameters, Random& random);

}  // namespace talweg
