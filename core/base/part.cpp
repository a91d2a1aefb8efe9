// Knobs: defaults, checks and settings.
#include "core/base/part.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

std::string list_text(const std::vector<double>& items) {
    std::string text = "[";
    for (std::size_t i = 0; i < items.size(); ++i) text += (i > 0 ? ", " : "") + exact_text(items[i]);
    return text + "]";
}

std::string value_text(const KnobValue& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&value)) return exact_text(*number);
    if (const auto* items = std::get_if<std::vector<double>>(&value)) return list_text(*items);
    return "'" + std::get<std::string>(value) + "'";
}

bool is_choice(const Knob& knob, std::string_view word) {
    return std::ranges::find(knob.choices, word) != knob.choices.end();
}

[[noreturn]] void refuse(const Knob& knob, const KnobValue& value, std::string_view why = {}) {
    std::string message =
        "'" + std::string(knob.name) + "' must be " + range_text(knob) + ", not " + value_text(value);
    const bool words = knob.type == KnobType::choice || knob.type == KnobType::choices;
    if (const auto* text = std::get_if<std::string>(&value); text && words) {
        for (const std::string& word : split_choices(*text)) {
            if (is_choice(knob, word)) continue;
            const std::string_view near = nearest_name(word, knob.choices);
            if (!near.empty()) message += "; did you mean '" + std::string(near) + "'?";
            break;
        }
    }
    if (!why.empty()) message += ": " + std::string(why);
    throw Error(message);
}

// NaN fails every comparison, hence is never in range.
bool above_low(const Knob& knob, double value) {
    return knob.low_open ? value > knob.low : value >= knob.low;
}
bool below_high(const Knob& knob, double value) {
    return knob.high_open ? value < knob.high : value <= knob.high;
}
bool in_range(const Knob& knob, double value) { return above_low(knob, value) && below_high(knob, value); }

/// Why the range does not reach as far as this number.
std::string_view why_not(const Knob& knob, double value) {
    if (std::isnan(value)) return {};
    if (!above_low(knob, value)) return knob.why_low;
    return below_high(knob, value) ? std::string_view() : knob.why_high;
}

KnobValue checked_list(const Knob& knob, const KnobValue& value) {
    const auto* items = std::get_if<std::vector<double>>(&value);
    if (items == nullptr) refuse(knob, value);
    for (std::size_t i = 0; i < items->size(); ++i) {
        const double item = (*items)[i];
        const bool whole = !knob.whole_items || std::trunc(item) == item;
        if (!std::isfinite(item) || !in_range(knob, item) || !whole) refuse(knob, value, why_not(knob, item));
        if (knob.ascending && i > 0 && item < (*items)[i - 1]) refuse(knob, value, knob.why_order);
    }
    return value;
}

KnobValue checked_choices(const Knob& knob, const KnobValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) refuse(knob, value);
    const std::vector<std::string> items = split_choices(*text);
    if (items.empty()) refuse(knob, value);
    for (const std::string& item : items) {
        if (!is_choice(knob, item)) refuse(knob, value);
    }
    return joined_choices(items);
}

KnobValue checked_integer(const Knob& knob, const KnobValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        const auto number = static_cast<double>(*whole);
        if (in_range(knob, number)) return value;
        refuse(knob, value, why_not(knob, number));
    } else if (const auto* number = std::get_if<double>(&value)) {
        // 8.0 for 8 is fine; 8.5 is not. 2^53 bounds what a double counts exactly.
        if (std::abs(*number) <= 0x1.0p53 && std::trunc(*number) == *number && in_range(knob, *number)) {
            return static_cast<std::int64_t>(*number);
        }
        refuse(knob, value, why_not(knob, *number));
    }
    refuse(knob, value);
}

}  // namespace

std::vector<std::string> split_choices(std::string_view text) {
    std::vector<std::string> items;
    for (;;) {
        const std::size_t first = text.find_first_not_of(", ");
        if (first == std::string_view::npos) return items;
        text.remove_prefix(first);
        const std::size_t length = std::min(text.find_first_of(", "), text.size());
        items.emplace_back(text.substr(0, length));
        text.remove_prefix(length);
    }
}

std::string joined_choices(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) text.append(text.empty() ? "" : ", ").append(item);
    return text;
}

const Knob* find_knob(const PartInfo& part, std::string_view name) {
    for (const Knob& knob : part.knobs) {
        if (knob.name == name) return &knob;
    }
    return nullptr;
}

KnobValue default_value(const Knob& knob) {
    switch (knob.type) {
        case KnobType::boolean:
            return knob.initial != 0.0;
        case KnobType::integer:
            return static_cast<std::int64_t>(knob.initial);
        case KnobType::choice:
        case KnobType::choices:
            return std::string(knob.choices[static_cast<std::size_t>(knob.initial)]);
        case KnobType::list:
            return std::vector<double>(knob.initial_list.begin(), knob.initial_list.end());
        case KnobType::text:
            return std::string(knob.initial_text);
        case KnobType::real:
            break;
    }
    return knob.initial;
}

