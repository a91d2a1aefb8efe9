// Contour lines and their levels.
#include "app/plot/contour.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace talweg;

namespace {

std::vector<double> grid(int columns, int rows, Range x, Range y, double (*f)(double, double)) {
    std::vector<double> z;
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i) {
            z.push_back(f(x.low + x.span() * i / (columns - 1), y.low + y.span() * j / (rows - 1)));
        }
    }
    return z;
}

double bowl(double x, double y) { return x * x + y * y; }

}  // namespace

TEST_CASE("contours of a bowl are closed circles to a thousandth of a cell") {
    const Range side{-2.0, 2.0};
    constexpr int kSide = 801;
    const double cell = 4.0 / (kSide - 1);
    const auto z = grid(kSide, kSide, side, side, bowl);
    const std::vector<double> levels{1.0, 2.25};
    const ContourSet set = contours(z, kSide, kSide, side, side, levels);
    REQUIRE(set.starts.size() == 3);
    CHECK(set.level_of == std::vector<std::size_t>{0, 1});
    for (std::size_t line = 0; line < 2; ++line) {
        const double radius = std::sqrt(levels[line]);
        double worst = 0.0;
        double length = 0.0;
        for (std::size_t k = set.starts[line]; k < set.starts[line + 1]; ++k) {
            worst = std::max(worst, std::fabs(std::hypot(set.x[k], set.y[k]) - radius));
            if (k > set.starts[line]) length += std::hypot(set.x[k] - set.x[k - 1], set.y[k] - set.y[k - 1]);
        }
        CHECK(worst < 1e-3 * cell);
        CHECK(length == doctest::Approx(2.0 * std::acos(-1.0) * radius).epsilon(1e-4));
        const std::size_t first = set.starts[line];
        const std::size_t last = set.starts[line + 1] - 1;
        CHECK(set.x[first] == set.x[last]);
        CHECK(set.y[first] == set.y[last]);
    }
}

TEST_CASE("a saddle is decided by the mean of its cell") {
    // Corners 1 and 1 against 0 and 0: the mean is 0.5. Below it the high corners are joined, above it cut
    // off.
    const std::vector<double> z{1.0, 0.0, 0.0, 1.0};
    const Range unit{0.0, 1.0};
    for (const double level : {0.4, 0.6}) {
        const ContourSet set = contours(z, 2, 2, unit, unit, std::vector<double>{level});
        REQUIRE(set.starts.size() == 3);
        // Which corners does each of the two lines cut off? The middle of its ends lies nearer to them.
        for (std::size_t line = 0; line < 2; ++line) {
            const std::size_t a = set.starts[line];
            const double mx = (set.x[a] + set.x[a + 1]) / 2;
            const double my = (set.y[a] + set.y[a + 1]) / 2;
            const bool near_high = std::fabs(mx - my) < 0.1;  // (0, 0) and (1, 1) are high
            CHECK(near_high == (level > 0.5));
        }
    }
}

TEST_CASE("cells with a corner that is not finite are skipped") {
    auto z = grid(5, 5, {0.0, 4.0}, {0.0, 4.0}, [](double x, double) { return x; });
    const std::vector<double> level{1.5};
    const ContourSet whole = contours(z, 5, 5, {0.0, 4.0}, {0.0, 4.0}, level);
    REQUIRE(whole.starts.size() == 2);
    CHECK(whole.x.size() == 5);
    for (const double x : whole.x) CHECK(x == doctest::Approx(1.5));
    z[2 * 5 + 1] = std::nan("");  // cells of rows 1 and 2 touch it
    const ContourSet cut = contours(z, 5, 5, {0.0, 4.0}, {0.0, 4.0}, level);
    REQUIRE(cut.starts.size() == 3);
    CHECK(cut.y.size() == 4);
    for (const double y : cut.y) CHECK((y <= 1.0 || y >= 3.0));
    z[2 * 5 + 1] = HUGE_VAL;
    CHECK(contours(z, 5, 5, {0.0, 4.0}, {0.0, 4.0}, level).starts.size() == 3);
}

TEST_CASE("level lines through corners and flat grids stay whole") {
    const auto z = grid(5, 5, {0.0, 4.0}, {0.0, 4.0}, [](double x, double) { return x; });
    const ContourSet set = contours(z, 5, 5, {0.0, 4.0}, {0.0, 4.0}, std::vector<double>{2.0});
    REQUIRE(set.starts.size() == 2);
    for (const double x : set.x) CHECK(x == 2.0);
    const std::vector<double> flat(25, 1.0);
    CHECK(contours(flat, 5, 5, {0.0, 4.0}, {0.0, 4.0}, std::vector<double>{1.0}).x.empty());
    CHECK(contours(flat, 1, 25, {0.0, 4.0}, {0.0, 4.0}, std::vector<double>{1.0}).x.empty());
}

TEST_CASE("levels share the window evenly and rise") {
    const Range side{-1.0, 1.0};
    const auto z = grid(101, 101, side, side, bowl);
    const auto levels = quantile_levels(z, 0.0, 8);
    REQUIRE(levels.size() == 8);
    CHECK(std::is_sorted(levels.begin(), levels.end()));
    for (std::size_t k = 0; k < 8; ++k) {
        const auto below = std::count_if(z.begin(), z.end(), [&](double v) { return v < levels[k]; });
        const double share = static_cast<double>(below) / static_cast<double>(z.size());
        CHECK(std::fabs(share - (static_cast<double>(k) + 0.5) / 8.0) < 0.04);
    }
}

TEST_CASE("levels have few digits also just above the minimum") {
    const auto z =
        grid(101, 101, {-1.0, 1.0}, {-1.0, 1.0}, [](double x, double y) { return 75.0 + 1e-6 * bowl(x, y); });
    const auto levels = quantile_levels(z, 75.0, 6);
    REQUIRE(levels.size() == 6);
    for (std::size_t k = 0; k < 6; ++k) {
        CHECK(levels[k] > 75.0);
        if (k > 0) CHECK(levels[k] > levels[k - 1]);
        const double tenths_of_millionths = (levels[k] - 75.0) * 1e8;
        CHECK(std::fabs(tenths_of_millionths - std::round(tenths_of_millionths)) < 1e-3);
    }
    CHECK(quantile_levels(std::vector<double>(9, 3.0), 1.0, 5).empty());
    CHECK(quantile_levels(std::vector<double>{}, 0.0, 5).empty());
    CHECK(quantile_levels(std::vector<double>{std::nan(""), HUGE_VAL}, 0.0, 5).empty());
}
