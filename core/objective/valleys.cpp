// Test functions with one minimum, in a bowl or a valley.
#include "core/objective/valleys.h"

#include "core/objective/formula_objective.h"

#include <cmath>
#include <numbers>

namespace talweg {
namespace {

constexpr KnownMinimum kOrigin[] = {{0.0, 0.0, 0.0}};
constexpr double kDegree = std::numbers::pi / 180.0;

constexpr Knob kKappa = {.name = "kappa",
                         .title = "Condition number",
                         .symbol = "κ",
                         .low = 1.0,
                         .high = 1e8,
                         .initial = 20.0,
                         .logarithmic = true,
                         .slider_low = 1.0,
                         .slider_high = 1000.0,
                         .help = "How many times steeper the walls are than the valley's floor.",
                         .why_low = "at 1 the bowl is round, below it the axes would change places"};

constexpr Knob kQuadraticKnobs[] = {
    kKappa,
    {.name = "angle",
     .title = "Angle",
     .symbol = "φ",
     .low = -180.0,
     .high = 180.0,
     .initial = 30.0,
     .unit = "°",
     .help = "The direction of the valley's floor from the x axis; at 0 and 90 each parameter has a "
             "curvature of its own."},
};

/// (u² + κ v²) / 2 with u along the floor and v across.
struct Quadratic {
    double kappa, cosine, sine;
    template <class T>
    T operator()(const T& x, const T& y) const {
        const T along = cosine * x + sine * y;
        const T across = cosine * y - sine * x;
        return 0.5 * (square(along) + kappa * square(across));
    }
};

struct Booth {
    template <class T>
    T operator()(const T& x, const T& y) const {
        return square(x + 2.0 * y - 7.0) + square(2.0 * x + y - 5.0);
    }
};
constexpr KnownMinimum kBooth[] = {{1.0, 3.0, 0.0}};

struct Matyas {
    template <class T>
    T operator()(const T& x, const T& y) const {
        return 0.26 * (square(x) + square(y)) - 0.48 * x * y;
    }
};

struct Beale {
    template <class T>
    T operator()(const T& x, const T& y) const {
        const T y2 = square(y);
        return square(1.5 - x + x * y) + square(2.25 - x + x * y2) + square(2.625 - x + x * y2 * y);
    }
};
constexpr KnownMinimum kBeale[] = {{3.0, 0.5, 0.0}};

constexpr Knob kRavineKnobs[] = {
    kKappa,
    {.name = "noise",
     .title = "Noise",
     .symbol = "a",
     .low = 0.0,
     .high = 1e6,
     .initial = 0.1,
     .slider_low = 0.0,
     .slider_high = 1.0,
     .help = "How high the ripples are; at 0 there are none.",
     .why_low = "below 0 the minimum would become a peak"},
    {.name = "grain",
     .title = "Grain",
     .symbol = "l",
     .low = 1e-3,
     .high = 1e3,
     .initial = 0.4,
     .logarithmic = true,
     .slider_low = 0.1,
     .slider_high = 2.0,
     .help = "The length of the longest ripples.",
     .why_low = "the ripples would be finer than any picture"},
};

/// Three waves that never fall into step stand for noise: fixed, so that every look finds the same, and with
/// exact derivatives. All are at their lowest in the origin.
struct NoisyRavine {
    double kappa, noise, grain;
    template <class T>
    T operator()(const T& x, const T& y) const {
        using std::cos;
        constexpr double kGolden = std::numbers::phi;
        const double k = 2.0 * std::numbers::pi / grain;
        const T waves = cos(k * (0.8 * x + 0.6 * y)) + cos(k * kGolden * (0.6 * y - 0.8 * x)) +
                        cos(k * kGolden * kGolden * (0.28 * x + 0.96 * y));
        return 0.5 * (square(x) + kappa * square(y)) + noise / 3.0 * (3.0 - waves);
    }
};

}  // namespace

FunctionPart quadratic_part() {
    return {
        .info = {"quadratic", "Ill-conditioned quadratic",
                 "A valley with straight walls: the steeper they are beside its floor, the longer the way.",
                 "f(x, y) = (u² + κ v²) / 2\nu = x cos φ + y sin φ\nv = y cos φ - x sin φ",
                 "the model problem of Polyak 1964", kQuadraticKnobs, "Valleys"},
        .make = [](const Settings& settings) -> std::unique_ptr<Objective> {
            const double angle = settings.real("angle") * kDegree;
            return make_formula(Quadratic{settings.real("kappa"), std::cos(angle), std::sin(angle)}, kOrigin);
        },
        .start = {-1.5, 1.0},
        .window = {-2.0, 2.0, -2.0, 2.0},
        .minima = kOrigin};
}

FunctionPart booth_part() {
    return {.info = {"booth",
                     "Booth",
                     "A slanted bowl: both parameters have to move together.",
                     "f(x, y) = (x + 2y - 7)² + (2x + y - 5)²",
                     "Booth 1949; Jamil & Yang 2013, no. 17",
                     {},
                     "Valleys"},
            .make = [](const Settings&) { return make_formula(Booth{}, kBooth); },
            .start = {-7.0, -5.0},
            .window = {-10.0, 10.0, -10.0, 10.0},
            .minima = kBooth};
}

FunctionPart matyas_part() {
    return {.info = {"matyas",
                     "Matyas",
                     "A long slanted valley whose floor falls gently.",
                     "f(x, y) = 0.26 (x² + y²) - 0.48 x y",
                     "Matyas 1965; Jamil & Yang 2013, no. 71",
                     {},
                     "Valleys"},
            .make = [](const Settings&) { return make_formula(Matyas{}, kOrigin); },
            .start = {-8.0, -3.0},
            .window = {-10.0, 10.0, -10.0, 10.0},
            .minima = kOrigin};
}

FunctionPart beale_part() {
    return {.info = {"beale",
                     "Beale",
                     "Flat around a narrow valley, with sharp peaks at the corners.",
                     "f(x, y) = (1.5 - x + x y)² + (2.25 - x + x y²)² + (2.625 - x + x y³)²",
                     "Beale 1958; Jamil & Yang 2013, no. 10",
                     {},
                     "Valleys"},
            .make = [](const Settings&) { return make_formula(Beale{}, kBeale); },
            .start = {-2.0, 2.0},
            .window = {-4.5, 4.5, -4.5, 4.5},
            .minima = kBeale};
}

FunctionPart noisy_ravine_part() {
    return {
        .info = {"noisy_ravine", "Ravine with noise",
                 "A valley whose walls and floor are rough: small hollows hold a run that has no momentum.",
                 "f(x, y) = (x² + κ y²) / 2 + a (1 - mean of three waves, the longest of length l)",
                 "a ravine as in Sutton 1986, with fixed ripples", kRavineKnobs, "Valleys"},
        .make = [](const Settings& settings) -> std::unique_ptr<Objective> {
            return make_formula(
                NoisyRavine{settings.real("kappa"), settings.real("noise"), settings.real("grain")}, kOrigin);
        },
        .start = {-1.7, 0.6},
        .window = {-2.0, 2.0, -1.0, 1.0},
        .minima = kOrigin};
}

}  // namespace talweg
