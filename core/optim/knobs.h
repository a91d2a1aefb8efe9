// Knobs that many optimizers share, so that a name has one range and one meaning everywhere.
#pragma once

#include "core/base/part.h"

namespace talweg {

constexpr Knob momentum_knob(double initial, std::string_view help) {
    return {.name = "momentum",
            .title = "Momentum",
            .symbol = "μ",
            .low = 0.0,
            .high = 1.0,
            .high_open = true,
            .initial = initial,
            .slider_low = 0.0,
            .slider_high = 0.999,
            .help = help,
            .why_low = "below 0 each velocity would turn back the one before it",
            .why_high = "at 1 the velocity would never lose speed"};
}

constexpr Knob beta1_knob(double initial = 0.9,
                          std::string_view help = "How slowly the running mean of the gradient forgets.") {
    return {.name = "beta1",
            .title = "Beta 1",
            .symbol = "β₁",
            .low = 0.0,
            .high = 1.0,
            .high_open = true,
            .initial = initial,
            .slider_low = 0.0,
            .slider_high = 0.999,
            .help = help,
            .why_low = "a mean cannot keep less than nothing of what it was",
            .why_high = "at 1 the running mean would never take in a gradient"};
}

constexpr Knob beta2_knob(double initial = 0.999, std::string_view help =
                                                      "How slowly the running mean of the squared gradient "
                                                      "forgets.") {
    return {.name = "beta2",
            .title = "Beta 2",
            .symbol = "β₂",
            .low = 0.0,
            .high = 1.0,
            .high_open = true,
            .initial = initial,
            .slider_low = 0.9,
            .slider_high = 0.9999,
            .help = help,
            .why_low = "a mean cannot keep less than nothing of what it was",
            .why_high = "at 1 the running mean would never take in a gradient"};
}

constexpr Knob eps_knob(double initial = 1e-8,
                        std::string_view help =
                            "Added to the root in the denominator, which bounds the step "
                            "where gradients are tiny and keeps a gradient of 0 from giving 0/0.") {
    return {.name = "eps",
            .title = "Epsilon",
            .symbol = "ε",
            .low = 0.0,
            .high = 1e6,
            .low_open = true,
            .initial = initial,
            .logarithmic = true,
            .slider_low = 1e-16,
            .slider_high = 1.0,
            .help = help,
            .why_low = "at 0 a gradient of 0 would give a step of 0/0"};
}

constexpr Knob weight_decay_knob(double initial = 0.0,
                                 std::string_view help =
                                     "Adds λ θ to the gradient, biases included, before "
                                     "anything else.") {
    return {.name = "weight_decay",
            .title = "Weight decay",
            .symbol = "λ",
            .low = 0.0,
            .high = 1e6,
            .initial = initial,
            .slider_low = 0.0,
            .slider_high = 1.0,
            .help = help,
            .why_low = "below 0 it would drive the parameters away from 0"};
}

/// Beside the step, as in AdamW.
constexpr Knob decoupled_decay_knob(double initial) {
    return weight_decay_knob(initial,
                             "Shrinks every parameter, biases included, by the share η λ before the step.");
}

/// For optimizers that know both decays.
constexpr Knob decoupled_knob() {
    return {.name = "decoupled_weight_decay",
            .title = "Decoupled",
            .type = KnobType::boolean,
            .help =
                "Shrinks the parameters by the share η λ beside the step, as AdamW, in place of adding λ θ "
                "to the gradient.",
            .needs = "weight_decay > 0"};
}

}  // namespace talweg
