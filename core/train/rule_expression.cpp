// What an expression of a rule comes to, and how it reads with numbers in it.
#include "core/train/rule_expression.h"

#include "core/base/error.h"
#include "core/base/sum.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

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

std::string number(double value, bool bare) {
    const std::string text = short_text(value, kDigits);
    return value < 0.0 && !bare ? "(" + text + ")" : text;
}

// Whole exponents stand raised, whether they were 2 or t in the rule.
std::string raised(double exponent) {
    static constexpr std::string_view kDigitsAbove[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    if (!(exponent >= 0.0 && exponent < 1e15) || exponent != std::floor(exponent)) return {};
    std::string text;
    for (auto rest = static_cast<std::uint64_t>(exponent); rest > 0 || text.empty(); rest /= 10) {
        text = std::string(kDigitsAbove[rest % 10]) + text;
    }
    return text;
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

std::string filled_text(const RuleExpression& expression, const RuleSymbols& symbols, Index parameter,
                        bool bare) {
    // A number below zero needs its parentheses only behind a sign of arithmetic, or below a power.
    const auto part = [&](std::size_t i, bool first = false) {
        return filled_text(*expression.parts[i], symbols, parameter, first);
    };
    const auto value = [&](const RuleExpression& of) {
        return at(evaluate(of, symbols), static_cast<std::size_t>(parameter));
    };
    switch (expression.kind) {
        case RuleKind::number:
            return short_text(expression.number, kDigits);
        case RuleKind::symbol:
        case RuleKind::mean:
        case RuleKind::norm:
            return number(value(expression), bare);
        case RuleKind::negate:
            return "-" + part(0);
        case RuleKind::add:
            return part(0, bare) + " + " + part(1);
        case RuleKind::subtract:
            return part(0, bare) + " - " + part(1);
        case RuleKind::multiply:
            return part(0, bare) + " · " + part(1);
        case RuleKind::divide:
            // Products without a dot bind closer than a division, which the dot now shown does not.
            return part(0, bare) + " / " + (expression.parts[1]->close ? "(" + part(1, true) + ")" : part(1));
        case RuleKind::power: {
            const RuleExpression& exponent = *expression.parts[1];
            const bool simple = exponent.kind == RuleKind::number || exponent.kind == RuleKind::symbol;
            const std::string above = simple ? raised(value(exponent)) : "";
            return part(0) + (above.empty() ? "^" + part(1) : above);
        }
        case RuleKind::root:
            return "√" + part(0);
        case RuleKind::absolute:
            return "|" + part(0, true) + "|";
        case RuleKind::largest:
            return "max(" + part(0, true) + ", " + part(1, true) + ")";
        case RuleKind::smallest:
            return "min(" + part(0, true) + ", " + part(1, true) + ")";
        case RuleKind::sign:
            return "sign(" + part(0, true) + ")";
        case RuleKind::exponential:
            return "exp(" + part(0, true) + ")";
        case RuleKind::group:
            return "(" + part(0, true) + ")";
    }
    return {};
}

}  // namespace talweg
