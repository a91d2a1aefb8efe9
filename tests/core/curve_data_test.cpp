// Generators of one and two inputs: their formulas without noise, the noise, the outliers.
#include "core/base/random.h"
#include "core/data/one_input.h"
#include "core/train/experiment_file.h"
#include "tests/core/closeness.h"
#include "tests/core/generators.h"

#include <doctest/doctest.h>

#include <functional>
#include <numbers>
#include <set>

using namespace talweg;
using namespace talweg::test;

namespace {

constexpr const char* kCurves[] = {"line", "polynomial", "sine", "cubic", "absolute", "step", "exponential"};

void check_curve(const char* kind, KnobMap knobs, const std::function<double(double)>& formula) {
    CAPTURE(kind);
    knobs["n"] = whole(9);
    knobs["x_low"] = -2.0;
    knobs["x_high"] = 2.0;
    knobs["noise"] = 0.0;
    const Dataset data = generate(kind, knobs);
    REQUIRE(data.rows() == 9);
    for (Index i = 0; i < 9; ++i) {
        CHECK(data.x(i, 0) == -2.0 + 0.5 * static_cast<double>(i));
        CHECK(data.y(i, 0) == formula(data.x(i, 0)));
    }
    CHECK_FALSE(data.of_classes());
}

/// How many points two data sets of one n have at different places, and how far apart at most.
struct Moved {
    std::set<Index> rows;
    double least = 1e300;
    double most = -1e300;
};
Moved moved(const Dataset& from, const Dataset& to) {
    Moved result;
    for (Index i = 0; i < from.rows(); ++i) {
        const double by = to.y(i, 0) - from.y(i, 0);
        if (by == 0.0) continue;
        result.rows.insert(i);
        result.least = std::min(result.least, by);
        result.most = std::max(result.most, by);
    }
    return result;
}

}  // namespace

TEST_CASE("curves without noise are their formulas") {
    check_curve("polynomial", {{"coefficients", std::vector<double>{1.0, -2.0, 0.5, 4.0}}},
                [](double x) { return ((4.0 * x + 0.5) * x - 2.0) * x + 1.0; });
    check_curve("polynomial", {{"coefficients", std::vector<double>{3.0}}}, [](double) { return 3.0; });
    check_curve("cubic", {{"a", 2.0}, {"b", -1.0}, {"c", 0.5}, {"d", 3.0}},
                [](double x) { return 2.0 * x * x * x - x * x + 0.5 * x + 3.0; });
    check_curve("absolute", {{"slope", 3.0}, {"centre", 0.5}, {"offset", -1.0}},
                [](double x) { return 3.0 * std::abs(x - 0.5) - 1.0; });
    check_curve("step", {{"edge", 0.5}, {"before", -2.0}, {"after", 5.0}},
                [](double x) { return x >= 0.5 ? 5.0 : -2.0; });
    check_curve("sine", {{"amplitude", 2.0}, {"period", 3.0}, {"phase", 0.25}, {"offset", 1.0}},
                [](double x) { return 2.0 * std::sin(2.0 * std::numbers::pi * x / 3.0 + 0.25) + 1.0; });
    check_curve("exponential", {{"scale", 2.0}, {"rate", -0.5}, {"offset", 1.0}},
                [](double x) { return 2.0 * std::exp(-0.5 * x) + 1.0; });
}

TEST_CASE("the polynomial of degree 15 takes its coefficients and no more") {
    const Dataset data = generate(
        "polynomial", {{"n", whole(2)}, {"noise", 0.0}, {"coefficients", std::vector<double>(16, 1.0)}});
    CHECK(data.y(1, 0) == 65535.0);  // 1 + 2 + 4 + … + 2^15
    CHECK(error_of([] {
              generate("polynomial", {{"coefficients", std::vector<double>(17, 1.0)}});
          }) == "'coefficients' must be 1 to 16 numbers, not 17");
    CHECK(message("[data]\nkind = \"polynomial\"\ncoefficients = []\n[[run]]") ==
          "a.toml:2: [data] 'kind': 'coefficients' must be 1 to 16 numbers, not 0");
}

