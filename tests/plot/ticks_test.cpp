// Where ticks stand and what is written beside them.
#include "app/plot/ticks.h"
#include "app/plot/log_painter.h"
#include "app/plot/scale.h"
#include "app/plot/tick_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

using namespace talweg;

namespace {

std::vector<double> values(const Ticks& ticks) {
    std::vector<double> result;
    for (const Tick& t : ticks.ticks) result.push_back(t.value);
    return result;
}

std::vector<std::string> labels(const Ticks& ticks) {
    std::vector<std::string> result;
    for (const Tick& t : ticks.ticks) {
        if (!t.label.empty()) result.push_back(t.label);
    }
    return result;
}

Axis axis_of(Scale scale) {
    Axis axis;
    axis.scale = scale;
    return axis;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("linear ticks are integers times a step of one two or five") {
    const Ticks tenths = make_ticks(axis_of(Scale::linear), {0.0, 1.0}, 400, 80);
    CHECK(values(tenths) == std::vector<double>{0.0, 0.2, 0.4, 0.6, 0.8, 1.0});
    CHECK(labels(tenths) == Texts{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"});
    CHECK(values(make_ticks(axis_of(Scale::linear), {0.0, 10.0}, 400, 40)) ==
          std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    CHECK(values(make_ticks(axis_of(Scale::linear), {3.0, 52.0}, 400, 40)) ==
          std::vector<double>{5, 10, 15, 20, 25, 30, 35, 40, 45, 50});
}

TEST_CASE("ticks do not drift over thousands of steps") {
    // The k-th tick is the double nearest to k / 10, not a sum of tenths.
    const Ticks ticks = make_ticks(axis_of(Scale::linear), {999.95, 1000.95}, 800, 80);
    REQUIRE(ticks.ticks.size() == 10);
    for (std::size_t i = 0; i < 10; ++i) {
        CHECK(ticks.ticks[i].value == static_cast<double>(10000 + i) / 10.0);
    }
}

TEST_CASE("zero has no sign and negative numbers a true minus") {
    const Ticks ticks = make_ticks(axis_of(Scale::linear), {-0.3, 0.3}, 400, 80);
    CHECK(labels(ticks) == Texts{"\u22120.3", "\u22120.2", "\u22120.1", "0.0", "0.1", "0.2", "0.3"});
    for (const Tick& t : ticks.ticks) {
        if (t.value == 0.0) CHECK_FALSE(std::signbit(t.value));
    }
    CHECK(tick_label(-0.0001, 0.1, false) == "0.0");
}

TEST_CASE("a tiny range gets distinct labels and one offset") {
    const Ticks ticks = make_ticks(axis_of(Scale::linear), {1.0, 1.0 + 1e-9}, 400, 80);
    CHECK(labels(ticks) == Texts{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"});
    CHECK(ticks.offset == "\u00d710\u207b\u2079 + 1");
    const Ticks hundred = make_ticks(axis_of(Scale::linear), {100.0000012, 100.0000048}, 400, 80);
    CHECK(labels(hundred) == Texts{"2", "3", "4"});
    CHECK(hundred.offset == "\u00d710\u207b\u2076 + 100");
    const Ticks negative = make_ticks(axis_of(Scale::linear), {-1.0 - 1e-9, -1.0}, 400, 80);
    CHECK(labels(negative).size() == 6);
    CHECK(negative.offset.find("\u2212 1.000000001") != std::string::npos);
}

TEST_CASE("near values without a tiny range keep whole labels") {
    const Ticks ticks = make_ticks(axis_of(Scale::linear), {0.1, 0.1000003}, 320, 80);
    CHECK(ticks.offset.empty());
    CHECK(labels(ticks) == Texts{"0.1000000", "0.1000001", "0.1000002", "0.1000003"});
    const Ticks years = make_ticks(axis_of(Scale::linear), {2000.0, 2010.0}, 400, 80);
    CHECK(years.offset.empty());
    CHECK(labels(years).front() == "2,000");
}

TEST_CASE("whole axes have no ticks between whole numbers and no offset") {
    Axis steps = axis_of(Scale::linear);
    steps.whole = true;
    CHECK(values(make_ticks(steps, {0.0, 2.0}, 800, 80)) == std::vector<double>{0, 1, 2});
    const Ticks far = make_ticks(steps, {1'000'000'000.0, 1'000'000'100.0}, 800, 160);
    CHECK(far.offset.empty());
    CHECK(labels(far).at(1) == "1,000,000,020");
}

TEST_CASE("a billion steps are labelled with powers or groups") {
    CHECK(tick_label(1e-8, 1e-8, true) == "10\u207b\u2078");
    CHECK(tick_label(0.01, 0.01, true) == "0.01");
    CHECK(tick_label(2000, 1000, true) == "2,000");
    CHECK(tick_label(2000, 1000, false) == "2000");
    CHECK(tick_label(2.5e-9, 5e-10, true) == "2.5\u00d710\u207b\u2079");
    CHECK(tick_label(2e8, 1e8, true) == "2\u00d710\u2078");
    CHECK(tick_label(-3e12, 1e12, true) == "\u22123\u00d710\u00b9\u00b2");
    CHECK(tick_label(0.0, 1e-9, true) == "0");
    CHECK(tick_label(123456789, 1, true) == "123,456,789");
}

TEST_CASE("log ticks mark decades with minors between") {
    const Ticks ticks = make_ticks(axis_of(Scale::log10), {1e-3, 1e2}, 500, 45);
    CHECK(labels(ticks) == Texts{"0.001", "0.01", "0.1", "1", "10", "100"});
    CHECK(ticks.ticks.size() == 5 * 9 + 1);
    const Ticks deep = make_ticks(axis_of(Scale::log10), {1e-20, 1.0}, 400, 45);
    const auto texts = labels(deep);
    CHECK(texts.front() == "10\u207b\u00b2\u2070");
    CHECK(texts.back() == "10\u2070");
}

TEST_CASE("hundreds of decades have ticks only where they have labels") {
    const Ticks far = make_ticks(axis_of(Scale::log10), {1.0, 1e300}, 500, 45);
    CHECK(labels(far).size() >= 10);
    CHECK(far.ticks.size() == labels(far).size());
    const Ticks fewer = make_ticks(axis_of(Scale::log10), {1.0, 1e100}, 500, 45);
    CHECK(fewer.ticks.size() == 101);
}

TEST_CASE("log axes within one decade still have labels") {
    CHECK(labels(make_ticks(axis_of(Scale::log10), {0.35, 0.9}, 300, 45)) ==
          Texts{"0.4", "0.5", "0.6", "0.7", "0.8", "0.9"});
    CHECK(labels(make_ticks(axis_of(Scale::log10), {2.0, 8.0}, 300, 45)) ==
          Texts{"2", "3", "4", "5", "6", "7", "8"});
    // No whole mantissa but one lies inside: linear ticks take over.
    CHECK(labels(make_ticks(axis_of(Scale::log10), {1.2, 1.9}, 300, 45)) ==
          Texts{"1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9"});
    CHECK(labels(make_ticks(axis_of(Scale::log10), {2e-9, 8e-9}, 300, 45)).front() ==
          "2\u00d710\u207b\u2079");
}

TEST_CASE("symlog ticks stand on both sides of zero") {
    Axis axis = axis_of(Scale::symlog);
    axis.symlog_constant = 0.1;
    const Ticks ticks = make_ticks(axis, {-100.0, 100.0}, 600, 45);
    CHECK(labels(ticks) ==
          Texts{"\u2212100", "\u221210", "\u22121", "\u22120.1", "0", "0.1", "1", "10", "100"});
    CHECK(labels(make_ticks(axis, {-0.05, 0.05}, 400, 80)).size() == 5);
}

TEST_CASE("labels are dropped until none touch") {
    const FixedMeasure measure;
    for (const Scale scale : {Scale::linear, Scale::log10}) {
        for (const double pixels : {40.0, 90.0, 200.0, 700.0}) {
            const Range range{1.0, 60000.0};
            Ticks ticks = make_ticks(axis_of(scale), range, pixels, 10);
            const AxisMap map(scale, range, 0.0, pixels);
            thin_labels(ticks, map, measure, 12.0, true);
            double end = -1e9;
            int shown = 0;
            for (const Tick& t : ticks.ticks) {
                if (t.label.empty()) continue;
                const double half = measure.measure(t.label, 12.0).width / 2;
                CHECK(map.to_pixel(t.value) - half > end);
                end = map.to_pixel(t.value) + half;
                ++shown;
            }
            CHECK(shown >= 1);
        }
    }
}

TEST_CASE("kept labels of a linear axis are multiples so that panning keeps them") {
    const FixedMeasure measure;
    const Range range{11.0, 41.0};
    Ticks ticks = make_ticks(axis_of(Scale::linear), range, 300, 10);
    thin_labels(ticks, AxisMap(Scale::linear, range, 0.0, 300.0), measure, 12.0, true);
    for (const Tick& t : ticks.ticks) {
        if (!t.label.empty()) CHECK(std::fmod(t.value, 5.0) == 0.0);
    }
}

TEST_CASE("impossible ranges give no ticks") {
    CHECK(make_ticks(axis_of(Scale::linear), {1.0, 1.0}, 300, 45).ticks.empty());
    CHECK(make_ticks(axis_of(Scale::linear), {0.0, 1.0}, 0, 45).ticks.empty());
    CHECK(make_ticks(axis_of(Scale::linear), {0.0, std::nan("")}, 300, 45).ticks.empty());
    CHECK(make_ticks(axis_of(Scale::linear), {-1e300, 1e300}, 300, 45).ticks.size() >= 3);
}

TEST_CASE("exponents are right at powers of ten") {
    for (int e = -300; e <= 300; ++e) CHECK(decimal_exponent(std::pow(10.0, e)) == e);
    CHECK(decimal_exponent(999.9) == 2);
    CHECK(decimal_exponent(0.0) == 0);
    CHECK(superscript(-120) == "\u207b\u00b9\u00b2\u2070");
    CHECK(level_text(0.0754) == "0.0754");
    CHECK(level_text(12345.0) == "12,345");
    CHECK(level_text(1.5e-7) == "1.5\u00d710\u207b\u2077");
}
