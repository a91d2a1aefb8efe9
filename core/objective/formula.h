// A formula in x and y as a person types it: what it says, or at which character it goes wrong.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace talweg {

/// Characters that a formula has at most, and brackets, signs and powers inside each other.
inline constexpr std::size_t kLongestFormula = 1000;
inline constexpr std::size_t kDeepestFormula = 100;

/// What is wrong with a formula, and where: "character 5: …".
class FormulaError : public Error {
  public:
    /// character: from 1, of those a person sees (UTF-8); byte: where it begins in the text, from 0.
    FormulaError(std::size_t character, std::size_t byte, const std::string& sentence)
        : Error("character " + std::to_string(character) + ": " + sentence),
          character_(character),
          byte_(byte),
          sentence_(sentence) {}

    std::size_t character() const { return character_; }
    std::size_t byte() const { return byte_; }
    /// Without the place.
    const std::string& sentence() const { return sentence_; }

  private:
    std::size_t character_;
    std::size_t byte_;
    std::string sentence_;
};

enum class FormulaOp : std::uint8_t {
    // What stands there.
    number,
    x,
    y,
    parameter,
    // Of the two before it.
    add,
    subtract,
    multiply,
    divide,
    power,
    least,
    greatest,
    // Of the one before it.
    negate,
    sin,
    cos,
    tan,
    asin,
    acos,
    atan,
    sinh,
    cosh,
    tanh,
    exp,
    log,
    log10,
    sqrt,
    abs,
};

/// One word of a formula in postfix order: after what it takes.
struct FormulaWord {
    FormulaOp op = FormulaOp::number;
    double number = 0.0;   ///< of FormulaOp::number
    char parameter = 'a';  ///< of FormulaOp::parameter
};

struct Formula {
    std::vector<FormulaWord> words;  ///< postfix; what is left at the end is the value
    std::string parameters;          ///< its letters, each once, in the alphabet's order
};

/// The letters that are parameters where a formula uses them: the small ones but e, x and y.
inline constexpr std::string_view kFormulaParameters = "abcdfghijklmnopqrstuvwz";

/// Numbers (1, .5, 2e-3), x, y, pi, e, parameters; + - * / ^ (or **), brackets; sin, cos, tan, asin, acos,
/// atan, sinh, cosh, tanh, exp, log (or ln), log10, sqrt, abs, pow of two, min and max of two or more. As in
/// mathematics -x^2 is -(x^2) and 2^3^2 is 2^(3^2). Bounded by kLongestFormula and kDeepestFormula. Throws
/// FormulaError naming the character and what was expected there.
Formula parse_formula(std::string_view text);

}  // namespace talweg
