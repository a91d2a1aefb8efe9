// A test function in the data section: which one, its knobs, or the formula that one types.
#include "app/panels/function_rows.h"

#include "app/panels/edits.h"
#include "app/panels/knob_control.h"
#include "core/base/error.h"
#include "core/objective/typed_function.h"
#include "core/train/catalogue.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr std::string_view kField = "function.formula";

void edit_function(UiState& ui, PartChoice function, std::uint64_t gesture = 0) {
    Experiment next = ui.document.experiment();
    next.function = std::move(function);
    ui.edit(std::move(next), "Change function", gesture);
}

std::string formula_of(const PartChoice& function) {
    return Settings(function_part(function.kind).info, function.knobs).choice(kFormulaKind);
}

/// Under the field, at the character that is wrong in it, and then in words what was expected there.
void trouble_lines(Kit& kit, ImVec2 corner, float width) {
    if (kit.refused.id != kField) return;
    try {
        parse_formula(kit.refused.typed);
    } catch (const FormulaError& error) {
        const float before = text_size(kit, kit.refused.typed.substr(0, error.byte())).x;
        const float half = kit.px(4);
        const float x = std::min(corner.x + kit.px(8) + before + kit.px(3), corner.x + width - half);
        const float y = ImGui::GetCursorScreenPos().y - kit.px(2);
        ImGui::GetWindowDrawList()->AddTriangleFilled(ImVec2(x, y), ImVec2(x + half, y + kit.px(6)),
                                                      ImVec2(x - half, y + kit.px(6)),
                                                      packed(kit.theme.warning));
        ImGui::Dummy(ImVec2(width, kit.px(4)));
        mark(kit, std::string(kField) + ".caret", {x - half, y, x + half, y + kit.px(6)});
    }
    refusal_line(kit, kField);
}

/// The whole width: formulas are long.
void formula_row(UiState& ui, const PartChoice& function) {
    Kit& kit = ui.kit;
    const Knob& knob = *find_knob(function_part(function.kind).info, kFormulaKind);
    label(kit, "f(x, y) =", TextRole::body, true);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    std::string text = formula_of(function);
    const bool changed = text_field(kit, kField, text, width, "x^2 + 10*y^2", knob.help);
    if (changed) {
        try {
            const Formula formula = parse_formula(text);
            PartChoice next = function;
            // A parameter that is gone is forgotten.
            std::erase_if(next.knobs, [&](const auto& given) {
                return given.first.size() == 1 && formula.parameters.find(given.first) == std::string::npos;
            });
            next.knobs[std::string(kFormulaKind)] = text;
            edit_function(ui, std::move(next));
        } catch (const FormulaError& error) {
            std::string why = error.what();
            why[0] = 'C';
            refuse(kit, kField, text, why + '.');
        }
    }
    trouble_lines(kit, corner, width);
}

/// One knob of the formula's; what was changed goes into the experiment.
void formula_knob(UiState& ui, const PartChoice& function, const Knob& knob) {
    const std::string name(knob.name);
    const auto given = function.knobs.find(name);
    const KnobValue initial = default_value(knob);
    const auto change =
        knob_control(ui, "function." + name, knob, given == function.knobs.end() ? initial : given->second);
    if (!change) return;
    PartChoice next = function;
    if (change->value == initial)
        next.knobs.erase(name);
    else
        next.knobs[name] = change->value;
    edit_function(ui, std::move(next), change->gesture);
}

}  // namespace

void set_function(UiState& ui, std::string_view kind) {
    Experiment next = ui.document.experiment();
    next.function = PartChoice{std::string(kind), {}};
    next.init = {};
    for (RunSpec& run : next.runs) {
        run.init.reset();
        set_full_batch(run);
        run.schedule.knobs.erase("metric");
    }
    next.stop.patience.reset();
    ui.edit(std::move(next), "Change function");
}

void FunctionRows::draw_formula(UiState& ui, const PartChoice& function) {
    formula_row(ui, function);
    const PartInfo& info = function_part(function.kind).info;
    const Settings settings(info, function.knobs);
    const std::string letters = parse_formula(settings.choice(kFormulaKind)).parameters;
    for (const char& letter : letters) {
        Knob knob = *find_knob(info, std::string_view(&letter, 1));
        double& reach = reach_[static_cast<std::size_t>(letter - 'a')];
        const double size = std::abs(settings.real(knob.name));
        if (ui.kit.dragging == 0 || reach == 0.0)
            reach = size <= knob.slider_high ? knob.slider_high : std::pow(10.0, std::ceil(std::log10(size)));
        knob.slider_low = -reach;
        knob.slider_high = reach;
        formula_knob(ui, function, knob);
    }
    formula_knob(ui, function, *find_knob(info, "window"));
}

void FunctionRows::draw(UiState& ui) {
    const PartChoice function = *ui.document.experiment().function;
    const PartInfo& info = function_part(function.kind).info;
    if (function.kind == kFormulaKind) {
        draw_formula(ui, function);
    } else {
        paragraph(ui.kit, info.rule, TextRole::caption, ui.kit.theme.quiet_text);
        PartChoice next = function;
        if (const auto change = knob_controls(ui, "function", info, next.knobs))
            edit_function(ui, std::move(next), change->gesture);
    }
    paragraph(ui.kit, "A test function has no data: its landscape is the loss surface.", TextRole::caption,
              ui.kit.theme.quiet_text);
}

}  // namespace talweg
