// What an expression of a rule comes to, and how it reads with numbers in it.
#include "core/train/rule_expression.h"

#include "core/base/error.h"
#include "core/base/sum.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr int kDigits = 6;

double at(const RuleValue& value, std::size_t i) { return value.size() == 1 ? value[0] : value[i]; }

double sign_of(double x) { return x > 0.0 ? 1.0 : (x < 0.0 ? -1.0 : x); }

double apply(RuleKind kind, double a, double b) {
    switch (kind) {
        case RuleKind::negate:
            return -a;
        case RuleKind::add:
            return a + b;
        case RuleKind::subtract:
            return a - b;
        case RuleKind::multiply:
            return a * b;
        case RuleKind::divide:
            return a / b;
        case RuleKind::power:
            return b == 2.0 ? a * a : std::pow(a, b);
        case RuleKind::root:
            return std::sqrt(a);
        case RuleKind::absolute:
            return std::abs(a);
        case RuleKind::largest:
            return std::max(a, b);
        case RuleKind::smallest:
            return std::min(a, b);
        case RuleKind::sign:
            return sign_of(a);
        case RuleKind::exponential:
            return std::exp(a);
        default:
            return a;
    }
}

const RuleValue& lookup(const RuleSymbols& symbols, const std::string& name) {
    const auto found = symbols.find(name);
    if (found == symbols.end()) throw Error("the symbol '" + name + "' is not known");
    return found->second;
}

std::string number(double value) {
    const std::string text = short_text(value, kDigits);
    return value < 0.0 ? "(" + text + ")" : text;
}

}  // namespace

RuleValue evaluate(const RuleExpression& expression, const RuleSymbols& symbols) {
    if (expression.kind == RuleKind::number) return {expression.number};
    if (expression.kind == RuleKind::symbol) return lookup(symbols, expression.symbol);
    const RuleValue left = evaluate(*expression.parts[0], symbols);
    const auto count = static_cast<Index>(left.size());
    if (expression.kind == RuleKind::mean) return {sum(left.data(), count) / static_cast<double>(count)};
    if (expression.kind == RuleKind::norm) return {std::sqrt(squared_norm(left.data(), count))};
    const bool binary = expression.parts.size() > 1;
    const RuleValue right = binary ? evaluate(*expression.parts[1], symbols) : RuleValue{0.0};
    RuleValue result(std::max(left.size(), right.size()));
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] = apply(expression.kind, at(left, i), at(right, i));
    }
    return result;
}

std::string filled_text(const RuleExpression& expression, const RuleSymbols& symbols, Index parameter) {
    const auto part = [&](std::size_t i) { return filled_text(*expression.parts[i], symbols, parameter); };
    const auto value = [&](const RuleExpression& of) {
        return number(at(evaluate(of, symbols), static_cast<std::size_t>(parameter)));
    };
    switch (expression.kind) {
        case RuleKind::number:
            return short_text(expression.number, kDigits);
        case RuleKind::symbol:
        case RuleKind::mean:
        case RuleKind::norm:
            return value(expression);
        case RuleKind::negate:
            return "-" + part(0);
        case RuleKind::add:
            return part(0) + " + " + part(1);
        case RuleKind::subtract:
            return part(0) + " - " + part(1);
        case RuleKind::multiply:
            return part(0) + " · " + part(1);
        case RuleKind::divide:
            // Products without a dot bind closer than a division, which the dot now shown does not.
            return part(0) + " / " + (expression.parts[1]->close ? "(" + part(1) + ")" : part(1));
        case RuleKind::power: {
            const RuleExpression& exponent = *expression.parts[1];
            if (exponent.kind == RuleKind::number && exponent.number == 2.0) return part(0) + "²";
            return part(0) + "^" + part(1);
        }
        case RuleKind::root:
            return "√" + part(0);
        case RuleKind::absolute:
            return "|" + part(0) + "|";
        case RuleKind::largest:
            return "max(" + part(0) + ", " + part(1) + ")";
        case RuleKind::smallest:
            return "min(" + part(0) + ", " + part(1) + ")";
        case RuleKind::sign:
            return "sign(" + part(0) + ")";
        case RuleKind::exponential:
            return "exp(" + part(0) + ")";
        case RuleKind::group:
            return "(" + part(0) + ")";
    }
    return {};
}

}  // namespace talweg
