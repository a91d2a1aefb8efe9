// Points around curves: polynomials, a sine, a kink, a step, an exponential.
#include "core/data/curves.h"

#include "core/base/error.h"
#include "core/data/one_input.h"

#include <numbers>

namespace talweg {
namespace {

// One more than the degree of the largest polynomial that a model can be; kFar^16 is far from overflow.
constexpr std::size_t kMostCoefficients = 16;
constexpr double kCoefficients[] = {1.0, -1.0, 2.0};

constexpr auto kPolynomialKnobs = curve_knobs({.x_low = -2.0, .x_high = 2.0, .noise = 0.5},
                                              {{.name = "coefficients",
                                                .title = "Coefficients",
                                                .symbol = "c",
                                                .type = KnobType::list,
                                                .low = -kFar,
                                                .high = kFar,
                                                .help = "c₀, c₁, c₂, …, from the constant up; at most 16.",
                                                .initial_list = kCoefficients}});

constexpr auto kSineKnobs = curve_knobs(
    {}, {length_knob("amplitude", "Amplitude", 1.0, "How far the wave rises above its middle."),
         {.name = "period",
          .title = "Period",
          .low = 1e-6,
          .high = kFar,
          .initial = 4.0,
          .logarithmic = true,
          .slider_low = 0.1,
          .slider_high = 20.0,
          .help = "How far in x one wave reaches.",
          .why_low = "a wave of no length would have every y at every x"},
         number_knob("phase", "Phase", "φ", 0.0, "Where in its wave the curve is at x = 0; 2π is one."),
         number_knob("offset", "Middle", "c", 0.0, "The y that the wave goes around.")});

constexpr auto kCubicKnobs =
    curve_knobs({.x_low = -2.0, .x_high = 2.0, .noise = 0.5},
                {number_knob("a", "Cubic", "a", 1.0, "The coefficient of x³."),
                 number_knob("b", "Square", "b", 0.0, "The coefficient of x²."),
                 number_knob("c", "Linear", "c", -2.0, "The coefficient of x."),
                 number_knob("d", "Constant", "d", 0.0, "The y of the curve at x = 0, before the noise.")});

constexpr auto kAbsoluteKnobs =
    curve_knobs({}, {number_knob("slope", "Slope", "a", 1.0, "How steep both sides are."),
                     number_knob("centre", "Corner", "m", 0.0, "The x of the corner."),
                     number_knob("offset", "Height", "c", 0.0, "The y of the corner, before the noise.")});

constexpr auto kStepKnobs = curve_knobs(
    {}, {number_knob("edge", "Edge", "", 0.0, "The x of the jump; a point there is after it."),
         number_knob("before", "Before", "", 0.0, "The y of points before the jump, without their noise."),
         number_knob("after", "After", "", 1.0, "The y of points from the jump on, without their noise.")});

// e^(3 * 100) times kFar: its square is still a number.
constexpr auto kExponentialKnobs =
    curve_knobs({.x_low = 0.0, .x_high = 4.0, .reach = 100.0},
                {number_knob("scale", "Scale", "a", 1.0, "How far the curve is from its offset at x = 0."),
                 {.name = "rate",
                  .title = "Rate",
                  .symbol = "b",
                  .low = -3.0,
                  .high = 3.0,
                  .initial = 0.5,
                  .help = "How fast the curve grows; below 0 it falls.",
                  .why_low = "beyond, the squares of its values would overflow",
                  .why_high = "beyond, the squares of its values would overflow"},
                 number_knob("offset", "Offset", "c", 0.0, "Added to every y.")});

Dataset make_polynomial(const Settings& settings) {
    const std::vector<double>& coefficients = settings.list("coefficients");
    if (coefficients.empty() || coefficients.size() > kMostCoefficients) {
        throw Error("'coefficients' must be 1 to " + std::to_string(kMostCoefficients) + " numbers, not " +
                    std::to_string(coefficients.size()));
    }
    return curve_dataset(settings, [&](double x) {
        double y = 0.0;
        for (std::size_t i = coefficients.size(); i-- > 0;) y = y * x + coefficients[i];
        return y;
    });
}

Dataset make_sine(const Settings& settings) {
    const double amplitude = settings.real("amplitude");
    const double period = settings.real("period");
    const double phase = settings.real("phase");
    const double offset = settings.real("offset");
    return curve_dataset(settings, [=](double x) {
        return amplitude * std::sin(2.0 * std::numbers::pi * x / period + phase) + offset;
    });
}

Dataset make_cubic(const Settings& settings) {
    const double a = settings.real("a");
    const double b = settings.real("b");
    const double c = settings.real("c");
    const double d = settings.real("d");
    return curve_dataset(settings, [=](double x) { return ((a * x + b) * x + c) * x + d; });
}

Dataset make_absolute(const Settings& settings) {
    const double slope = settings.real("slope");
    const double centre = settings.real("centre");
    const double offset = settings.real("offset");
    return curve_dataset(settings, [=](double x) { return slope * std::abs(x - centre) + offset; });
}

Dataset make_step(const Settings& settings) {
    const double edge = settings.real("edge");
    const double before = settings.real("before");
    const double after = settings.real("after");
    return curve_dataset(settings, [=](double x) { return x < edge ? before : after; });
}

Dataset make_exponential(const Settings& settings) {
    const double scale = settings.real("scale");
    const double rate = settings.real("rate");
    const double offset = settings.real("offset");
    return curve_dataset(settings, [=](double x) { return scale * std::exp(rate * x) + offset; });
}

}  // namespace

DatasetPart polynomial_data_part() {
    return {{"polynomial", "Polynomial", "Points around a polynomial of any degree up to 15.",
             "y = c₀ + c₁ x + c₂ x² + … + noise N(0, 1)", "", kPolynomialKnobs, kRegressionOneInput},
            make_polynomial};
}

DatasetPart sine_part() {
    return {{"sine", "Sine", "Points around a sine wave.",
             "y = amplitude sin(2π x / period + phase) + offset + noise N(0, 1)", "", kSineKnobs,
             kRegressionOneInput},
            make_sine};
}

DatasetPart cubic_part() {
    return {{"cubic", "Cubic", "Points around a cubic, by its four coefficients.",
             "y = a x³ + b x² + c x + d + noise N(0, 1)", "", kCubicKnobs, kRegressionOneInput},
            make_cubic};
}

DatasetPart absolute_part() {
    return {{"absolute", "Absolute value", "Points around two straight sides that meet in a corner.",
             "y = slope |x - centre| + offset + noise N(0, 1)", "", kAbsoluteKnobs, kRegressionOneInput},
            make_absolute};
}

DatasetPart step_data_part() {
    return {{"step", "Step", "Points around two levels with a jump between them.",
             "y = (x < edge ? before : after) + noise N(0, 1)", "", kStepKnobs, kRegressionOneInput},
            make_step};
}

DatasetPart exponential_data_part() {
    return {{"exponential", "Exponential", "Points around exponential growth or decay.",
             "y = scale exp(rate x) + offset + noise N(0, 1)", "", kExponentialKnobs, kRegressionOneInput},
            make_exponential};
}

}  // namespace talweg
