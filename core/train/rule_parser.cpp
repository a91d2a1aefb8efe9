// From the text of an expression to its tree.
#include "core/base/error.h"
#include "core/train/rule_expression.h"

#include <array>
#include <charconv>
#include <utility>

namespace talweg {
namespace {

using Expression = std::shared_ptr<const RuleExpression>;

Expression node(RuleKind kind, std::vector<Expression> parts) {
    auto made = std::make_shared<RuleExpression>();
    made->kind = kind;
    made->parts = std::move(parts);
    return made;
}

Expression number_node(double number) {
    auto made = std::make_shared<RuleExpression>();
    made->number = number;
    return made;
}

Expression symbol_node(std::string_view name) {
    auto made = std::make_shared<RuleExpression>();
    made->kind = RuleKind::symbol;
    made->symbol = name;
    return made;
}

/// The bytes of the UTF-8 character at the front.
std::string_view character(std::string_view text) {
    if (text.empty()) return {};
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) ++length;
    return text.substr(0, length);
}

constexpr std::string_view kGradient = "∇L(";

constexpr std::array<std::pair<std::string_view, double>, 4> kPowers = {
    {{"²", 2.0}, {"³", 3.0}, {"⁴", 4.0}, {"⁵", 5.0}}};

constexpr std::array<std::pair<std::string_view, RuleKind>, 6> kFunctions = {{{"max", RuleKind::largest},
                                                                              {"min", RuleKind::smallest},
                                                                              {"sign", RuleKind::sign},
                                                                              {"exp", RuleKind::exponential},
                                                                              {"mean", RuleKind::mean},
                                                                              {"norm", RuleKind::norm}}};

/// Whether a character belongs to a name: letters of any alphabet, digits below the line, marks above
/// letters.
bool in_name(std::string_view c) {
    if (c.empty()) return false;
    if (c.size() == 1) {
        const char letter = c[0];
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
    }
    static constexpr std::array<std::string_view, 16> kNot = {"²", "³", "⁴", "⁵", "ᵗ", "·", "√", "∇",
                                                              "←", "×", "−", "≤", "≥", "‖", "⁻", "…"};
    for (const std::string_view each : kNot) {
        if (c == each) return false;
    }
    return true;
}

class Parser {
  public:
    explicit Parser(std::string_view text) : rest_(text) {}

    Expression whole() {
        Expression result = sum();
        skip_blanks();
        if (!rest_.empty()) fail("an operator");
        return result;
    }

  private:
    [[noreturn]] void fail(const char* expected) const {
        const std::string found = rest_.empty() ? "the end" : "'" + std::string(rest_) + "'";
        throw Error(std::string("expected ") + expected + ", not " + found);
    }

    void skip_blanks() {
        while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    }

    bool take(std::string_view token) {
        skip_blanks();
        if (!rest_.starts_with(token)) return false;
        rest_.remove_prefix(token.size());
        return true;
    }

    void need(std::string_view token) {
        if (!take(token)) fail(token == ")" ? "')'" : token == "," ? "','" : "'|'");
    }

    Expression sum() {
        Expression left = product();
        while (true) {
            if (take("+"))
                left = node(RuleKind::add, {left, product()});
            else if (take("-"))
                left = node(RuleKind::subtract, {left, product()});
            else
                return left;
        }
    }

    Expression product() {
        Expression left = close_product();
        while (true) {
            if (take("·"))
                left = node(RuleKind::multiply, {left, close_product()});
            else if (take("/"))
                left = node(RuleKind::divide, {left, close_product()});
            else
                return left;
        }
    }

    Expression close_product() {
        if (take("-")) return node(RuleKind::negate, {close_product()});
        Expression left = power();
        while (starts_factor()) {
            auto made = std::make_shared<RuleExpression>();
            made->kind = RuleKind::multiply;
            made->close = true;
            made->parts = {left, power()};
            left = made;
        }
        return left;
    }

    bool starts_factor() {
        skip_blanks();
        if (rest_.empty()) return false;
        const std::string_view c = character(rest_);
        if (c == "|") return !inside_bars_;
        return c == "(" || c == "√" || c == "∇" || (c[0] >= '0' && c[0] <= '9') || in_name(c);
    }

    Expression power() {
        Expression base = primary();
        for (const auto& [sign, exponent] : kPowers) {
            if (rest_.starts_with(sign)) {
                rest_.remove_prefix(sign.size());
                return node(RuleKind::power, {base, number_node(exponent)});
            }
        }
        if (rest_.starts_with("ᵗ")) {
            rest_.remove_prefix(std::string_view("ᵗ").size());
            return node(RuleKind::power, {base, symbol_node("t")});
        }
        if (rest_.starts_with("^")) {
            rest_.remove_prefix(1);
            return node(RuleKind::power, {base, primary()});
        }
        return base;
    }

    Expression primary() {
        skip_blanks();
        if (rest_.starts_with(kGradient)) return gradient();
        if (take("√")) return node(RuleKind::root, {primary()});
        if (take("(")) {
            const bool bars = std::exchange(inside_bars_, false);
            Expression inner = sum();
            need(")");
            inside_bars_ = bars;
            return node(RuleKind::group, {inner});
        }
        if (take("|")) {
            const bool bars = std::exchange(inside_bars_, true);
            Expression inner = sum();
            need("|");
            inside_bars_ = bars;
            return node(RuleKind::absolute, {inner});
        }
        if (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') return number();
        return name();
    }

    Expression gradient() {
        const std::size_t end = rest_.find(')');
        if (end == std::string_view::npos) fail("')' after the point of a gradient");
        const std::string_view name = rest_.substr(0, end + 1);
        rest_.remove_prefix(name.size());
        return symbol_node(name);
    }

    Expression number() {
        double value = 0.0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc{}) fail("a number");
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return number_node(value);
    }

    Expression name() {
        std::size_t length = 0;
        while (in_name(character(rest_.substr(length)))) length += character(rest_.substr(length)).size();
        if (length == 0) fail("a number, a symbol or '('");
        const std::string_view word = rest_.substr(0, length);
        rest_.remove_prefix(length);
        for (const auto& [function, kind] : kFunctions) {
            if (word == function) return call(kind);
        }
        return symbol_node(word);
    }

    Expression call(RuleKind kind) {
        if (!take("(")) fail("'(' after a function's name");
        const bool bars = std::exchange(inside_bars_, false);
        std::vector<Expression> parts = {sum()};
        if (kind == RuleKind::largest || kind == RuleKind::smallest) {
            need(",");
            parts.push_back(sum());
        }
        need(")");
        inside_bars_ = bars;
        return node(kind, std::move(parts));
    }

    std::string_view rest_;
    bool inside_bars_ = false;  ///< the next bar closes
};

}  // namespace

std::shared_ptr<const RuleExpression> parse_expression(std::string_view text) { return Parser(text).whole(); }

}  // namespace talweg