KnobValue checked_value(const Knob& knob, const KnobValue& value) {
    switch (knob.type) {
        case KnobType::boolean:
            if (std::holds_alternative<bool>(value)) return value;
            break;
        case KnobType::integer:
            return checked_integer(knob, value);
        case KnobType::list:
            return checked_list(knob, value);
        case KnobType::choice:
            if (const auto* word = std::get_if<std::string>(&value); word && is_choice(knob, *word)) {
                return value;
            }
            break;
        case KnobType::choices:
            return checked_choices(knob, value);
        case KnobType::text:
            if (const auto* text = std::get_if<std::string>(&value)) {
                if (knob.check_text != nullptr) knob.check_text(*text);
                return value;
            }
            break;
        case KnobType::real: {
            double number = 0.0;
            if (const auto* whole = std::get_if<std::int64_t>(&value)) {
                number = static_cast<double>(*whole);
            } else if (const auto* real = std::get_if<double>(&value)) {
                number = *real;
            } else {
                break;
            }
            if (std::isfinite(number) && in_range(knob, number)) return number;
            refuse(knob, value, why_not(knob, number));
        }
    }
    refuse(knob, value);
}

std::string range_text(const Knob& knob) {
    if (knob.type == KnobType::boolean) return "true or false";
    if (knob.type == KnobType::text) return "a text";
    std::string text;
    if (knob.type == KnobType::choice || knob.type == KnobType::choices) {
        for (std::size_t i = 0; i < knob.choices.size(); ++i) {
            if (i > 0) text += i + 1 == knob.choices.size() ? " or " : ", ";
            text += "'" + std::string(knob.choices[i]) + "'";
        }
        if (!knob.each_of.empty()) {
            text += ", or a list with one for each of '" + std::string(knob.each_of) + "'";
        }
        return text;
    }
    std::string kind = knob.type == KnobType::integer ? "a whole number" : "a number";
    if (knob.type == KnobType::list) {
        kind = std::string("a list of ") + (knob.whole_items ? "whole " : "") + "numbers" +
               (knob.ascending ? " in ascending order," : "") + " each";
    }
    // A bound of this size only keeps infinity out; naming it would not help anybody.
    constexpr double kHuge = 1e300;
    const bool bounded_below = knob.low > -kHuge;
    const bool bounded_above = knob.high < kHuge;
    if (!bounded_below && !bounded_above) return kind;
    if (!bounded_above)
        return kind + (knob.low_open ? " above " : " from ") + exact_text(knob.low) +
               (knob.low_open ? "" : " up");
    if (!bounded_below) return kind + (knob.high_open ? " below " : " up to ") + exact_text(knob.high);
    text = kind + " from " + exact_text(knob.low) + " to " + exact_text(knob.high);
    if (knob.low_open && knob.high_open) return text + ", both not included";
    if (knob.low_open) return text + ", " + exact_text(knob.low) + " not included";
    if (knob.high_open) return text + ", " + exact_text(knob.high) + " not included";
    return text;
}

Settings::Settings(const PartInfo& part, const KnobMap& given) {
    for (const auto& [name, value] : given) {
        const Knob* knob = find_knob(part, name);
        if (knob == nullptr) {
            std::vector<std::string_view> names;
            for (const Knob& each : part.knobs) names.push_back(each.name);
            const std::string_view near = nearest_name(name, names);
            std::string message = std::string(part.id) + " has no knob '" + name + "'";
            if (!near.empty()) message += "; did you mean '" + std::string(near) + "'?";
            throw Error(message);
        }
        values_.insert_or_assign(name, checked_value(*knob, value));
    }
    for (const Knob& knob : part.knobs) values_.try_emplace(std::string(knob.name), default_value(knob));
}

namespace {

template <class T>
const T& setting(const KnobMap& values, std::string_view name) {
    const auto found = values.find(name);
    TALWEG_CHECK(found != values.end());
    const T* value = std::get_if<T>(&found->second);
    TALWEG_CHECK(value != nullptr);
    return *value;
}

}  // namespace

double Settings::real(std::string_view name) const { return setting<double>(values_, name); }
std::int64_t Settings::integer(std::string_view name) const { return setting<std::int64_t>(values_, name); }
bool Settings::boolean(std::string_view name) const { return setting<bool>(values_, name); }
const std::string& Settings::choice(std::string_view name) const {
    return setting<std::string>(values_, name);
}
std::vector<std::string> Settings::choices(std::string_view name) const {
    return split_choices(setting<std::string>(values_, name));
}
const std::vector<double>& Settings::list(std::string_view name) const {
    return setting<std::vector<double>>(values_, name);
}

}  // namespace talweg
