// Test functions for what is no minimum: saddles and plateaus.
#include "core/objective/saddles.h"

#include "core/objective/formula_objective.h"

#include <cmath>
#include <numbers>

namespace talweg {
namespace {

struct Saddle {
    template <class T>
    T operator()(const T& x, const T& y) const {
        return square(x) - square(y);
    }
};

struct MonkeySaddle {
    template <class T>
    T operator()(const T& x, const T& y) const {
        return x * (square(x) - 3.0 * square(y));
    }
};

constexpr Knob kPlateauKnobs[] = {
    {.name = "width",
     .title = "Width",
     .symbol = "σ",
     .low = 0.0,
     .high = 1e6,
     .low_open = true,
     .initial = 1.0,
     .logarithmic = true,
     .slider_low = 0.1,
     .slider_high = 10.0,
     .help = "How wide the hole is; a few of it away nothing slopes any more.",
     .why_low = "at 0 there would be no hole"},
};

struct Plateau {
    double width;
    template <class T>
    T operator()(const T& x, const T& y) const {
        using std::exp;
        return 1.0 - exp((square(x) + square(y)) * (-0.5 / (width * width)));
    }
};
constexpr KnownMinimum kOrigin[] = {{0.0, 0.0, 0.0}};

struct Easom {
    template <class T>
    T operator()(const T& x, const T& y) const {
        using std::cos;
        using std::exp;
        constexpr double kPi = std::numbers::pi;
        return -(cos(x) * cos(y) * exp(-(square(x - kPi) + square(y - kPi))));
    }
};
// Around the hole are hollows of less than 1e-3 of its depth; the hole is the one minimum that sources name.
constexpr KnownMinimum kEasom[] = {{std::numbers::pi, std::numbers::pi, -1.0}};

}  // namespace

FunctionPart saddle_part() {
    return {
        .info = {"saddle",
                 "Saddle",
                 "Down along y, up along x: where the slope is zero is no minimum, and a run falls for ever.",
                 "f(x, y) = x² - y²",
                 "Dauphin et al. 2014",
                 {},
                 "Saddles and plateaus"},
        .make = [](const Settings&) { return make_formula(Saddle{}, {}); },
        .start = {-1.5, 0.001},
        .window = {-2.0, 2.0, -2.0, 2.0}};
}

FunctionPart monkey_saddle_part() {
    return {.info = {"monkey_saddle",
                     "Monkey saddle",
                     "Three ways down and three up from a point where slope and curvature are zero.",
                     "f(x, y) = x³ - 3 x y²",
                     "Hilbert & Cohn-Vossen 1932",
                     {},
                     "Saddles and plateaus"},
            .make = [](const Settings&) { return make_formula(MonkeySaddle{}, {}); },
            .start = {1.0, 0.02},
            .window = {-1.5, 1.5, -1.5, 1.5}};
}

FunctionPart plateau_function_part() {
    return {
        .info = {"plateau", "Plateau",
                 "A round hole in a plain: far from it nothing slopes, and learning does not begin.",
                 "f(x, y) = 1 - exp(-(x² + y²) / (2 σ²))", "a Gaussian, upside down", kPlateauKnobs,
                 "Saddles and plateaus"},
        .make =
            [](const Settings& settings) { return make_formula(Plateau{settings.real("width")}, kOrigin); },
        .start = {-2.5, 1.5},
        .window = {-4.0, 4.0, -4.0, 4.0},
        .minima = kOrigin};
}

FunctionPart easom_part() {
    return {.info = {"easom",
                     "Easom",
                     "A narrow hole in a plain that shows no way to it.",
                     "f(x, y) = -cos(x) cos(y) exp(-(x - π)² - (y - π)²)",
                     "Easom 1990; Jamil & Yang 2013, no. 50",
                     {},
                     "Saddles and plateaus"},
            .make = [](const Settings&) { return make_formula(Easom{}, kEasom); },
            .start = {2.0, 4.5},
            .window = {-2.0, 8.0, -2.0, 8.0},
            .minima = kEasom};
}

}  // namespace talweg
