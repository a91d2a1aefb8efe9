// A control for one knob of the catalogue.
#include "app/panels/knob_control.h"

#include "core/base/condition.h"
#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace talweg {
namespace {

std::string knob_tip(const Knob& knob) {
    std::string tip(knob.help);
    if (knob.type == KnobType::real || knob.type == KnobType::integer || knob.type == KnobType::list) {
        tip += "\n";
        if (!knob.symbol.empty()) tip += std::string(knob.symbol) + ": ";
        tip += range_text(knob);
        if (!knob.unit.empty()) tip += ' ' + std::string(knob.unit);
    }
    return tip;
}

SliderRange slider_range(const Knob& knob, std::span<const double> notches) {
    SliderRange range{knob.low, knob.high, knob.logarithmic, knob.type == KnobType::integer ? 1.0 : 0.0,
                      notches};
    if (knob.slider_low < knob.slider_high) {
        range.low = knob.slider_low;
        range.high = knob.slider_high;
    }
    // An open end cannot be reached by dragging either.
    const double air = (range.high - range.low) / 1000.0;
    if (!range.logarithmic && knob.low_open && range.low == knob.low) range.low += air;
    if (!range.logarithmic && knob.high_open && range.high == knob.high) range.high -= air;
    return range;
}

double number_of(const KnobValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&value)) return *real;
    return 0.0;
}

// Says under the field what the file would say of this value, with the knob's title for its key.
void refuse_value(Kit& kit, std::string_view id, const Knob& knob, const KnobValue& value) {
    std::string why = "'" + kit.typed + "' is not possible here.";
    try {
        checked_value(knob, value);
    } catch (const Error& error) {
        why = error.what();
        const std::string key = "'" + std::string(knob.name) + "'";
        if (why.starts_with(key)) why.replace(0, key.size(), knob.title);
        why += '.';
    }
    refuse(kit, id, kit.typed, std::move(why));
}

std::optional<KnobChange> number_control(UiState& ui, std::string_view id, const Knob& knob, double number,
                                         float width, std::span<const double> notches) {
    Kit& kit = ui.kit;
    const std::string tip = knob_tip(knob);
    const bool whole = knob.type == KnobType::integer;
    const float field = std::round(std::min(kit.px(68), width * 0.5f));
    std::optional<KnobChange> change;
    const auto make = [whole](double value) -> KnobValue {
        if (whole) return static_cast<std::int64_t>(std::llround(value));
        return value;
    };
    const std::string slider_id = std::string(id) + ".slider";
    double value = number;
    if (slider(kit, slider_id, value, slider_range(knob, notches), width - field - kit.px(8), tip))
        change = KnobChange{make(value), kit.dragging};
    ImGui::SameLine(0, kit.px(8));
    const NumberFormat format{knob.low, knob.high, knob.low_open, knob.high_open, whole};
    value = number;
    std::string complaint;
    if (number_field(kit, id, value, format, field, tip, complaint)) change = KnobChange{make(value), 0};
    if (!complaint.empty()) {
        const auto typed = parse_double(kit.typed);
        refuse_value(kit, id, knob, typed ? KnobValue(*typed) : KnobValue(kit.typed));
    }
    refusal_line(kit, id);
    return change;
}

std::optional<KnobChange> choice_control(UiState& ui, std::string_view id, const Knob& knob,
                                         const KnobValue& value, float width) {
    std::vector<ChoiceItem> items;
    int chosen = 0;
    const auto* now = std::get_if<std::string>(&value);
    for (std::size_t i = 0; i < knob.choices.size(); ++i) {
        items.push_back({knob.choices[i], {}, {}});
        if (now != nullptr && *now == knob.choices[i]) chosen = static_cast<int>(i);
    }
    if (!choice(ui.kit, id, items, chosen, width, knob_tip(knob))) return {};
    return KnobChange{std::string(knob.choices[static_cast<std::size_t>(chosen)]), 0};
}

/// One menu; with an each_of list of several items, "each its own" in it, and then one menu for each of them.
std::optional<KnobChange> choices_control(UiState& ui, std::string_view id, const Knob& knob,
                                          const KnobValue& value, float width, std::size_t count) {
    std::vector<ChoiceItem> items;
    for (const std::string_view name : knob.choices) items.push_back({name, {}, {}});
    const auto* text = std::get_if<std::string>(&value);
    std::vector<std::string> now = split_choices(text != nullptr ? *text : std::string());
    const auto place = [&](const std::string& name) {
        return static_cast<int>(std::ranges::find(knob.choices, name) - knob.choices.begin());
    };
    std::vector<ChoiceItem> all = items;
    const bool many = now.size() > 1;
    if (count > 1) all.push_back({"each its own", {}, {}});
    const int own = static_cast<int>(knob.choices.size());
    int chosen = many ? own : place(now.empty() ? std::string() : now.front());
    if (choice(ui.kit, id, all, chosen, width, knob_tip(knob))) {
        if (chosen != own) return KnobChange{std::string(knob.choices[static_cast<std::size_t>(chosen)]), 0};
        now.resize(std::max<std::size_t>(count, 2), now.front());
        return KnobChange{joined_choices(now), 0};
    }
    std::optional<KnobChange> change;
    for (std::size_t i = 0; many && i < now.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        const float each = form_row(ui.kit, knob.title, number);
        chosen = place(now[i]);
        if (!choice(ui.kit, std::string(id) + ".layer" + number, items, chosen, each, knob_tip(knob)))
            continue;
        now[i] = std::string(knob.choices[static_cast<std::size_t>(chosen)]);
        change = KnobChange{joined_choices(now), 0};
    }
    return change;
}

