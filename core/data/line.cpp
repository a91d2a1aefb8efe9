// Points along a straight line, with noise.
#include "core/data/line.h"

#include "core/data/one_input.h"

namespace talweg {
namespace {

constexpr auto kKnobs = curve_knobs(
    {.n = 20, .x_low = 0.0, .x_high = 5.0, .noise = 0.5},
    {number_knob("slope", "Slope", "a", 2.0, "How much y rises when x grows by one, before the noise."),
     number_knob("intercept", "Intercept", "c", 1.0, "The y of the line at x = 0, before the noise.")});

Dataset make_line(const Settings& settings) {
    const double slope = settings.real("slope");
    const double intercept = settings.real("intercept");
    return curve_dataset(settings, [=](double x) { return slope * x + intercept; });
}

}  // namespace

DatasetPart line_part() {
    return {{"line", "Noisy line", "Points along a straight line, each y moved by normal noise.",
             "y = slope x + intercept + noise N(0, 1)", "", kKnobs, kRegressionOneInput},
            make_line};
}

}  // namespace talweg
