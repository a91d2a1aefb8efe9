// talweg list.
#include "app/cli/list_command.h"

#include "app/cli/table.h"
#include "core/base/text.h"
#include "core/train/catalogue.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace talweg {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kWidth = 88;
constexpr std::size_t kIndent = 4;
constexpr std::size_t kKnobIndent = 24;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

std::string value_text(const KnobValue& value) {
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value)) return exact_text(*real);
    if (const auto* items = std::get_if<std::vector<double>>(&value)) {
        std::string text;
        for (const double item : *items) text += (text.empty() ? "" : ", ") + exact_text(item);
        return "[" + text + "]";
    }
    return std::get<std::string>(value);
}

/// A run's settings: an optimizer's own, after the learning rate that all have, each with its own default.
std::vector<Knob> knobs_of(const std::string& shelf_name, const PartInfo& part) {
    std::vector<Knob> knobs;
    if (shelf_name == "optimizers") {
        knobs.push_back(rate_knob());
        knobs.back().initial = optimizer_part(part.id).default_rate;
    }
    knobs.insert(knobs.end(), part.knobs.begin(), part.knobs.end());
    return knobs;
}

std::string knob_text(const Knob& knob) {
    std::string text(knob.help);
    text += " (";
    if (knob.type == KnobType::choice || knob.type == KnobType::choices) {
        for (std::size_t i = 0; i < knob.choices.size(); ++i) {
            text += (i > 0 ? ", " : "") + std::string(knob.choices[i]);
        }
    } else if (knob.type == KnobType::boolean) {
        text += "true or false";
    } else {
        text += range_text(knob);
    }
    return text + "; default " + value_text(default_value(knob)) + ")";
}

Json knob_json(const Knob& knob) {
    constexpr std::string_view kTypes[] = {"real", "integer", "boolean", "choice", "list", "choices", "text"};
    Json json;
    json["name"] = knob.name;
    json["title"] = knob.title;
    json["symbol"] = knob.symbol;
    json["type"] = kTypes[static_cast<std::size_t>(knob.type)];
    json["low"] = number(knob.low);
    json["high"] = number(knob.high);
    json["low_open"] = knob.low_open;
    json["high_open"] = knob.high_open;
    std::visit([&](const auto& value) { json["default"] = value; }, default_value(knob));
    json["logarithmic"] = knob.logarithmic;
    json["why_low"] = knob.why_low;
    json["why_high"] = knob.why_high;
    json["why_order"] = knob.why_order;
    json["needs"] = knob.needs;
    json["unit"] = knob.unit;
    json["help"] = knob.help;
    json["choices"] = Json::array();
    for (const std::string_view choice : knob.choices) json["choices"].push_back(choice);
    return json;
}

/// The formula, as long as it is; a line for each of its own.
std::string rule_lines(const PartInfo& part) {
    std::string text(kIndent, ' ');
    for (const char c : part.rule) text += c == '\n' ? "\n" + std::string(kIndent, ' ') : std::string(1, c);
    return text + '\n';
}

/// "x from -2 to 2, y from -1 to 3; minimum 0 at (1, 1)": where a test function is looked at, and what is
/// known of it.
std::string domain_text(const FunctionPart& part) {
    const auto range = [](const double* ends) { return exact_text(ends[0]) + " to " + exact_text(ends[1]); };
    std::string text = "x from " + range(part.window) + ", y from " + range(part.window + 2);
    for (const KnownMinimum& each : part.minima) {
        text += (text.find(';') == std::string::npos ? "; minimum " : ", ") + short_text(each.value) +
                " at (" + short_text(each.x) + ", " + short_text(each.y) + ")";
    }
    return text;
}

void add_domain(const FunctionPart& part, Json& json) {
    json["window"] = part.window;
    json["start"] = part.start;
    json["minima"] = Json::array();
    for (const KnownMinimum& each : part.minima)
        json["minima"].push_back({{"x", each.x}, {"y", each.y}, {"value", each.value}});
}

/// Knobs in rows: those that say the same of themselves stand in one, as the letters of a formula do.
std::string knob_rows(const std::vector<Knob>& knobs) {
    std::string text;
    for (std::size_t first = 0, next = 0; first < knobs.size(); first = next) {
        while (next < knobs.size() && knobs[next].help == knobs[first].help) ++next;
        std::string name = std::string(kIndent, ' ') + std::string(knobs[first].name);
        if (next > first + 1) name += " … " + std::string(knobs[next - 1].name);
        const std::size_t extra = next > first + 1 ? 2 : 0;  // bytes of the dots beyond their one column
        name.resize(std::max(name.size() + 2, kKnobIndent + extra), ' ');
        text += name + wrapped(knob_text(knobs[first]), kWidth, kKnobIndent) + '\n';
    }
    return text;
}

/// What may stand in a run's `schedule` for one that is made of others; "" for those that are not.
std::string composition(const PartInfo& part) { return std::string(schedule_part(part.id).example); }

}  // namespace

std::string list_text(const std::string& shelf_name) {
    std::string text;
    for (const PartInfo* part : shelf(shelf_name)) {
        if (!text.empty()) text += '\n';
        text += std::string(part->id) + "  " + std::string(part->title) + '\n';
        text += std::string(kIndent, ' ') + wrapped(std::string(part->sentence), kWidth, kIndent) + '\n';
        if (shelf_name == "optimizers" && !optimizer_part(part->id).full_batch.empty()) {
            text += std::string(kIndent, ' ') +
                    wrapped("Needs the full batch: " + std::string(optimizer_part(part->id).full_batch),
                            kWidth, kIndent) +
                    '\n';
        }
        if (shelf_name == "functions") text += rule_lines(*part);
        if (!part->source.empty()) {
            text += std::string(kIndent, ' ') +
                    wrapped("Source: " + std::string(part->source), kWidth, kIndent) + '\n';
        }
        if (shelf_name == "functions") {
            text += std::string(kIndent, ' ') +
                    wrapped("Domain: " + domain_text(function_part(part->id)), kWidth, kIndent) + '\n';
        }
        text += knob_rows(knobs_of(shelf_name, *part));
        if (shelf_name != "schedules" || composition(*part).empty()) continue;
        std::string name = std::string(kIndent, ' ') + "schedules";
        name.resize(kKnobIndent, ' ');
        text += name +
                wrapped("What it is made of: a list of tables, each as a schedule of its own without 'per'.",
                        kWidth, kKnobIndent) +
                '\n' + std::string(kIndent, ' ') + "Example: schedule = " + composition(*part) + '\n';
    }
    return text;
}

std::string list_json(const std::string& shelf_name) {
    Json parts = Json::array();
    for (const PartInfo* part : shelf(shelf_name)) {
        Json json;
        json["id"] = part->id;
        json["title"] = part->title;
        json["sentence"] = part->sentence;
        json["rule"] = part->rule;
        json["source"] = part->source;
        json["family"] = part->family;
        if (shelf_name == "optimizers") json["full_batch"] = optimizer_part(part->id).full_batch;
        if (shelf_name == "schedules") json["schedules"] = composition(*part);
        if (shelf_name == "functions") add_domain(function_part(part->id), json);
        json["knobs"] = Json::array();
        for (const Knob& knob : knobs_of(shelf_name, *part)) json["knobs"].push_back(knob_json(knob));
        parts.push_back(std::move(json));
    }
    return parts.dump(2) + '\n';
}

}  // namespace talweg
