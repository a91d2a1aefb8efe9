// The tree of one expression of a rule. Internal to the rule.
#pragma once

#include "core/train/rule.h"

namespace talweg {

enum class RuleKind {
    number,
    symbol,
    negate,
    add,
    subtract,
    multiply,
    divide,
    power,
    root,
    absolute,
    largest,
    smallest,
    sign,
    exponential,
    mean,
    norm,
    group  ///< in parentheses, for writing it again
};

struct RuleExpression {
    RuleKind kind = RuleKind::number;
    double number = 0.0;
    std::string symbol;
    bool close = false;  ///< a product without a dot
    std::vector<std::shared_ptr<const RuleExpression>> parts;
};

/// Throws Error, saying what was expected where.
std::shared_ptr<const RuleExpression> parse_expression(std::string_view text);

/// n numbers or one. Throws Error for a symbol that is not known.
RuleValue evaluate(const RuleExpression& expression, const RuleSymbols& symbols);

/// The expression with every symbol replaced by the parameter's number. bare: a number below zero at the very
/// beginning has no parentheses.
std::string filled_text(const RuleExpression& expression, const RuleSymbols& symbols, Index parameter,
                        bool bare = true);

}  // namespace talweg
