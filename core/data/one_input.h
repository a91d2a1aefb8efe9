// What every generator of one input shares: places along x, noise and outliers around a curve.
#pragma once

#include "core/data/dataset.h"
#include "core/data/knobs.h"

#include <array>
#include <cmath>

namespace talweg {

constexpr std::string_view kRegressionOneInput = "Regression, one input";
constexpr std::string_view kSpacings[] = {"even", "random"};
constexpr std::string_view kOutlierSides[] = {"both", "above", "below"};

/// What the shared knobs of a curve begin with.
struct CurveDefaults {
    double n = 50;
    double x_low = -3.0;
    double x_high = 3.0;
    double noise = 0.2;
    double reach = kFar;  ///< x lies between -reach and reach
};

/// The knobs of a curve: n, its own, then x_low, x_high, spacing, noise, seed and those of outliers.
template <std::size_t N>
constexpr std::array<Knob, N + 9> curve_knobs(const CurveDefaults& defaults, const Knob (&own)[N]) {
    std::array<Knob, N + 9> knobs;
    std::size_t at = 0;
    knobs[at++] = count_knob(defaults.n);
    for (const Knob& knob : own) knobs[at++] = knob;
    const auto place = [&](std::string_view name, std::string_view title, double initial,
                           std::string_view help) {
        return Knob{.name = name,
                    .title = title,
                    .low = -defaults.reach,
                    .high = defaults.reach,
                    .initial = initial,
                    .slider_low = -10,
                    .slider_high = 10,
                    .help = help};
    };
    knobs[at++] = place("x_low", "First x", defaults.x_low, "The x where the points begin.");
    knobs[at++] = place("x_high", "Last x", defaults.x_high, "The x where the points end.");
    knobs[at++] = {.name = "spacing",
                   .title = "Spacing",
                   .type = KnobType::choice,
                   .help = "Whether the points lie evenly from the first x to the last, or anywhere between.",
                   .choices = kSpacings};
    knobs[at++] = noise_knob(defaults.noise);
    knobs[at++] = seed_knob();
    knobs[at++] = {.name = "outliers",
                   .title = "Outliers",
                   .low = 0.0,
                   .high = 1.0,
                   .initial = 0.0,
                   .slider_low = 0.0,
                   .slider_high = 0.5,
                   .help = "The share of the points that are moved far off the curve.",
                   .why_low = "a share is never below 0",
                   .why_high = "there are no more than all points"};
    knobs[at++] = {.name = "outlier_distance",
                   .title = "How far",
                   .low = 0.0,
                   .high = kFar,
                   .initial = 10.0,
                   .slider_low = 0.0,
                   .slider_high = 50.0,
                   .help = "How much an outlier is moved in y, on top of its noise.",
                   .needs = "outliers > 0",
                   .why_low = "a distance is never below 0"};
    knobs[at++] = {.name = "outlier_side",
                   .title = "Where to",
                   .type = KnobType::choice,
                   .help = "Whether outliers lie above the curve, below it, or each by the toss of a coin.",
                   .choices = kOutlierSides,
                   .needs = "outliers > 0"};
    return knobs;
}

/// n inputs from x_low to x_high, evenly (one point: at x_low) or each uniform between; y without a value.
Dataset curve_places(const Settings& settings);

/// Adds the noise to y, then moves the share of outliers, counted to the nearest whole number of points.
void disturb(const Settings& settings, Dataset& data);

/// Points around a curve: y = f(x), disturbed.
template <class Curve>
Dataset curve_dataset(const Settings& settings, const Curve& curve) {
    Dataset data = curve_places(settings);
    for (Index i = 0; i < data.rows(); ++i) data.y(i, 0) = curve(data.x(i, 0));
    disturb(settings, data);
    return data;
}

}  // namespace talweg