TEST_CASE("places are even or anywhere between the ends, and the noise does not move them") {
    const KnobMap random = {
        {"n", whole(1000)}, {"spacing", std::string("random")}, {"x_low", 2.0}, {"x_high", 6.0}};
    const Dataset data = generate("cubic", random);
    CHECK(data.x.minCoeff() >= 2.0);
    CHECK(data.x.maxCoeff() < 6.0);
    CHECK(mean_of(data.x.col(0)) == doctest::Approx(4.0).epsilon(0.02));
    CHECK(variance_of(data.x.col(0)) == doctest::Approx(16.0 / 12.0).epsilon(0.05));
    KnobMap noisier = random;
    noisier["noise"] = 3.0;
    CHECK(generate("cubic", noisier).x == data.x);
    KnobMap more = random;
    more["n"] = whole(1001);
    CHECK(generate("cubic", more).x.topRows(1000) == data.x);
    CHECK(generate("cubic", more).y.topRows(1000) == data.y);
}

TEST_CASE("the noise of curves and surfaces has its mean and its spread") {
    // Four standard errors: 4 / sqrt(1e5) of the mean, 4 sqrt(2 / 1e5) of the variance.
    for (const char* kind : {"line", "polynomial", "sine", "cubic", "absolute", "step", "exponential",
                             "plane", "gaussian_sum", "correlated", "four_plus_three_x", "two_x"}) {
        CAPTURE(kind);
        KnobMap knobs = {{"n", whole(100000)}, {"noise", 0.0}, {"seed", whole(3)}};
        const Dataset still = generate(kind, knobs);
        knobs["noise"] = 2.0;
        const Vector noise = generate(kind, knobs).y.col(0) - still.y.col(0);
        CHECK(std::abs(mean_of(noise)) < 2.0 * 0.0127);
        CHECK(std::abs(variance_of(noise) - 4.0) < 4.0 * 0.0179);
    }
}

TEST_CASE("outliers are the share that was asked for, as far off as asked for") {
    for (const char* kind : kCurves) {
        CAPTURE(kind);
        const auto with = [&](double share, const char* side) {
            return generate(kind, {{"n", whole(200)},
                                   {"outliers", share},
                                   {"outlier_distance", 16.0},
                                   {"outlier_side", std::string(side)}});
        };
        const Dataset clean = with(0.0, "both");
        const Moved up = moved(clean, with(0.1, "above"));
        CHECK(up.rows.size() == 20);
        CHECK(up.least == doctest::Approx(16.0).epsilon(1e-12));
        CHECK(up.most == doctest::Approx(16.0).epsilon(1e-12));
        const Moved down = moved(clean, with(0.1, "below"));
        CHECK(down.rows == up.rows);
        CHECK(down.most == doctest::Approx(-16.0).epsilon(1e-12));
        const Moved both = moved(clean, with(0.1, "both"));
        CHECK(both.rows == up.rows);
        CHECK(both.least == doctest::Approx(-16.0).epsilon(1e-12));
        CHECK(both.most == doctest::Approx(16.0).epsilon(1e-12));
        // A larger share adds some to those that are.
        const Moved more = moved(clean, with(0.25, "above"));
        CHECK(more.rows.size() == 50);
        CHECK(std::ranges::includes(more.rows, up.rows));
        CHECK(moved(clean, with(1.0, "above")).rows.size() == 200);
        CHECK(moved(clean, with(0.002, "above")).rows.empty());  // 0.4 of a point
        CHECK(moved(clean, with(0.003, "above")).rows.size() == 1);
    }
}

TEST_CASE("surfaces without noise are their formulas over their square") {
    const KnobMap square = {{"n", whole(500)}, {"noise", 0.0}, {"x_low", -1.0}, {"x_high", 3.0}};
    KnobMap knobs = square;
    knobs.insert({{"slope1", 2.0}, {"slope2", -0.5}, {"intercept", 4.0}});
    const Dataset plane = generate("plane", knobs);
    CHECK(plane.x_names == std::vector<std::string>{"x1", "x2"});
    for (Index i = 0; i < 500; ++i) CHECK(plane.y(i, 0) == 2.0 * plane.x(i, 0) + -0.5 * plane.x(i, 1) + 4.0);
    CHECK(plane.x.minCoeff() >= -1.0);
    CHECK(plane.x.maxCoeff() < 3.0);
    CHECK(plane.x.minCoeff() < -0.9);
    CHECK(plane.x.maxCoeff() > 2.9);
    CHECK(std::abs(covariance_of(plane.x.col(0), plane.x.col(1))) < 0.25);
    knobs = square;
    knobs.insert({{"height1", 3.0}, {"height2", -2.0}, {"width", 0.5}});
    const Dataset hills = generate("gaussian_sum", knobs);
    for (Index i = 0; i < 500; ++i) {
        const Vector x = hills.x.row(i);
        const Vector one = Vector::Ones(2);
        const double expected = 3.0 * std::exp(-(x - one).squaredNorm() / (2.0 * 0.25)) -
                                2.0 * std::exp(-(x + one).squaredNorm() / (2.0 * 0.25));
        CHECK(hills.y(i, 0) == doctest::Approx(expected).epsilon(1e-12));
    }
}

