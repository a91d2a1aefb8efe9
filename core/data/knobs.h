// Knobs that many generators share, so that a name has one range and one meaning everywhere.
#pragma once

#include "core/base/part.h"

namespace talweg {

/// Bounds coordinates and coefficients: far enough for anything one looks at, and no formula overflows.
constexpr double kFar = 1e6;

constexpr Knob count_knob(double initial) {
    return {.name = "n",
            .title = "Points",
            .symbol = "n",
            .type = KnobType::integer,
            .low = 1,
            .high = 1e6,
            .initial = initial,
            .logarithmic = true,
            .slider_low = 2,
            .slider_high = 1000,
            .help = "How many points are drawn.",
            .why_low = "there has to be a point"};
}

constexpr Knob seed_knob(std::string_view help =
                             "Another number, another draw of all that is random in these points; the "
                             "experiment's own seed does not touch it.") {
    return {.name = "seed",
            .title = "Noise seed",
            .type = KnobType::integer,
            .low = 0,
            .high = 0x1.0p53,
            .initial = 0,
            .slider_low = 0,
            .slider_high = 100,
            .help = help,
            .why_low = "it counts from 0"};
}

/// A length, from 0 up.
constexpr Knob length_knob(std::string_view name, std::string_view title, double initial,
                           std::string_view help) {
    return {.name = name,
            .title = title,
            .low = 0.0,
            .high = kFar,
            .initial = initial,
            .slider_low = 0,
            .slider_high = 5,
            .help = help,
            .why_low = "a length is never below 0"};
}

constexpr Knob noise_knob(
    double initial, std::string_view help = "Standard deviation of the normal noise added to every y.") {
    Knob knob = length_knob("noise", "Noise", initial, help);
    knob.symbol = "σ";
    knob.why_low = "a spread is never below 0";
    return knob;
}

/// Of classes: the noise moves the point, and its class stays.
constexpr Knob spread_knob(double initial) {
    return noise_knob(initial,
                      "Standard deviation of the normal noise that moves both inputs of every point.");
}

/// A coefficient or a place: any number.
constexpr Knob number_knob(std::string_view name, std::string_view title, std::string_view symbol,
                           double initial, std::string_view help) {
    return {.name = name,
            .title = title,
            .symbol = symbol,
            .low = -kFar,
            .high = kFar,
            .initial = initial,
            .slider_low = -5,
            .slider_high = 5,
            .help = help};
}

}  // namespace talweg
