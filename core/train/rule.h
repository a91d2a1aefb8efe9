// Update rules as text that can be calculated: what an optimizer says about itself, with numbers put in.
#pragma once

#include "core/base/condition.h"
#include "core/base/types.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace talweg {

/// n numbers, or one that holds for every parameter.
using RuleValue = std::vector<double>;
/// By symbol as the rule writes it: "θ", "β₁", "m".
using RuleSymbols = std::map<std::string, RuleValue, std::less<>>;

struct RuleExpression;

/// One line: `symbol ← expression`, perhaps under a condition; or prose, perhaps under one that two blanks
/// part from it. Prose that begins with a symbol ("d = -H g, where …", "α is …", "d solves …", "u: …") says
/// how its number came about.
struct RuleLine {
    std::string text;       ///< without its condition
    std::string condition;  ///< as in condition.h; empty: always
    std::string symbol;     ///< what is assigned; empty: prose
    std::shared_ptr<const RuleExpression> expression;
};

/// Reads a rule. An expression has + - · /, products by a blank (which bind closer than · and /),
/// parentheses, ² ³ ᵗ and ^(…) for powers, √x, |x|, max, min, sign, exp, mean and norm (over all parameters),
/// and ∇L(θ) for the gradient, ∇L(x) for that at x. Throws Error naming the line and what is wrong with it.
std::vector<RuleLine> parse_rule(std::string_view rule);

/// One line with its numbers.
struct FilledLine {
    std::string symbols;    ///< "m ← β₁ m + (1 - β₁) g"
    std::string numbers;    ///< "0.9 · 0.25 + (1 - 0.9) · (-3)"; empty for prose
    double result = 0.0;    ///< of the parameter looked at
    bool told = false;      ///< prose whose symbol has the number `result`
    std::string part = {};  ///< whose rule begins here, where a step has several
};

/// Works through the lines whose conditions hold, in order; each assigns its symbol in `symbols`. numbers are
/// those of `parameter`. Conditions know `names`, and symbols of one number. Throws Error for a symbol that
/// is not known.
std::vector<FilledLine> fill_rule(const std::vector<RuleLine>& lines, RuleSymbols& symbols,
                                  const NameValue& names, Index parameter);

}  // namespace talweg