/// Choices for a list that has become longer or shorter: the last one goes on.
void fit_choices(const PartInfo& part, KnobMap& knobs, const Knob& changed) {
    for (const Knob& knob : part.knobs) {
        const auto given = knobs.find(knob.name);
        if (knob.type != KnobType::choices || knob.each_of != changed.name || given == knobs.end()) continue;
        std::vector<std::string> now = split_choices(std::get<std::string>(given->second));
        const std::size_t count = Settings(part, knobs).list(changed.name).size();
        if (now.size() < 2) continue;
        now.resize(std::max<std::size_t>(count, 1), now.back());
        given->second = joined_choices(now);
    }
}

/// Numbers with commas or blanks between them; nothing where one is none.
std::optional<std::vector<double>> parse_list(std::string_view text) {
    std::vector<double> items;
    for (;;) {
        const std::size_t first = text.find_first_not_of(", ");
        if (first == std::string_view::npos) return items;
        text.remove_prefix(first);
        const std::size_t length = std::min(text.find_first_of(", "), text.size());
        const std::optional<double> number = parse_double(text.substr(0, length));
        if (!number) return std::nullopt;
        items.push_back(*number);
        text.remove_prefix(length);
    }
}

std::optional<KnobChange> list_control(UiState& ui, std::string_view id, const Knob& knob,
                                       const KnobValue& value, float width) {
    std::string text;
    if (const auto* items = std::get_if<std::vector<double>>(&value)) {
        for (const double item : *items) text += (text.empty() ? "" : ", ") + exact_text(item);
    }
    const bool changed = text_field(ui.kit, id, text, width, "none", knob_tip(knob));
    std::optional<KnobChange> change;
    if (changed) {
        const auto items = parse_list(text);
        const KnobValue typed = items ? KnobValue(*items) : KnobValue(text);
        try {
            change = KnobChange{checked_value(knob, typed), 0};
        } catch (const Error&) {
            refuse_value(ui.kit, id, knob, typed);
        }
    }
    refusal_line(ui.kit, id);
    return change;
}

std::optional<KnobChange> text_control(UiState& ui, std::string_view id, const Knob& knob,
                                       const KnobValue& value, float width) {
    const auto* now = std::get_if<std::string>(&value);
    std::string text = now != nullptr ? *now : std::string();
    std::optional<KnobChange> change;
    if (text_field(ui.kit, id, text, width, {}, knob_tip(knob))) {
        try {
            change = KnobChange{checked_value(knob, text), 0};
        } catch (const Error&) {
            refuse_value(ui.kit, id, knob, text);
        }
    }
    refusal_line(ui.kit, id);
    return change;
}

}  // namespace

std::optional<KnobChange> knob_control(UiState& ui, std::string_view id, const Knob& knob,
                                       const KnobValue& value, std::span<const double> notches,
                                       std::size_t items) {
    const float width = form_row(ui.kit, knob.title, knob.symbol);
    switch (knob.type) {
        case KnobType::boolean: {
            const auto* now = std::get_if<bool>(&value);
            bool on = now != nullptr && *now;
            if (toggle(ui.kit, id, {}, on, knob_tip(knob))) return KnobChange{on, 0};
            return {};
        }
        case KnobType::choice:
            return choice_control(ui, id, knob, value, width);
        case KnobType::list:
            return list_control(ui, id, knob, value, width);
        case KnobType::choices:
            return choices_control(ui, id, knob, value, width, items);
        case KnobType::text:
            return text_control(ui, id, knob, value, width);
        case KnobType::real:
        case KnobType::integer:
            break;
    }
    return number_control(ui, id, knob, number_of(value), width, notches);
}

std::optional<KnobChange> knob_controls(UiState& ui, std::string_view id, const PartInfo& part,
                                        KnobMap& knobs, std::string_view without) {
    std::optional<KnobChange> changed;
    const Settings settings(part, knobs);
    for (const Knob& knob : part.knobs) {
        if (knob.name == without || !applies(knob, settings)) continue;
        const auto given = knobs.find(knob.name);
        const KnobValue initial = default_value(knob);
        const KnobValue value = given == knobs.end() ? initial : given->second;
        const std::string name = std::string(id) + '.' + std::string(knob.name);
        const std::size_t items = knob.each_of.empty() ? 1 : settings.list(knob.each_of).size();
        if (auto change = knob_control(ui, name, knob, value, {}, items)) {
            if (change->value == initial)
                knobs.erase(std::string(knob.name));
            else
                knobs[std::string(knob.name)] = change->value;
            fit_choices(part, knobs, knob);
            changed = change;
        }
    }
    return changed;
}

std::vector<ChoiceItem> choice_items(const std::vector<const PartInfo*>& parts) {
    std::vector<ChoiceItem> items;
    for (const PartInfo* part : parts)
        items.push_back({part->title, part->sentence, part->family, part->source});
    return items;
}

}  // namespace talweg
