// Numbers as text and back; nearest names.
#include "core/base/text.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>

#include <rapidcheck.h>

using namespace talweg;
using namespace talweg::test;

TEST_CASE("exact text reads back as the same double") {
    CHECK(rc::check("exact_text round trip", [](std::uint64_t bits) {
        const auto value = std::bit_cast<double>(bits);
        RC_PRE(std::isfinite(value));
        const auto back = parse_double(exact_text(value));
        RC_ASSERT(back.has_value());
        RC_ASSERT(same_bits(*back, value));
    }));
}

TEST_CASE("exact text is the shortest one") {
    CHECK(exact_text(0.1) == "0.1");
    CHECK(exact_text(1.6912099417717381) == "1.6912099417717381");
    CHECK(exact_text(1.0) == "1");
    CHECK(exact_text(1e300) == "1e+300");
    CHECK(exact_text(std::numeric_limits<double>::quiet_NaN()) == "nan");
    CHECK(exact_text(-std::numeric_limits<double>::infinity()) == "-inf");
}

TEST_CASE("short text is for people") {
    CHECK(short_text(0.01) == "0.01");
    CHECK(short_text(1.6912099417717381, 4) == "1.691");
    CHECK(short_text(2.1710780, 3) == "2.17");
    CHECK(short_text(1.2e-8) == "1.2e-08");
    CHECK(short_text(-0.0) == "0");
    CHECK(short_text(16.700609, 3) == "16.7");
    CHECK(short_text(1e300) == "1e+300");
    CHECK(short_text(std::numeric_limits<double>::infinity()) == "inf");
}

TEST_CASE("whole numbers are grouped by three") {
    CHECK(grouped_text(0) == "0");
    CHECK(grouped_text(999) == "999");
    CHECK(grouped_text(1284) == "1,284");
    CHECK(grouped_text(1000000000) == "1,000,000,000");
}

TEST_CASE("doubles are parsed whole or not at all") {
    CHECK(parse_double(" 1.5\t") == 1.5);
    CHECK(parse_double("+2") == 2.0);
    CHECK(parse_double("-3e2") == -300.0);
    CHECK_FALSE(parse_double("").has_value());
    CHECK_FALSE(parse_double("  ").has_value());
    CHECK_FALSE(parse_double("1.5x").has_value());
    CHECK_FALSE(parse_double("1,5").has_value());
    CHECK_FALSE(parse_double("+-1").has_value());
    CHECK_FALSE(parse_double("++1").has_value());
    CHECK_FALSE(parse_double("+").has_value());
}

TEST_CASE("numbers out of a double's range are nothing when large and 0 when small") {
    CHECK_FALSE(parse_double("1e400").has_value());
    CHECK_FALSE(parse_double("-1e400").has_value());
    CHECK(parse_double("1e-400") == 0.0);
    CHECK(parse_double("0." + std::string(400, '0') + "1") == 0.0);
    CHECK_FALSE(parse_double("1" + std::string(400, '0')).has_value());
    CHECK(std::isnan(parse_double("nan").value()));
    CHECK(parse_double("inf") == std::numeric_limits<double>::infinity());
}

TEST_CASE("the nearest name forgives a slip and no more") {
    constexpr std::string_view names[] = {"sgd", "adam", "momentum", "weight_decay"};
    CHECK(nearest_name("sdg", names) == "sgd");
    CHECK(nearest_name("adma", names) == "adam");
    CHECK(nearest_name("momentun", names) == "momentum");
    CHECK(nearest_name("wieght_decay", names) == "weight_decay");
    CHECK(nearest_name("weightdecay", names) == "weight_decay");
    CHECK(nearest_name("rosenbrock", names).empty());
    CHECK(nearest_name("", names).empty());
    CHECK(nearest_name(std::string(100000, 'x'), names).empty());
}
