// Update rules as text that can be calculated.
#include "core/train/rule.h"

#include "core/base/error.h"
#include "core/train/rule_expression.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr std::string_view kArrow = " ← ";
constexpr std::string_view kIf = " if ";

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

RuleLine parse_line(std::string_view text) {
    RuleLine line;
    const std::size_t arrow = text.find(kArrow);
    const std::size_t condition = text.rfind(kIf);
    if (arrow == std::string_view::npos) {
        const bool asks = condition != std::string_view::npos && condition > 0 && text[condition - 1] == ' ';
        if (asks) line.condition = trimmed(text.substr(condition + kIf.size()));
        line.text = trimmed(asks ? text.substr(0, condition) : text);
        return line;
    }
    if (condition != std::string_view::npos) {
        line.condition = trimmed(text.substr(condition + kIf.size()));
        text = text.substr(0, condition);
    }
    line.text = trimmed(text);
    line.symbol = trimmed(text.substr(0, arrow));
    line.expression = parse_expression(trimmed(text.substr(arrow + kArrow.size())));
    return line;
}

double of_parameter(const RuleValue& value, Index parameter) {
    return value.size() == 1 ? value[0] : value[static_cast<std::size_t>(parameter)];
}

// "d solves (H + τ I) d = -g" has a number where d is known.
FilledLine filled_prose(const std::string& text, const RuleSymbols& symbols, Index parameter) {
    FilledLine line{text, {}, 0.0};
    const std::size_t end = std::min(text.find_first_of(" :"), text.size());
    const auto symbol = symbols.find(std::string_view(text).substr(0, end));
    if (symbol == symbols.end()) return line;
    const std::string_view rest = std::string_view(text).substr(end);
    for (const std::string_view says : {" = ", " is ", " solves ", ": "}) {
        line.told = line.told || rest.starts_with(says);
    }
    if (line.told) line.result = of_parameter(symbol->second, parameter);
    return line;
}

}  // namespace

std::vector<RuleLine> parse_rule(std::string_view rule) {
    std::vector<RuleLine> lines;
    while (!rule.empty()) {
        const std::size_t end = std::min(rule.find('\n'), rule.size());
        const std::string_view text = rule.substr(0, end);
        try {
            lines.push_back(parse_line(text));
        } catch (const Error& error) {
            throw Error("'" + std::string(text) + "': " + error.what());
        }
        rule.remove_prefix(std::min(end + 1, rule.size()));
    }
    return lines;
}

std::vector<FilledLine> fill_rule(const std::vector<RuleLine>& lines, RuleSymbols& symbols,
                                  const NameValue& names, Index parameter) {
    // A condition may also ask for a number that an earlier line assigned ("ρ > 5").
    const NameValue known = [&](std::string_view name) -> std::optional<KnobValue> {
        std::optional<KnobValue> value = names(name);
        const auto found = symbols.find(name);
        if (value || found == symbols.end() || found->second.size() != 1) return value;
        return found->second[0];
    };
    std::vector<FilledLine> filled;
    for (const RuleLine& line : lines) {
        if (!holds(line.condition, known)) continue;
        if (line.expression == nullptr) {
            filled.push_back(filled_prose(line.text, symbols, parameter));
            continue;
        }
        FilledLine out{line.text, filled_text(*line.expression, symbols, parameter), 0.0};
        RuleValue value = evaluate(*line.expression, symbols);
        out.result = of_parameter(value, parameter);
        symbols[line.symbol] = std::move(value);
        filled.push_back(std::move(out));
    }
    return filled;
}

}  // namespace talweg
