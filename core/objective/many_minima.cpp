// Test functions with several minima.
#include "core/objective/many_minima.h"

#include "core/objective/formula_objective.h"

#include <cmath>
#include <numbers>

namespace talweg {
namespace {

constexpr double kPi = std::numbers::pi;

struct Himmelblau {
    template <class T>
    T operator()(const T& x, const T& y) const {
        return square(square(x) + y - 11.0) + square(x + square(y) - 7.0);
    }
};
constexpr KnownMinimum kHimmelblau[] = {{3.0, 2.0, 0.0},
                                        {-2.8051180869527449, 3.131312518250573, 0.0},
                                        {-3.7793102533777469, -3.2831859912861694, 0.0},
                                        {3.5844283403304917, -1.8481265269644036, 0.0}};

struct ThreeHumpCamel {
    template <class T>
    T operator()(const T& x, const T& y) const {
        const T x2 = square(x);
        return x2 * (2.0 - 1.05 * x2 + square(x2) / 6.0) + x * y + square(y);
    }
};
constexpr KnownMinimum kThreeHumpCamel[] = {{0.0, 0.0, 0.0},
                                            {1.7475523458302889, -0.87377617291514445, 0.29863844223685982},
                                            {-1.7475523458302889, 0.87377617291514445, 0.29863844223685982}};

struct SixHumpCamel {
    template <class T>
    T operator()(const T& x, const T& y) const {
        const T x2 = square(x);
        const T y2 = square(y);
        return x2 * (4.0 - 2.1 * x2 + square(x2) / 3.0) + x * y + y2 * (4.0 * y2 - 4.0);
    }
};
constexpr KnownMinimum kSixHumpCamel[] = {{0.089842013100318062, -0.71265640302073963, -1.0316284534898774},
                                          {-0.089842013100318062, 0.71265640302073963, -1.0316284534898774},
                                          {-1.7036067149699808, 0.79608356867262512, -0.21546382438371764},
                                          {1.7036067149699808, -0.79608356867262512, -0.21546382438371764},
                                          {1.6071047529201972, 0.56865145488413137, 2.1042503103112583},
                                          {-1.6071047529201972, -0.56865145488413137, 2.1042503103112583}};

struct StyblinskiTang {
    template <class T>
    T operator()(const T& x, const T& y) const {
        const T x2 = square(x);
        const T y2 = square(y);
        return 0.5 * (x2 * (x2 - 16.0) + 5.0 * x + y2 * (y2 - 16.0) + 5.0 * y);
    }
};
constexpr KnownMinimum kStyblinskiTang[] = {{-2.9035340277711771, -2.9035340277711771, -78.332331407542831},
                                            {2.746802770990837, -2.9035340277711771, -64.195612359055358},
                                            {-2.9035340277711771, 2.746802770990837, -64.195612359055358},
                                            {2.746802770990837, 2.746802770990837, -50.058893310567885}};

struct GoldsteinPrice {
    template <class T>
    T operator()(const T& x, const T& y) const {
        const T x2 = square(x);
        const T y2 = square(y);
        const T xy = x * y;
        const T first = square(x + y + 1.0) * (19.0 - 14.0 * x + 3.0 * x2 - 14.0 * y + 6.0 * xy + 3.0 * y2);
        const T second =
            square(2.0 * x - 3.0 * y) * (18.0 - 32.0 * x + 12.0 * x2 + 48.0 * y - 36.0 * xy + 27.0 * y2);
        return (1.0 + first) * (30.0 + second);
    }
};
constexpr KnownMinimum kGoldsteinPrice[] = {
    {0.0, -1.0, 3.0}, {-0.6, -0.4, 30.0}, {1.8, 0.2, 84.0}, {1.2, 0.8, 840.0}};

struct McCormick {
    template <class T>
    T operator()(const T& x, const T& y) const {
        using std::sin;
        return sin(x + y) + square(x - y) - 1.5 * x + 2.5 * y + 1.0;
    }
};
// Of the row of minima along x - y = 1 those inside the domain.
constexpr KnownMinimum kMcCormick[] = {{-0.54719755119659775, -1.5471975511965977, -1.9132229549810364},
                                       {2.5943951023931955, 1.5943951023931955, 1.2283696986087568}};

struct Branin {
    template <class T>
    T operator()(const T& x, const T& y) const {
        using std::cos;
        constexpr double kB = 5.1 / (4.0 * kPi * kPi);
        constexpr double kC = 5.0 / kPi;
        constexpr double kT = 10.0 * (1.0 - 1.0 / (8.0 * kPi));
        return square(y - kB * square(x) + kC * x - 6.0) + kT * cos(x) + 10.0;
    }
};
constexpr KnownMinimum kBranin[] = {{kPi, 2.275, 0.39788735772973834},
                                    {-kPi, 12.275, 0.39788735772973834},
                                    {3.0 * kPi, 2.475, 0.39788735772973834}};

struct Ackley {
    template <class T>
    T operator()(const T& x, const T& y) const {
        using std::cos;
        using std::exp;
        using std::sqrt;
        return 20.0 + std::numbers::e - 20.0 * exp(-0.2 * sqrt(0.5 * (square(x) + square(y)))) -
               exp(0.5 * (cos(2.0 * kPi * x) + cos(2.0 * kPi * y)));
    }
};
constexpr KnownMinimum kOrigin[] = {{0.0, 0.0, 0.0}};

constexpr Knob kRastriginKnobs[] = {
    {.name = "a",
     .title = "Ripples",
     .symbol = "A",
     .low = 0.0,
     .high = 1e6,
     .initial = 10.0,
     .slider_low = 0.0,
     .slider_high = 20.0,
     .help = "How deep the ripples are; at 0 the bowl is smooth.",
     .why_low = "below 0 the minimum would become a peak"},
};

struct Rastrigin {
    double a;
    template <class T>
    T operator()(const T& x, const T& y) const {
        using std::cos;
        return 2.0 * a + square(x) + square(y) - a * (cos(2.0 * kPi * x) + cos(2.0 * kPi * y));
    }
};

struct Levi {
    template <class T>
    T operator()(const T& x, const T& y) const {
        using std::sin;
        return square(sin(3.0 * kPi * x)) + square(x - 1.0) * (1.0 + square(sin(3.0 * kPi * y))) +
               square(y - 1.0) * (1.0 + square(sin(2.0 * kPi * y)));
    }
};
constexpr KnownMinimum kLevi[] = {{1.0, 1.0, 0.0}};

}  // namespace

FunctionPart himmelblau_part() {
    return {.info = {"himmelblau",
                     "Himmelblau",
                     "Four minima of the same depth: the start decides which one a run finds.",
                     "f(x, y) = (x² + y - 11)² + (x + y² - 7)²",
                     "Himmelblau 1972; Jamil & Yang 2013, no. 65",
                     {},
                     "Several minima"},
            .make = [](const Settings&) { return make_formula(Himmelblau{}, kHimmelblau); },
            .start = {-0.5, -1.0},
            .window = {-5.0, 5.0, -5.0, 5.0},
            .minima = kHimmelblau};
}

FunctionPart three_hump_camel_part() {
    return {.info = {"three_hump_camel",
                     "Three-hump camel",
                     "A bowl with three hollows, the middle one the deepest.",
                     "f(x, y) = 2 x² - 1.05 x⁴ + x⁶ / 6 + x y + y²",
                     "Branin 1972; Jamil & Yang 2013, no. 29",
                     {},
                     "Several minima"},
            .make = [](const Settings&) { return make_formula(ThreeHumpCamel{}, kThreeHumpCamel); },
            .start = {-1.9, 1.8},
            .window = {-2.5, 2.5, -2.5, 2.5},
            .minima = kThreeHumpCamel};
}

FunctionPart six_hump_camel_part() {
    return {.info = {"six_hump_camel",
                     "Six-hump camel",
                     "Six minima, of which two are the deepest.",
                     "f(x, y) = (4 - 2.1 x² + x⁴ / 3) x² + x y + (4 y² - 4) y²",
                     "Dixon & Szegö 1978; Jamil & Yang 2013, no. 30",
                     {},
                     "Several minima"},
            .make = [](const Settings&) { return make_formula(SixHumpCamel{}, kSixHumpCamel); },
            .start = {-1.8, 0.2},
            .window = {-2.2, 2.2, -1.2, 1.2},
            .minima = kSixHumpCamel};
}

FunctionPart styblinski_tang_part() {
    return {.info = {"styblinski_tang",
                     "Styblinski-Tang",
                     "Four hollows of different depth, one in each corner.",
                     "f(x, y) = (x⁴ - 16 x² + 5 x + y⁴ - 16 y² + 5 y) / 2",
                     "Styblinski & Tang 1990; Jamil & Yang 2013, no. 144",
                     {},
                     "Several minima"},
            .make = [](const Settings&) { return make_formula(StyblinskiTang{}, kStyblinskiTang); },
            .start = {0.5, 4.0},
            .window = {-5.0, 5.0, -5.0, 5.0},
            .minima = kStyblinskiTang};
}

FunctionPart goldstein_price_part() {
    return {.info = {"goldstein_price",
                     "Goldstein-Price",
                     "Four minima in a landscape that spans six decades.",
                     "f(x, y) = (1 + (x + y + 1)² (19 - 14 x + 3 x² - 14 y + 6 x y + 3 y²))\n        · (30 + "
                     "(2 x - 3 y)² (18 - 32 x + 12 x² + 48 y - 36 x y + 27 y²))",
                     "Goldstein & Price 1971; Jamil & Yang 2013, no. 55",
                     {},
                     "Several minima"},
            .make = [](const Settings&) { return make_formula(GoldsteinPrice{}, kGoldsteinPrice); },
            .start = {-1.5, 0.5},
            .window = {-2.0, 2.0, -2.5, 1.5},
            .minima = kGoldsteinPrice};
}

FunctionPart mccormick_part() {
    return {.info = {"mccormick",
                     "McCormick",
                     "A valley that a sine has bent into hollows, each deeper than the last.",
                     "f(x, y) = sin(x + y) + (x - y)² - 1.5 x + 2.5 y + 1",
                     "McCormick 1976; Jamil & Yang 2013, no. 72",
                     {},
                     "Several minima"},
            .make = [](const Settings&) { return make_formula(McCormick{}, kMcCormick); },
            .start = {3.5, 0.0},
            .window = {-1.5, 4.0, -3.0, 4.0},
            .minima = kMcCormick};
}

FunctionPart branin_part() {
    return {.info = {"branin",
                     "Branin",
                     "A valley that winds through three minima of the same depth.",
                     "f(x, y) = (y - 5.1 x² / (4 π²) + 5 x / π - 6)² + 10 (1 - 1 / (8 π)) cos x + 10",
                     "Branin 1972; Jamil & Yang 2013, no. 22",
                     {},
                     "Several minima"},
            .make = [](const Settings&) { return make_formula(Branin{}, kBranin); },
            .start = {0.0, 14.0},
            .window = {-5.0, 10.0, 0.0, 15.0},
            .minima = kBranin};
}

FunctionPart ackley_part() {
    return {.info = {"ackley",
                     "Ackley",
                     "A funnel in a rippled plain: far from the middle the ripples hide where it lies.",
                     "f(x, y) = 20 + e - 20 exp(-0.2 √((x² + y²) / 2)) - exp((cos 2πx + cos 2πy) / 2)",
                     "Ackley 1987; Jamil & Yang 2013, no. 1",
                     {},
                     "Several minima"},
            .make = [](const Settings&) { return make_formula(Ackley{}, kOrigin); },
            .start = {-3.2, 2.4},
            .window = {-5.0, 5.0, -5.0, 5.0},
            .minima = kOrigin};
}

FunctionPart rastrigin_part() {
    return {
        .info = {"rastrigin", "Rastrigin",
                 "A bowl full of hollows: one minimum in each square of whole numbers.",
                 "f(x, y) = 2 A + x² + y² - A (cos 2πx + cos 2πy)", "Rastrigin 1974", kRastriginKnobs,
                 "Several minima"},
        .make = [](const Settings& settings) { return make_formula(Rastrigin{settings.real("a")}, kOrigin); },
        .start = {-3.3, 2.6},
        .window = {-5.12, 5.12, -5.12, 5.12},
        .minima = kOrigin};
}

FunctionPart levi_part() {
    return {.info = {"levi",
                     "Lévi no. 13",
                     "Rows of hollows on the slopes of a bowl.",
                     "f(x, y) = sin² 3πx + (x - 1)² (1 + sin² 3πy) + (y - 1)² (1 + sin² 2πy)",
                     "Levy & Montalvo 1985, as no. 13 in later lists",
                     {},
                     "Several minima"},
            .make = [](const Settings&) { return make_formula(Levi{}, kLevi); },
            .start = {-4.0, 5.0},
            .window = {-10.0, 10.0, -10.0, 10.0},
            .minima = kLevi};
}

}  // namespace talweg
