// One table of a TOML file, read key by key, with messages that say where. Only the readers of an
// experiment's sections include this.
#pragma once

#include "core/base/error.h"
#include "core/base/part.h"
#include "core/base/text.h"

#include <toml++/toml.h>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace talweg {

using Names = std::vector<std::string_view>;

inline const char* type_text(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::table:
            return "a table";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::string:
            return "a text";
        case toml::node_type::integer:
            return "a whole number";
        case toml::node_type::floating_point:
            return "a number";
        case toml::node_type::boolean:
            return "true or false";
        default:
            return "a date or time";
    }
}

/// One table of the file, with all that a message needs to say where.
class Section {
  public:
    /// `data`: whether what depends on a data file is checked too.
    Section(const toml::table& table, std::string_view file, std::string label, bool data = true)
        : table_(table), file_(file), label_(std::move(label)), data_(data) {}

    [[noreturn]] void fail(std::size_t line, const std::string& message) const {
        std::string place(file_);
        if (line > 0) place += ":" + std::to_string(line);
        place += ": ";
        if (!label_.empty()) place += label_ + " ";
        throw Error(place + message);
    }

    /// Runs a check and adds the place to its sentence: the key's line, or the table's.
    template <class Check>
    decltype(auto) at(std::string_view key, Check&& check) const {
        try {
            return check();
        } catch (const Error& error) {
            const std::string sentence = error.what();
            const bool names_key =
                key.empty() || sentence.find("'" + std::string(key) + "'") != std::string::npos;
            fail(line(key), names_key ? sentence : "'" + std::string(key) + "': " + sentence);
        }
    }

    /// As at(), for a check of several keys: the line is that of the first key of this table that the
    /// sentence names, else that of `otherwise`.
    template <class Check>
    void at_named(std::string_view otherwise, Check&& check) const {
        try {
            check();
        } catch (const Error& error) {
            const std::string sentence = error.what();
            std::size_t first = std::string::npos;
            std::string_view key = otherwise;
            for (auto&& [name, node] : table_) {
                const std::size_t place = sentence.find("'" + std::string(name.str()) + "'");
                if (place >= first) continue;
                first = place;
                key = name.str();
            }
            at(key, [&] { throw Error(sentence); });
        }
    }

    void allow_only(const Names& names) const {
        for (auto&& [key, node] : table_) {
            const std::string_view name = key.str();
            bool known = false;
            for (const std::string_view each : names) known = known || each == name;
            if (known) continue;
            std::string message = "key '" + std::string(name.substr(0, 80)) + "' is unknown";
            const std::string_view near = nearest_name(name, names);
            if (!near.empty()) {
                message += "; did you mean '" + std::string(near) + "'?";
            } else {
                message += "; known are ";
                for (std::size_t i = 0; i < names.size(); ++i)
                    message.append(i > 0 ? ", " : "").append(names[i]);
            }
            fail(key.source().begin.line, message);
        }
    }

    /// The name of the experiment's file, as messages have it.
    std::string_view file() const { return file_; }
    bool reads_data() const { return data_; }
    const toml::node* get(std::string_view key) const { return table_.get(key); }

    std::size_t line(std::string_view key) const {
        const toml::node* node = key.empty() ? nullptr : table_.get(key);
        return node != nullptr ? node->source().begin.line : table_.source().begin.line;
    }

    [[noreturn]] void wrong_type(std::string_view key, const toml::node& node,
                                 const std::string& expected) const {
        fail(node.source().begin.line,
             "'" + std::string(key) + "' must be " + expected + ", not " + type_text(node));
    }

    std::string text(std::string_view key, std::string fallback) const {
        const toml::node* node = get(key);
        if (node == nullptr) return fallback;
        if (!node->is_string()) wrong_type(key, *node, "a text in quotes");
        return **node->as_string();
    }

    double number(std::string_view key, const toml::node& node) const {
        if (const auto* whole = node.as_integer()) return static_cast<double>(**whole);
        if (const auto* real = node.as_floating_point()) return **real;
        wrong_type(key, node, "a number");
    }

    std::uint64_t whole(std::string_view key, std::uint64_t fallback, std::int64_t least) const {
        const toml::node* node = get(key);
        if (node == nullptr) return fallback;
        const std::string expected = "a whole number from " + std::to_string(least) + " up";
        if (!node->is_number()) wrong_type(key, *node, expected);
        const auto* integer = node->as_integer();
        const double value = number(key, *node);
        const bool counts = integer != nullptr || (std::trunc(value) == value && std::abs(value) <= 0x1.0p53);
        if (!counts || value < static_cast<double>(least)) {
            fail(line(key), "'" + std::string(key) + "' must be " + expected + ", not " + exact_text(value));
        }
        return static_cast<std::uint64_t>(integer != nullptr ? **integer : static_cast<std::int64_t>(value));
    }

    bool flag(std::string_view key, bool fallback) const {
        const toml::node* node = get(key);
        if (node == nullptr) return fallback;
        if (!node->is_boolean()) wrong_type(key, *node, "true or false");
        return **node->as_boolean();
    }

    std::vector<double> numbers(std::string_view key, const toml::array& list) const {
        std::vector<double> values;
        values.reserve(list.size());
        for (const toml::node& node : list) {
            const double value = number(key, node);
            if (!std::isfinite(value)) {
                fail(node.source().begin.line, "'" + std::string(key) + "' number " +
                                                   std::to_string(values.size() + 1) +
                                                   " must be finite, not " + exact_text(value));
            }
            values.push_back(value);
        }
        return values;
    }

    /// A list of choices, as one text.
    std::string words(const Knob& knob, const toml::array& list) const {
        std::vector<std::string> items;
        for (const toml::node& node : list) {
            if (!node.is_string()) wrong_type(knob.name, node, range_text(knob));
            items.push_back(**node.as_string());
        }
        return joined_choices(items);
    }

    /// A section inside this one, or nothing.
    std::optional<Section> table(std::string_view key, const char* label) const {
        const toml::node* node = get(key);
        if (node == nullptr) return std::nullopt;
        if (!node->is_table()) wrong_type(key, *node, "a table");
        return Section(*node->as_table(), file_, (label_.empty() ? "" : label_ + " ") + label, data_);
    }

    /// A table that stands inside a list of this one.
    Section inside(const toml::table& table, const char* label) const {
        return Section(table, file_, (label_.empty() ? "" : label_ + " ") + label, data_);
    }

    /// Every key that is one of the part's knobs, checked.
    KnobMap knobs(const PartInfo& part) const {
        KnobMap result;
        for (const Knob& knob : part.knobs) {
            const toml::node* node = get(knob.name);
            if (node == nullptr) continue;
            KnobValue value;
            if (const auto* whole_number = node->as_integer())
                value = **whole_number;
            else if (const auto* real = node->as_floating_point())
                value = **real;
            else if (const auto* boolean = node->as_boolean())
                value = **boolean;
            else if (const auto* word = node->as_string())
                value = **word;
            else if (const auto* list = node->as_array(); list != nullptr && knob.type == KnobType::list)
                value = numbers(knob.name, *list);
            else if (list != nullptr && knob.type == KnobType::choices)
                value = words(knob, *list);
            else
                wrong_type(knob.name, *node, range_text(knob));
            result.emplace(knob.name, at(knob.name, [&] { return checked_value(knob, value); }));
        }
        return result;
    }

  private:
    const toml::table& table_;
    std::string_view file_;
    std::string label_;
    bool data_;
};

}  // namespace talweg
