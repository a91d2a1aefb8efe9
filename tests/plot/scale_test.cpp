// Numbers to pixels and back.
#include "app/plot/scale.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace talweg;

TEST_CASE("a linear axis maps its ends to its pixels") {
    const AxisMap map(Scale::linear, {-2.0, 6.0}, 100.0, 500.0);
    CHECK(map.to_pixel(-2.0) == 100.0);
    CHECK(map.to_pixel(6.0) == 500.0);
    CHECK(map.to_pixel(0.0) == 200.0);
    CHECK(map.to_value(300.0) == 2.0);
    CHECK(std::isnan(map.to_pixel(std::nan(""))));
}

TEST_CASE("a range of one billionth keeps its pixels apart") {
    const AxisMap map(Scale::linear, {1.0, 1.0 + 1e-9}, 0.0, 1000.0);
    CHECK(map.to_pixel(1.0 + 5e-10) == doctest::Approx(500.0).epsilon(1e-6));
    CHECK(map.to_pixel(1.0 + 2e-10) == doctest::Approx(200.0).epsilon(1e-6));
}

TEST_CASE("a log axis gives decades the same length and has no place for zero") {
    const AxisMap map(Scale::log10, {1e-4, 1e2}, 600.0, 0.0);
    CHECK(map.to_pixel(1e-3) == doctest::Approx(500.0));
    CHECK(map.to_pixel(1.0) == doctest::Approx(200.0));
    CHECK(map.to_value(300.0) == doctest::Approx(0.1));
    CHECK(std::isnan(map.to_pixel(0.0)));
    CHECK(std::isnan(map.to_pixel(-1.0)));
}

TEST_CASE("symlog is continuous with its slope and symmetric") {
    const AxisMap map(Scale::symlog, {-100.0, 100.0}, 0.0, 1000.0, 0.5);
    CHECK(map.to_pixel(0.0) == doctest::Approx(500.0));
    for (const double v : {0.1, 0.5, 3.0, 99.0}) {
        CHECK(map.to_pixel(v) - 500.0 == doctest::Approx(500.0 - map.to_pixel(-v)));
        CHECK(map.to_value(map.to_pixel(v)) == doctest::Approx(v));
    }
    const double h = 1e-6;
    const double below = (map.to_pixel(0.5) - map.to_pixel(0.5 - h)) / h;
    const double above = (map.to_pixel(0.5 + h) - map.to_pixel(0.5)) / h;
    CHECK(below == doctest::Approx(above).epsilon(1e-4));
}

TEST_CASE("zooming keeps the value under the cursor") {
    for (const Scale scale : {Scale::linear, Scale::log10, Scale::symlog}) {
        const AxisMap map(scale, {0.5, 80.0}, 50.0, 850.0);
        const double under = map.to_value(300.0);
        const AxisMap near(scale, map.zoomed(300.0, 1.2), 50.0, 850.0);
        CHECK(near.to_value(300.0) == doctest::Approx(under));
        CHECK(near.range().span() < map.range().span());
    }
}

TEST_CASE("panning moves by pixels") {
    const AxisMap map(Scale::linear, {0.0, 10.0}, 0.0, 100.0);
    CHECK(map.panned(10.0) == Range{-1.0, 9.0});
    const AxisMap up(Scale::linear, {0.0, 10.0}, 100.0, 0.0);
    CHECK(up.panned(10.0) == Range{1.0, 11.0});
}

TEST_CASE("zooming stops at the resolution of doubles and at the largest numbers") {
    AxisMap map(Scale::linear, {1.0, 2.0}, 0.0, 100.0);
    for (int i = 0; i < 1000; ++i) map = AxisMap(Scale::linear, map.zoomed(50.0, 1.5), 0.0, 100.0);
    CHECK(map.range().span() > 1e-12);
    CHECK(map.range().low < map.range().high);
    for (int i = 0; i < 5000; ++i) map = AxisMap(Scale::linear, map.zoomed(50.0, 0.5), 0.0, 100.0);
    CHECK(std::fabs(map.range().high) <= 1e300);
    AxisMap log(Scale::log10, {1e-10, 1.0}, 0.0, 100.0);
    for (int i = 0; i < 5000; ++i) log = AxisMap(Scale::log10, log.zoomed(50.0, 0.5), 0.0, 100.0);
    CHECK(log.range().low >= 1e-300);
    CHECK(log.range().high <= 1e300);
    CHECK(map.zoomed(50.0, std::numeric_limits<double>::infinity()) == map.range());
    CHECK(map.panned(std::nan("")) == map.range());
}
