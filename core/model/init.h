// Schemes by which theta begins: those of torch.nn.init, with their names, defaults and arithmetic.
#pragma once

#include "core/base/random.h"
#include "core/model/model.h"

#include <span>
#include <string_view>

namespace talweg {

/// Fills theta (parameters.count, zeros before), drawing in theta's order. Throws Error where settings are
/// not possible together; that is found without any block, too.
using DrawInit = void (*)(const Settings& settings, const Parameters& parameters, Random& random,
                          Vector& theta);

struct InitPart {
    PartInfo info;
    DrawInit draw = nullptr;
    bool layers = false;  ///< looks at the shapes of layers, which a test function does not have
};

/// All schemes, in the order of menus.
std::span<const InitPart> init_parts();

/// theta by a scheme with the settings given for it. Matrices get what the scheme says. Biases do, too, where
/// it does not look at layers, and are zero where it does, unless the settings say otherwise; a theta without
/// any matrix (a test function's) is drawn like one.
/// Throws Error for an unknown scheme, with the nearest name, and for settings that it does not have.
Vector initial_theta(std::string_view scheme, const KnobMap& knobs, const Parameters& parameters,
                     Random& random);

/// Numbers that come in to and go out of each unit, as PyTorch's _calculate_fan_in_and_fan_out: a matrix's
/// columns and rows.
struct Fans {
    Index in = 1;
    Index out = 1;
};
Fans fans(const ParameterBlock& block);

/// PyTorch's calculate_gain: what a bend takes out of the spread of its input. `a` is the slope of
/// leaky_relu below 0. Names: those of gain_names().
double gain_of(std::string_view nonlinearity, double a);
std::span<const std::string_view> gain_names();

}  // namespace talweg
