// Regression over two inputs: a plane, two hills, and inputs that make a problem badly conditioned.
#include "core/data/two_inputs.h"

#include "core/data/draws.h"
#include "core/data/knobs.h"

#include <cmath>

namespace talweg {
namespace {

constexpr std::string_view kFamily = "Regression, two inputs";

constexpr Knob low_knob(double initial) {
    return number_knob("x_low", "Lowest x", "", initial, "The least value of both inputs.");
}
constexpr Knob high_knob(double initial) {
    return number_knob("x_high", "Highest x", "", initial, "The greatest value of both inputs.");
}
constexpr Knob slope1_knob(double initial) {
    return number_knob("slope1", "Slope by x1", "a", initial, "How much y rises when x1 grows by one.");
}
constexpr Knob slope2_knob(double initial) {
    return number_knob("slope2", "Slope by x2", "b", initial, "How much y rises when x2 grows by one.");
}
constexpr Knob intercept_knob() {
    return number_knob("intercept", "Intercept", "c", 1.0, "The y at x1 = x2 = 0, before the noise.");
}

constexpr Knob kPlaneKnobs[] = {count_knob(100), slope1_knob(2.0), slope2_knob(-1.0), intercept_knob(),
                                low_knob(-2.0),  high_knob(2.0),   noise_knob(0.5),   seed_knob()};

constexpr Knob kGaussianSumKnobs[] = {
    count_knob(300),
    number_knob("height1", "First height", "h₁", 1.0, "The y at the top of the hill at (1, 1)."),
    number_knob("height2", "Second height", "h₂", -1.0, "The y at the top of the hill at (-1, -1)."),
    {.name = "width",
     .title = "Width",
     .symbol = "w",
     .low = 1e-3,
     .high = kFar,
     .initial = 0.7,
     .slider_low = 0.1,
     .slider_high = 3.0,
     .help = "The standard deviation of both hills.",
     .why_low = "a hill without width would be missed by every point"},
    low_knob(-3.0),
    high_knob(3.0),
    noise_knob(0.05),
    seed_knob()};

constexpr Knob kCorrelatedKnobs[] = {
    count_knob(100),
    {.name = "ratio",
     .title = "Ratio of scales",
     .symbol = "r",
     .low = 1e-6,
     .high = kFar,
     .initial = 10.0,
     .logarithmic = true,
     .slider_low = 0.01,
     .slider_high = 100.0,
     .help = "The standard deviation of x2, where that of x1 is 1.",
     .why_low = "without any spread the second input says nothing"},
    {.name = "correlation",
     .title = "Correlation",
     .symbol = "ρ",
     .low = -1.0,
     .high = 1.0,
     .initial = 0.9,
     .help = "How closely x2 follows x1; at 1 or -1 one of the two says nothing new.",
     .why_low = "x2 cannot go against x1 by more than all of it",
     .why_high = "x2 cannot follow x1 by more than all of it"},
    slope1_knob(2.0),
    slope2_knob(0.3),
    intercept_knob(),
    noise_knob(0.5),
    seed_knob()};

/// inputs(random, x1, x2) draws a point; height(x1, x2) is its y before the noise.
template <class Inputs, class Height>
Dataset surface_dataset(const Settings& settings, const Inputs& inputs, const Height& height) {
    const auto n = static_cast<Index>(settings.integer("n"));
    const double noise = settings.real("noise");
    Random places = draws(settings, Draw::places);
    Random errors = draws(settings, Draw::noise);
    Dataset data;
    data.x.resize(n, 2);
    data.y.resize(n, 1);
    for (Index i = 0; i < n; ++i) {
        double x1 = 0.0;
        double x2 = 0.0;
        inputs(places, x1, x2);
        data.x(i, 0) = x1;
        data.x(i, 1) = x2;
        data.y(i, 0) = height(x1, x2) + noise * errors.normal();
    }
    data.x_names = {"x1", "x2"};
    data.y_names = {"y"};
    return data;
}

/// Anywhere in the square.
template <class Height>
Dataset square_dataset(const Settings& settings, const Height& height) {
    const double low = settings.real("x_low");
    const double side = settings.real("x_high") - low;
    return surface_dataset(
        settings,
        [=](Random& random, double& x1, double& x2) {
            x1 = low + side * random.uniform();
            x2 = low + side * random.uniform();
        },
        height);
}

Dataset make_plane(const Settings& settings) {
    const double a = settings.real("slope1");
    const double b = settings.real("slope2");
    const double c = settings.real("intercept");
    return square_dataset(settings, [=](double x1, double x2) { return a * x1 + b * x2 + c; });
}

double hill(double x1, double x2, double centre, double width) {
    const double u = (x1 - centre) / width;
    const double v = (x2 - centre) / width;
    return std::exp(-0.5 * (u * u + v * v));
}

Dataset make_gaussian_sum(const Settings& settings) {
    const double first = settings.real("height1");
    const double second = settings.real("height2");
    const double width = settings.real("width");
    return square_dataset(settings, [=](double x1, double x2) {
        return first * hill(x1, x2, 1.0, width) + second * hill(x1, x2, -1.0, width);
    });
}

Dataset make_correlated(const Settings& settings) {
    const double ratio = settings.real("ratio");
    const double correlation = settings.real("correlation");
    const double rest = std::sqrt(1.0 - correlation * correlation);
    const double a = settings.real("slope1");
    const double b = settings.real("slope2");
    const double c = settings.real("intercept");
    return surface_dataset(
        settings,
        [=](Random& random, double& x1, double& x2) {
            x1 = random.normal();
            x2 = ratio * (correlation * x1 + rest * random.normal());
        },
        [=](double x1, double x2) { return a * x1 + b * x2 + c; });
}

}  // namespace

DatasetPart plane_part() {
    return {{"plane", "Plane", "Points anywhere in a square, and the height of a tilted plane over them.",
             "y = slope1 x1 + slope2 x2 + intercept + noise N(0, 1)", "", kPlaneKnobs, kFamily},
            make_plane};
}

DatasetPart gaussian_sum_part() {
    return {
        {"gaussian_sum", "Two Gaussians' sum",
         "Points anywhere in a square, and the height of a hill and a hollow over them.",
         "y = height1 G(x - (1, 1)) + height2 G(x + (1, 1)) + noise N(0, 1)\nG(u) = exp(-|u|² / (2 width²))",
         "", kGaussianSumKnobs, kFamily},
        make_gaussian_sum};
}

DatasetPart correlated_part() {
    return {
        {"correlated", "Scaled, correlated inputs",
         "A plane over two normal inputs of different scales that go together: the valley of a linear model "
         "is long and narrow.",
         "x1 = N(0, 1)\nx2 = ratio (correlation x1 + √(1 - correlation²) N(0, 1))\n"
         "y = slope1 x1 + slope2 x2 + intercept + noise N(0, 1)",
         "", kCorrelatedKnobs, kFamily},
        make_correlated};
}

}  // namespace talweg
