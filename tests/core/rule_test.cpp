// Rules as text: what they come to, how they read with numbers, and what is wrong with a bad one.
#include "core/train/rule.h"
#include "core/base/error.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

RuleSymbols symbols() {
    return {{"θ", {1.0, -2.0}}, {"g", {3.0, -4.0}}, {"m", {0.25, 0.5}}, {"η", {0.1}},
            {"t", {3.0}},       {"β₁", {0.9}},      {"ε", {1e-8}},      {"∇L(θ)", {5.0, 6.0}},
            {"v̂", {4.0, 9.0}},  {"η_min", {0.01}}};
}

std::optional<KnobValue> no_names(std::string_view) { return std::nullopt; }

RuleValue value_of(std::string_view expression) {
    RuleSymbols all = symbols();
    fill_rule(parse_rule("x ← " + std::string(expression)), all, no_names, 0);
    return all["x"];
}

std::string numbers_of(std::string_view expression, Index parameter = 0) {
    RuleSymbols all = symbols();
    return fill_rule(parse_rule("x ← " + std::string(expression)), all, no_names, parameter)[0].numbers;
}

}  // namespace

TEST_CASE("an expression of a rule is calculated for every parameter") {
    CHECK(value_of("θ - η g") == RuleValue{1.0 - 0.1 * 3.0, -2.0 - 0.1 * -4.0});
    CHECK(value_of("β₁ m + (1 - β₁) g") ==
          RuleValue{0.9 * 0.25 + (1.0 - 0.9) * 3.0, 0.9 * 0.5 + (1.0 - 0.9) * -4.0});
    CHECK(value_of("∇L(θ)") == RuleValue{5.0, 6.0});
    CHECK(value_of("g²") == RuleValue{9.0, 16.0});
    CHECK(value_of("√v̂") == RuleValue{2.0, 3.0});
    CHECK(value_of("√(v̂ + 12)") == RuleValue{4.0, std::sqrt(21.0)});
    CHECK(value_of("|g|") == RuleValue{3.0, 4.0});
    CHECK(value_of("max(θ, g)") == RuleValue{3.0, -2.0});
    CHECK(value_of("min(θ, g)") == RuleValue{1.0, -4.0});
    CHECK(value_of("sign(g)") == RuleValue{1.0, -1.0});
    CHECK(value_of("mean(g)") == RuleValue{-0.5});
    CHECK(value_of("norm(g)") == RuleValue{5.0});
    CHECK(value_of("2^(t - 1)") == RuleValue{4.0});
    CHECK(value_of("1 - β₁ᵗ")[0] == doctest::Approx(1.0 - 0.729).epsilon(1e-15));
    CHECK(value_of("-g") == RuleValue{-3.0, 4.0});
    CHECK(value_of("exp(η_min - η_min)") == RuleValue{1.0});
}

TEST_CASE("a product by a blank binds closer than a division, a dot does not") {
    CHECK(value_of("12 / 2 3") == RuleValue{2.0});
    CHECK(value_of("12 / 2 · 3") == RuleValue{18.0});
    CHECK(value_of("1 - 2 - 3") == RuleValue{-4.0});
    CHECK(value_of("2 |g| 3") == RuleValue{18.0, 24.0});
    CHECK(value_of("(1 + 1) (2 + 1)") == RuleValue{6.0});
}

TEST_CASE("a line reads with its numbers in place of its symbols") {
    CHECK(numbers_of("β₁ m + (1 - β₁) g") == "0.9 · 0.25 + (1 - 0.9) · 3");
    CHECK(numbers_of("β₁ m + (1 - β₁) g", 1) == "0.9 · 0.5 + (1 - 0.9) · (-4)");
    CHECK(numbers_of("θ - η/(1 - β₁ᵗ) · m / (√v̂ + ε)") == "1 - 0.1 / (1 - 0.9³) · 0.25 / (√4 + 1e-08)");
    CHECK(numbers_of("12 / 2 3") == "12 / (2 · 3)");
    CHECK(numbers_of("g² norm(g)", 1) == "(-4)² · 5");
    CHECK(numbers_of("sign(θ) |g|", 1) == "sign(-2) · |-4|");
    CHECK(numbers_of("θ g - (θ - g)", 1) == "-2 · (-4) - (-2 - (-4))");
    CHECK(numbers_of("2^t 2^12 2^(t + 1)") == "2³ · 2¹² · 2^(3 + 1)");
    CHECK(numbers_of("-θ + √(θ²)", 1) == "-(-2) + √((-2)²)");
}

TEST_CASE("lines whose condition does not hold are left out, and later lines see earlier ones") {
    RuleSymbols all = symbols();
    const auto names = [](std::string_view name) -> std::optional<KnobValue> {
        if (name == "nesterov") return true;
        return std::nullopt;
    };
    const auto lines = parse_rule(
        "u ← 2 g\n"
        "θ ← θ - u   if not nesterov\n"
        "θ ← θ - (g + u)   if nesterov\n"
        "and so on");
    const auto filled = fill_rule(lines, all, names, 0);
    REQUIRE(filled.size() == 3);
    CHECK(filled[0].result == 6.0);
    CHECK(filled[1].symbols == "θ ← θ - (g + u)");
    CHECK(filled[1].numbers == "1 - (3 + 6)");
    CHECK(filled[1].result == -8.0);
    CHECK(filled[2].symbols == "and so on");
    CHECK(filled[2].numbers.empty());
    CHECK(all["θ"] == RuleValue{-8.0, 10.0});
}

TEST_CASE("a sentence that begins with a symbol has its number, and may have a condition") {
    RuleSymbols all = symbols();
    const auto filled = fill_rule(parse_rule("m solves A m = g if A is regular\n"
                                             "g: what is seen   if t > 3\n"
                                             "g is seen         if t = 3\n"
                                             "mean: of nothing"),
                                  all, no_names, 1);
    REQUIRE(filled.size() == 3);
    CHECK(filled[0].symbols == "m solves A m = g if A is regular");
    CHECK(filled[0].told);
    CHECK(filled[0].result == 0.5);
    CHECK(filled[1].symbols == "g is seen");
    CHECK(filled[1].result == -4.0);
    CHECK_FALSE(filled[2].told);
}

TEST_CASE("what cannot be read or is not known says so") {
    CHECK_THROWS_WITH_AS(parse_rule("x ← (1 + 2"), "'x ← (1 + 2': expected ')', not the end", Error);
    CHECK_THROWS_WITH_AS(parse_rule("x ← 1 + "),
                         "'x ← 1 + ': expected a number, a symbol or '(', not the end", Error);
    CHECK_THROWS_WITH_AS(parse_rule("x ← max(1)"), "'x ← max(1)': expected ',', not ')'", Error);
    RuleSymbols all = symbols();
    CHECK_THROWS_WITH_AS(fill_rule(parse_rule("x ← q"), all, no_names, 0), "the symbol 'q' is not known",
                         Error);
}