TEST_CASE("correlated inputs have their scales and their correlation") {
    const Dataset data = generate(
        "correlated", {{"n", whole(100000)}, {"ratio", 50.0}, {"correlation", -0.8}, {"noise", 0.0}});
    const Vector x1 = data.x.col(0);
    const Vector x2 = data.x.col(1);
    CHECK(std::abs(mean_of(x1)) < 0.0127);
    CHECK(std::abs(mean_of(x2)) < 50.0 * 0.0127);
    CHECK(variance_of(x1) == doctest::Approx(1.0).epsilon(0.018));
    CHECK(variance_of(x2) == doctest::Approx(2500.0).epsilon(0.018));
    const double correlation = covariance_of(x1, x2) / std::sqrt(variance_of(x1) * variance_of(x2));
    CHECK(std::abs(correlation + 0.8) < 4.0 * (1.0 - 0.64) / std::sqrt(1e5));
    for (Index i = 0; i < 100; ++i) CHECK(data.y(i, 0) == 2.0 * x1[i] + 0.3 * x2[i] + 1.0);
    const Dataset same = generate("correlated", {{"correlation", 1.0}, {"ratio", 4.0}});
    CHECK(same.x.col(1) == 4.0 * same.x.col(0));
}

TEST_CASE("the articles' sets are what the articles have") {
    const KnobMap large = {{"n", whole(100000)}};
    for (const char* kind : {"four_plus_three_x", "two_x", "three_x"}) CHECK(generate(kind).rows() == 100);
    // y = 4 + 3x + N(0, 1), x uniform in [0, 2)
    const Dataset first = generate("four_plus_three_x", large);
    CHECK(first.x.minCoeff() >= 0.0);
    CHECK(first.x.maxCoeff() < 2.0);
    CHECK(std::abs(mean_of(first.x.col(0)) - 1.0) < 4.0 * 0.577 / std::sqrt(1e5));
    CHECK(variance_of(first.x.col(0)) == doctest::Approx(1.0 / 3.0).epsilon(0.02));
    const Dataset exact = generate("four_plus_three_x", {{"noise", 0.0}});
    for (Index i = 0; i < 100; ++i) CHECK(exact.y(i, 0) == 4.0 + 3.0 * exact.x(i, 0));
    // y = 2x + N(0, 1), x from N(0, 1)
    const Dataset second = generate("two_x", large);
    CHECK(std::abs(mean_of(second.x.col(0))) < 0.0127);
    CHECK(variance_of(second.x.col(0)) == doctest::Approx(1.0).epsilon(0.018));
    CHECK(std::abs(covariance_of(second.x.col(0), second.y.col(0) - 2.0 * second.x.col(0))) < 0.0127);
    // y = 3x + U(0, 1), x in [0, 1)
    const Dataset third = generate("three_x", large);
    const Vector noise = third.y.col(0) - 3.0 * third.x.col(0);
    CHECK(third.x.minCoeff() >= 0.0);
    CHECK(third.x.maxCoeff() < 1.0);
    CHECK(noise.minCoeff() > -1e-15);
    CHECK(noise.maxCoeff() < 1.0);
    CHECK(std::abs(mean_of(noise) - 0.5) < 4.0 * 0.289 / std::sqrt(1e5));
    CHECK(variance_of(noise) == doctest::Approx(1.0 / 12.0).epsilon(0.02));
    CHECK(std::abs(covariance_of(third.x.col(0), noise)) < 4.0 / 12.0 / std::sqrt(1e5));
}
