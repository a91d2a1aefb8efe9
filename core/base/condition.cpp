// Conditions over settings.
#include "core/base/condition.h"

#include "core/base/error.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace talweg {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (true) {
        const std::size_t first = text.find_first_not_of(' ');
        if (first == std::string_view::npos) return words;
        text.remove_prefix(first);
        const std::size_t end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::optional<double> number_of(const KnobValue& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1.0 : 0.0;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&value)) return *real;
    return std::nullopt;
}

bool compare(double left, std::string_view sign, double right) {
    if (sign == "=") return left == right;
    if (sign == "!=") return left != right;
    if (sign == "<") return left < right;
    if (sign == "<=") return left <= right;
    if (sign == ">") return left > right;
    TALWEG_CHECK(sign == ">=");
    return left >= right;
}

bool compare(const KnobValue& left, std::string_view sign, std::string_view right) {
    if (const auto* word = std::get_if<std::string>(&left)) {
        TALWEG_CHECK(sign == "=" || sign == "!=");
        return (*word == right) == (sign == "=");
    }
    double number = 0.0;
    const auto [end, error] = std::from_chars(right.data(), right.data() + right.size(), number);
    TALWEG_CHECK(error == std::errc{} && end == right.data() + right.size());
    const std::optional<double> known = number_of(left);
    TALWEG_CHECK(known.has_value());
    return compare(*known, sign, number);
}

}  // namespace

bool holds(std::string_view condition, const NameValue& value) {
    const std::vector<std::string_view> words = words_of(condition);
    bool all = true;
    for (std::size_t i = 0; i < words.size();) {
        const bool negated = words[i] == "not";
        if (negated) ++i;
        TALWEG_CHECK(i < words.size());
        const std::optional<KnobValue> known = value(words[i]);
        TALWEG_CHECK(known.has_value());
        bool holds_here = false;
        if (i + 2 < words.size() && words[i + 1] != "and") {
            holds_here = compare(*known, words[i + 1], words[i + 2]);
            i += 3;
        } else {
            const std::optional<double> flag = number_of(*known);
            TALWEG_CHECK(flag.has_value());
            holds_here = *flag != 0.0;
            i += 1;
        }
        all = all && holds_here != negated;
        TALWEG_CHECK(i >= words.size() || words[i] == "and");
        if (i < words.size()) ++i;
    }
    return all;
}

bool holds(std::string_view condition, const Settings& settings) {
    return holds(condition, [&](std::string_view name) -> std::optional<KnobValue> {
        const auto found = settings.all().find(name);
        if (found == settings.all().end()) return std::nullopt;
        return found->second;
    });
}

bool applies(const Knob& knob, const Settings& settings) { return holds(knob.needs, settings); }

}  // namespace talweg
