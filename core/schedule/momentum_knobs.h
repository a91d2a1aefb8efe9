// The knobs of schedules that move the momentum against the learning rate.
#pragma once

#include "core/base/error.h"
#include "core/base/part.h"
#include "core/base/text.h"

namespace talweg {

inline constexpr Knob kCycleMomentumKnob = {
    .name = "cycle_momentum",
    .title = "Cycles μ",
    .type = KnobType::boolean,
    .initial = 1,
    .help =
        "Moves the optimizer's momentum (or beta1) against the learning rate; its own plays no part then."};

inline constexpr Knob base_momentum_knob(double initial) {
    return {.name = "base_momentum",
            .title = "Lowest",
            .symbol = "μ_min",
            .low = 0.0,
            .high = 1.0,
            .high_open = true,
            .initial = initial,
            .help = "The momentum where the learning rate is largest.",
            .needs = "cycle_momentum",
            .why_low = "below 0 each velocity would turn back the one before it",
            .why_high = "at 1 the velocity would never lose speed"};
}

inline constexpr Knob max_momentum_knob(double initial) {
    return {.name = "max_momentum",
            .title = "Largest",
            .symbol = "μ_max",
            .low = 0.0,
            .high = 1.0,
            .high_open = true,
            .initial = initial,
            .help = "The momentum where the learning rate is lowest.",
            .needs = "cycle_momentum",
            .why_low = "below 0 each velocity would turn back the one before it",
            .why_high = "at 1 the velocity would never lose speed"};
}

/// Throws Error where the lowest is above the largest; equal ones are a cycle that holds still.
inline void check_in_order(const Settings& settings, std::string_view lowest, std::string_view largest) {
    const double low = settings.real(lowest);
    const double high = settings.real(largest);
    if (low <= high) return;
    throw Error("'" + std::string(lowest) + "' must be at most '" + std::string(largest) + "', " +
                exact_text(high) + ", not " + exact_text(low) + ": each cycle goes from one up to the other");
}

}  // namespace talweg
