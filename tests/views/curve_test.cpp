// Thinning, splitting and smoothing of recorded series.
#include "app/views/curve.h"

#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

using test::series_of;

CurveColumns columns_to(double high, std::size_t count) { return {0.0, high, count, {}, false}; }

TEST_CASE("smoothing is a debiased moving average worked by hand") {
    // m: 2, 2, 1.5; divided by 1 - 0.5^k: 0.5, 0.75, 0.875.
    const std::vector<double> values = smoothed(series_of({4.0, 2.0, 1.0}), 0.5);
    REQUIRE(values.size() == 3);
    CHECK(values[0] == doctest::Approx(4.0).epsilon(1e-15));
    CHECK(values[1] == doctest::Approx(2.0 / 0.75).epsilon(1e-15));
    CHECK(values[2] == doctest::Approx(1.5 / 0.875).epsilon(1e-15));
}

TEST_CASE("smoothing by nothing changes nothing") {
    const std::vector<double> values = smoothed(series_of({4.0, -2.0, 1.0}), 0.0);
    CHECK(values == std::vector<double>{4.0, -2.0, 1.0});
}

TEST_CASE("smoothing passes over what is not a number") {
    const std::vector<double> values = smoothed(series_of({4.0, NAN, 2.0}), 0.5);
    REQUIRE(values.size() == 3);
    CHECK(std::isnan(values[1]));
    CHECK(values[2] == doctest::Approx(2.0 / 0.75).epsilon(1e-15));
}

TEST_CASE("a short series passes through every value and needs no band") {
    const auto items = curve_items(series_of({5.0, 3.0, 2.0, 1.0}), 0, 3);
    const ThinCurve curve = thin_curve(items.data(), items.size(), columns_to(3.0, 100));
    CHECK(curve.x == std::vector<double>{0, 1, 2, 3});
    CHECK(curve.y == std::vector<double>{5, 3, 2, 1});
    CHECK(curve.band_x.empty());
}

TEST_CASE("a spike of one step among many stays at its height and in its column") {
    std::vector<double> values(100000, 1.0);
    values[61803] = 1000.0;
    for (const Step stride : {Step{1}, Step{32}}) {
        const auto items = curve_items(series_of(values, stride), 0, values.size() - 1);
        const ThinCurve curve = thin_curve(items.data(), items.size(), columns_to(1e5, 500));
        CHECK(curve.x.size() <= 2 * 502);
        CHECK(curve.band_x.size() <= 502);
        const auto spike = std::max_element(curve.band_high.begin(), curve.band_high.end());
        REQUIRE(spike != curve.band_high.end());
        CHECK(*spike == 1000.0);
        const double at = curve.band_x[static_cast<std::size_t>(spike - curve.band_high.begin())];
        CHECK(std::abs(at - 61803.0) <= 200.0);  // a column holds 200 steps
        CHECK(std::count(curve.band_high.begin(), curve.band_high.end(), 1.0) ==
              static_cast<std::ptrdiff_t>(curve.band_high.size()) - 1);
        CHECK(*std::max_element(curve.band_low.begin(), curve.band_low.end()) == 1.0);
    }
}

TEST_CASE("every value lies between the extremes of a column") {
    std::vector<double> values;
    for (int i = 0; i < 5000; ++i) values.push_back(std::sin(0.37 * i) * std::exp(-0.001 * i));
    const auto items = curve_items(series_of(values, 4), 0, values.size() - 1);
    const ThinCurve curve = thin_curve(items.data(), items.size(), columns_to(5000.0, 40));
    REQUIRE(curve.band_x.size() >= 40);
    const double low = *std::min_element(curve.band_low.begin(), curve.band_low.end());
    const double high = *std::max_element(curve.band_high.begin(), curve.band_high.end());
    CHECK(low == *std::min_element(values.begin(), values.end()));
    CHECK(high == *std::max_element(values.begin(), values.end()));
    for (std::size_t i = 0; i < curve.band_x.size(); ++i) CHECK(curve.band_low[i] <= curve.band_high[i]);
}

TEST_CASE("logarithmic columns are even in the logarithm of the step") {
    std::vector<double> values(10001, 1.0);
    const auto items = curve_items(series_of(values), 0, 10000);
    const ThinCurve curve = thin_curve(items.data(), items.size(), {1.0, 10000.0, 4, {}, true});
    // Columns end at 10, 100, 1000: the first holds steps 0 to 10.
    REQUIRE(curve.x.size() == 8);
    CHECK(curve.x[0] == 0.0);
    CHECK(curve.x[1] == doctest::Approx(10.0).epsilon(0.11));
    CHECK(curve.x[3] == doctest::Approx(100.0).epsilon(0.011));
    CHECK(curve.x[5] == doctest::Approx(1000.0).epsilon(0.0011));
    CHECK(curve.x[7] == 10000.0);
}

TEST_CASE("in epochs a step counts by its share of an epoch") {
    const auto items = curve_items(series_of({3.0, 2.0, 1.0}), 0, 2);
    const ThinCurve curve = thin_curve(items.data(), items.size(), {0.0, 0.5, 100, 4.0, false});
    CHECK(curve.x == std::vector<double>{0.0, 0.25, 0.5});
}

TEST_CASE("only what is seen is taken with one neighbour on each side") {
    const BucketSeries series = series_of(std::vector<double>(100, 1.0), 10);
    const auto items = curve_items(series, 42, 57);
    REQUIRE(items.size() == 4);
    CHECK(items.front().first == 30);
    CHECK(items.back().last == 69);
    CHECK(curve_items(series, 200, 300).size() <= 1);
    CHECK(curve_items(BucketSeries{}, 0, 10).empty());
}

TEST_CASE("a bucket that holds the cursor is cut there at the value shown") {
    auto items = curve_items(series_of({8, 7, 6, 5, 4, 3, 2, 1}, 4), 0, 7);
    const std::size_t cut = split_at(items, 5, 3.0);
    REQUIRE(items.size() == 3);
    CHECK(cut == 2);
    CHECK(items[1].last == 5);
    CHECK(items[1].last_value == 3.0);
    CHECK(items[2].first == 5);
    CHECK(items[2].first_value == 3.0);
    CHECK(items[2].last_value == 1.0);
}

TEST_CASE("values at some steps only are joined across the others") {
    const BucketSeries epochs = series_of({10.0, NAN, NAN, NAN, 6.0, NAN, NAN, NAN, 5.0, NAN});
    const auto items = curve_items(epochs, 0, 9);
    const ThinCurve curve = thin_curve(items.data(), items.size(), columns_to(9.0, 100));
    CHECK(curve.x == std::vector<double>{0, 4, 8});
    CHECK(curve.y == std::vector<double>{10, 6, 5});
}

TEST_CASE("exact values of a window come step by step") {
    const SampleWindow window = test::window_of(100, {5, 4, 3, 2}, {0, 0, 0, 0}, {0, 0, 0, 0});
    const auto items = curve_items(window, kLoss, 101, 102);
    REQUIRE(items.size() == 4);
    CHECK(items[0].first == 100);
    CHECK(items[2].first_value == 3.0);
    CHECK(curve_items(window, 99, 101, 102).empty());
}

}  // namespace
}  // namespace talweg
