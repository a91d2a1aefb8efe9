// What stands between the layers of a network, with first and second derivatives.
#pragma once

#include "core/base/types.h"

#include <span>
#include <string_view>

namespace talweg {

enum class Activation {
    relu,
    leaky_relu,
    elu,
    gelu,
    silu,
    mish,
    tanh,
    hard_tanh,
    sigmoid,
    softplus,
    sine,
    identity
};

/// Ids in the order of the enumeration.
std::span<const std::string_view> activation_names();

/// a[i] = f(z[i]). The functions and their settings are those of torch.nn's modules of these names, with
/// their defaults (leaky_relu 0.01, elu 1, gelu exact, softplus linear above 20); sine is torch.sin. NaN
/// stays NaN.
void activate(Activation f, const double* z, double* a, Index n);

/// slope[i] = f'(z[i]), given also a[i] = f(z[i]). At a corner, as PyTorch: relu and hard_tanh 0, leaky_relu
/// the smaller slope.
void activation_slope(Activation f, const double* z, const double* a, double* slope, Index n);

/// bend[i] = f''(z[i]); at a corner 0.
void activation_bend(Activation f, const double* z, const double* a, double* bend, Index n);

}  // namespace talweg
