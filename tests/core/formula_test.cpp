// Typed formulas: values, derivatives, what is said of one that goes wrong, and their bounds.
#include "core/objective/formula.h"
#include "core/objective/formula_tape.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

using namespace talweg;
using namespace talweg::test;

namespace {

FormulaTape tape_of(std::string_view text, double a = 1.0, double b = 1.0) {
    FormulaParameters parameters;
    for (const char letter : kFormulaParameters) parameters[letter] = 1.0;
    parameters['a'] = a;
    parameters['b'] = b;
    return FormulaTape(parse_formula(text), parameters);
}

/// "character 5: …" of a text that is no formula.
std::string wrong(std::string_view text) {
    return error_of([&] { parse_formula(text); });
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

/// The rest of a line, without the blank in front.
std::string rest_of(std::istringstream& line) {
    std::string text;
    line.get();
    std::getline(line, text);
    return text;
}

double read_number(std::istringstream& line) {
    std::string word;
    line >> word;
    return std::stod(word);
}

}  // namespace

TEST_CASE("formulas have the values, gradients and Hessians of fifty digits") {
    std::ifstream file(TALWEG_REFERENCE_DIR "/formulas/smooth.txt");
    std::string text;
    int lines = 0;
    while (std::getline(file, text)) {
        std::istringstream line(text);
        double at[4];
        double wanted[6];
        for (double& number : at) number = read_number(line);
        for (double& number : wanted) number = read_number(line);
        const std::string formula = rest_of(line);
        CAPTURE(formula);
        CAPTURE(at[0]);
        FormulaTape tape = tape_of(formula, at[2], at[3]);
        const Jet f = tape.jet(at[0], at[1]);
        const double found[] = {f.v, f.x, f.y, f.xx, f.xy, f.yy};
        double scale = 1.0;
        for (const double number : wanted) scale = std::max(scale, std::abs(number));
        for (int i = 0; i < 6; ++i) {
            CAPTURE(i);
            CHECK(std::abs(found[i] - wanted[i]) <= 1e-13 * scale);
        }
        const Slope slope = tape.slope(at[0], at[1]);
        CHECK(same_bits(tape.value(at[0], at[1]), f.v));
        CHECK(same_bits(slope.v, f.v));
        CHECK(same_bits(slope.x, f.x));
        CHECK(same_bits(slope.y, f.y));
        ++lines;
    }
    CHECK(lines == 69);
}

TEST_CASE("at corners and without a base formulas have PyTorch's values and gradients") {
    std::ifstream file(TALWEG_REFERENCE_DIR "/formulas/corners.txt");
    std::string text;
    int lines = 0;
    while (std::getline(file, text)) {
        std::istringstream line(text);
        double numbers[5];
        for (double& number : numbers) number = read_number(line);
        const auto [x, y, value, by_x, by_y] = numbers;
        const std::string formula = rest_of(line);
        CAPTURE(formula);
        CAPTURE(x);
        CAPTURE(y);
        const Jet f = tape_of(formula).jet(x, y);
        ++lines;
        // Without a value there is no slope to speak of: a run ends there, whichever of them is no number.
        const bool finite = std::isfinite(value) && std::isfinite(by_x) && std::isfinite(by_y);
        CHECK((std::isfinite(f.v) && std::isfinite(f.x) && std::isfinite(f.y)) == finite);
        if (!finite) continue;
        CHECK(f.v == value);
        CHECK(f.x == by_x);
        CHECK(f.y == by_y);
    }
    CHECK(lines == 55);
}

TEST_CASE("the tip of a cone is a place to rest") {
    FormulaTape cone = tape_of("sqrt(x^2 + y^2)");
    const Jet tip = cone.jet(0.0, 0.0);
    CHECK(tip.v == 0.0);
    CHECK(tip.x == 0.0);
    CHECK(tip.y == 0.0);
    CHECK(tip.xx == 0.0);
    CHECK(tape_of("(x^2 + y^2)^0.5").slope(0.0, 0.0).x == 0.0);
    CHECK(cone.slope(3.0, 4.0).x == doctest::Approx(0.6).epsilon(1e-15));
}

TEST_CASE("signs bind as in mathematics") {
    const auto at_three_two = [](std::string_view text) { return tape_of(text).value(3.0, 2.0); };
    CHECK(at_three_two("-x^2") == -9.0);
    CHECK(at_three_two("(-x)^2") == 9.0);
    CHECK(at_three_two("2^3^y") == 512.0);
    CHECK(at_three_two("2^-y") == 0.25);
    CHECK(at_three_two("x-y-1") == 0.0);
    CHECK(at_three_two("12/x/y") == 2.0);
    CHECK(at_three_two("1 - -x") == 4.0);
    CHECK(at_three_two("--x") == 3.0);
    CHECK(at_three_two("+x*-y") == -6.0);
    CHECK(at_three_two("x**y*2") == 18.0);
    CHECK(at_three_two("-2^2") == -4.0);
    CHECK(at_three_two("2*x^2/y + 1") == 10.0);
    CHECK(at_three_two("1e2 + 1.5E-1*0 + .5 + 2.") == 102.5);
    CHECK(at_three_two("e") == std::exp(1.0));
    CHECK(at_three_two("2*pi") == 2.0 * std::acos(-1.0));
    CHECK(at_three_two("max(1, x, y) - min(x, y, 7, 1.5)") == 1.5);
    CHECK(at_three_two("\n x\t+\r\n y ") == 5.0);
}

TEST_CASE("a formula names its parameters") {
    CHECK(parse_formula("(a - x)^2 + b*(y - x^2)^2 + a").parameters == "ab");
    CHECK(parse_formula("z*x + e^y + pi").parameters == "z");
    CHECK(parse_formula("x + y").parameters.empty());
    CHECK(tape_of("a*x + b", 2.0, 5.0).value(3.0, 0.0) == 11.0);
}

TEST_CASE("what is wrong in a formula is said at its character") {
    CHECK(wrong("") == "character 1: the formula is empty: it is written in x and y, such as x^2 + 10*y^2");
    CHECK(wrong("  \n") ==
          "character 4: the formula is empty: it is written in x and y, such as x^2 + 10*y^2");
    CHECK(wrong("x +") == "character 4: expected a number, a name or '(', but the formula ends here");
    CHECK(wrong("x + * y") == "character 5: expected a number, a name or '(', not '*'");
    CHECK(wrong("(x + y") ==
          "character 7: expected ')' for the '(' at character 1, but the formula ends here");
    CHECK(wrong("sin(x + (y)") ==
          "character 12: expected ')' for the '(' at character 4, but the formula ends here");
    CHECK(wrong("x)") == "character 2: this ')' has no '(' before it");
    CHECK(wrong("(x;y)") == "character 3: expected an operator or ')', not ';'");
    CHECK(wrong("min(x;y)") == "character 6: expected an operator, ',' or ')', not ';'");
    CHECK(wrong("x = 2") ==
          "character 3: expected an operator or the end, not '=': only the side with the value is "
          "written");
    CHECK(wrong("2*()") == "character 4: expected a number, a name or '(', not ')'");
    CHECK(wrong("sin()") == "character 5: expected a number, a name or '(', not ')'");
    CHECK(wrong("x ? y") == "character 3: expected an operator or the end, not '?'");
    CHECK(wrong("1e400*x") == "character 1: the number is too large");
    CHECK(wrong(std::string_view("x\0", 2)) ==
          "character 2: expected an operator or the end, not the byte 0x00");
}

TEST_CASE("a product without its sign is refused with the word that helps") {
    CHECK(wrong("2x") ==
          "character 2: expected an operator or the end before 'x': a product needs its '*', as in 2*x");
    CHECK(wrong("3(x + 1)") ==
          "character 2: expected an operator or the end before '(': a product needs its '*', as "
          "in 2*x");
    CHECK(wrong("x y") ==
          "character 3: expected an operator or the end before 'y': a product needs its '*', as in "
          "2*x");
    CHECK(wrong("(x + 2y)") ==
          "character 7: expected an operator or ')' before 'y': a product needs its '*', as in "
          "2*x");
    CHECK(wrong("x*y + xy") == "character 7: unknown name 'xy': a product needs its '*', as in x*y");
    CHECK(wrong("y + a(x)") == "character 6: 'a' is no function: a product needs its '*', as in a*(…)");
    CHECK(wrong("x(1)") == "character 2: 'x' is no function: a product needs its '*', as in x*(…)");
}

TEST_CASE("an unknown name is said with those that are known") {
    CHECK(wrong("x + sine(y)") == "character 5: unknown name 'sine'; did you mean 'sin'?");
    CHECK(wrong("X^2") == "character 1: unknown name 'X'; did you mean 'x'?");
    CHECK(wrong("2*PI") == "character 3: unknown name 'PI'; did you mean 'pi'?");
    CHECK(wrong("theta + 1") ==
          "character 1: unknown name 'theta'; known are x, y, pi, e, sin, cos, tan, asin, acos, atan, sinh, "
          "cosh, "
          "tanh, exp, log, ln, log10, sqrt, abs, min, max, pow, and small letters as parameters");
    CHECK(wrong("x + sin") ==
          "character 5: 'sin' is a function: what it is of stands in brackets, as in sin(x)");
    CHECK(wrong("max + 1") ==
          "character 1: 'max' is a function: what it is of stands in brackets, as in max(x, y)");
    CHECK(wrong("sin x") ==
          "character 1: 'sin' is a function: what it is of stands in brackets, as in sin(x)");
    CHECK(wrong("pow(x)") == "character 1: 'pow' takes 2 arguments, not 1");
    CHECK(wrong("1 + sin(x, y)") == "character 5: 'sin' takes 1 argument, not 2");
    CHECK(wrong("min(x)") == "character 1: 'min' takes 2 or more arguments, not 1");
}

TEST_CASE("signs of print are told how to be typed, and characters are counted as one sees them") {
    CHECK(wrong("x − y") == "character 3: expected an operator or the end, not '−': write '-'");
    CHECK(wrong("2·x") == "character 2: expected an operator or the end, not '·': write '*'");
    CHECK(wrong("x² + y") == "character 2: expected an operator or the end, not '²': write '^2'");
    CHECK(wrong("√(x)") == "character 1: expected a number, a name or '(', not '√': write 'sqrt'");
    CHECK(wrong("2*π") == "character 3: expected a number, a name or '(', not 'π': write 'pi'");
    CHECK(wrong("|x|") == "character 1: expected a number, a name or '(', not '|': write 'abs(…)'");
    CHECK(wrong("0,5*x") ==
          "character 2: expected an operator or the end, not ',': a number has a point, as in 0.5");
    CHECK(wrong("x ä") == "character 3: expected an operator or the end, not 'ä'");
    try {
        parse_formula("x + (y − 1)");
        FAIL("no error");
    } catch (const FormulaError& error) {
        CHECK(error.character() == 8);
        CHECK(error.byte() == 7);
        CHECK(error.sentence() == "expected an operator or ')', not '−': write '-'");
    }
}

TEST_CASE("a formula is bounded in depth and length") {
    CHECK(wrong(repeated("(", 100) + "x" + repeated(")", 100)).empty());
    CHECK(wrong(repeated("(", 101) + "x" + repeated(")", 101)) ==
          "character 102: more than 100 brackets, signs or powers inside each other");
    CHECK(wrong(repeated("-", 100) + "x").empty());
    CHECK(wrong(repeated("-", 999) + "x") ==
          "character 102: more than 100 brackets, signs or powers inside each other");
    CHECK(wrong(repeated("x^", 101) + "1") ==
          "character 203: more than 100 brackets, signs or powers inside each other");
    CHECK(wrong(repeated("abs(", 250)) ==
          "character 405: more than 100 brackets, signs or powers inside each other");
    CHECK(wrong("x" + repeated("+y", 499) + " ").empty());
    CHECK(wrong("x" + repeated("+y", 500)) ==
          "character 1001: a formula has at most 1,000 characters, not 1,001");
    CHECK(wrong(repeated("é", 1001)) == "character 1001: a formula has at most 1,000 characters, not 1,001");
    const std::string longest = "x" + repeated("-1*y", 249);
    CHECK(tape_of(longest).value(250.0, 1.0) == 1.0);
}

TEST_CASE("a tape folds constants, calculates nothing twice and multiplies small powers") {
    const auto steps = [](std::string_view text) { return tape_of(text, 3.0, 4.0).steps(); };
    CHECK(steps("x") == 0);
    CHECK(steps("2*a + sin(b)^2") == 1);
    CHECK(steps("(1-x)^2 + 100*(y-x^2)^2") == 7);
    CHECK(steps("sin(x*y) + cos(x*y)") == 4);
    CHECK(steps("x^1") == 0);
    CHECK(steps("(x + y)^0 + 0*a") == 1);
    CHECK(steps("x*x + x^2") == 2);
    CHECK(tape_of("x^5").value(-2.0, 0.0) == -32.0);
    CHECK(tape_of("x^-3").value(-2.0, 0.0) == -0.125);
    // More values at once than a tape has places for them, so that places are used again.
    std::string text = "x";
    for (int i = 2; i < 45; ++i)
        text += " + sin(" + std::to_string(i) + "*x)*cos(y/" + std::to_string(i) + ")";
    double wanted = 0.3;
    for (int i = 2; i < 45; ++i) wanted += std::sin(0.3 * i) * std::cos(0.7 / i);
    CHECK(tape_of(text).value(0.3, 0.7) == wanted);
}

TEST_CASE("a row of a grid has the bits of each value") {
    for (const char* text :
         {"(1-x)^2 + 100*(y-x^2)^2", "exp(sin(3*x)) / (y - x) + 1/x", "min(x, y, 0.5)*max(x^2, -y)",
          "x^y + a^x - b/y", "abs(x)^1.5 - x^-4 + tanh(y)*atan(x)", "log(x) + sqrt(y - x) + cosh(x*y)", "2",
          "y", "x^33/7 - 3/(x+2)"}) {
        CAPTURE(text);
        for (const std::size_t count : {std::size_t{1}, std::size_t{64}, std::size_t{150}}) {
            FormulaTape tape = tape_of(text, 1.5, -2.0);
            std::vector<double> row(count);
            tape.row(-2.0, 0.03125, 0.625, row);
            for (std::size_t i = 0; i < count; ++i) {
                const double alone = tape.value(-2.0 + static_cast<double>(i) * 0.03125, 0.625);
                CHECK((same_bits(row[i], alone) || (std::isnan(row[i]) && std::isnan(alone))));
            }
        }
    }
}
