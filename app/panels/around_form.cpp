// The controls of what stands around a run's optimizer.
#include "app/panels/around_form.h"

#include "app/panels/knob_control.h"
#include "app/panels/widgets.h"
#include "core/base/text.h"
#include "core/train/catalogue.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace talweg {
namespace {

// The wrapper's place in the catalogue, which is the order that a run has them in.
std::ptrdiff_t place_of(const PartChoice& choice) { return &wrapper_part(choice.kind) - wrappers().data(); }

// Those that may still be added: each once, and one average at most.
std::vector<const PartInfo*> offered(const RunSpec& run) {
    const auto has = [&](const WrapperPart& part) {
        return std::ranges::any_of(run.wrappers, [&](const PartChoice& choice) {
            return choice.kind == part.info.id || (part.averages && wrapper_part(choice.kind).averages);
        });
    };
    std::vector<const PartInfo*> infos;
    for (const WrapperPart& part : wrappers()) {
        if (!has(part)) infos.push_back(&part.info);
    }
    return infos;
}

void insert(RunSpec& run, PartChoice added) {
    const auto after = std::ranges::find_if(
        run.wrappers, [&](const PartChoice& choice) { return place_of(choice) > place_of(added); });
    run.wrappers.insert(after, std::move(added));
}

// The wrapper's name over its knobs, and a button that takes it away. True when that was pressed.
bool name_row(Kit& kit, const std::string& id, const PartInfo& info) {
    const float side = kit.px(28);
    const float width = ImGui::GetContentRegionAvail().x - side - kit.px(4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy(ImVec2(width, side));
    mark(kit, id);
    const std::string words = fitted(kit, info.title, width);
    draw_text(kit, *ImGui::GetWindowDrawList(), ImVec2(at.x, at.y + (side - text_size(kit, words).y) / 2),
              words, kit.theme.text);
    tooltip(kit,
            std::string(info.sentence) + "\n" + std::string(info.rule) + "\n" + std::string(info.source));
    ImGui::SameLine(0, kit.px(4));
    return icon_button(kit, id + ".remove", Icon::close,
                       "Takes " + std::string(info.title) + " away from around the optimizer");
}

std::optional<AroundChange> chosen_rows(UiState& ui, const std::string& id, RunSpec& run) {
    for (std::size_t i = 0; i < run.wrappers.size(); ++i) {
        PartChoice& choice = run.wrappers[i];
        const PartInfo& info = wrapper_part(choice.kind).info;
        const std::string name = id + ".around." + choice.kind;
        if (name_row(ui.kit, name, info)) {
            run.wrappers.erase(run.wrappers.begin() + static_cast<std::ptrdiff_t>(i));
            return AroundChange{"Remove " + std::string(info.title)};
        }
        if (const auto change = knob_controls(ui, name, info, choice.knobs)) {
            return AroundChange{"Change " + std::string(info.title), change->gesture};
        }
    }
    return {};
}

std::optional<AroundChange> add_row(UiState& ui, const std::string& id, RunSpec& run) {
    const auto infos = offered(run);
    if (infos.empty()) return {};
    const bool none = run.wrappers.empty();
    const float width = form_row(ui.kit, "Around it");
    int chosen = -1;
    if (!choice(ui.kit, id + ".around", choice_items(infos), chosen, width,
                "What works around the optimizer at every step: gradients from uphill, slow weights, or an "
                "average kept beside the path",
                none ? "Nothing" : "Add…"))
        return {};
    const PartInfo& added = *infos[static_cast<std::size_t>(chosen)];
    insert(run, {std::string(added.id), {}});
    return AroundChange{"Add " + std::string(added.title)};
}

// A limit above 0, or nothing. True when another was typed.
bool limit_row(UiState& ui, const std::string& id, std::string_view title, std::string_view symbol,
               std::optional<double>& limit, std::string_view tip) {
    const float width = form_row(ui.kit, title, symbol);
    std::string text = limit ? exact_text(*limit) : "";
    const bool changed = text_field(ui.kit, id, text, width, "none", tip);
    const auto typed = parse_double(text);
    const bool good = text.empty() || (typed && std::isfinite(*typed) && *typed > 0.0);
    if (changed && !good) {
        refuse(ui.kit, id, text,
               std::string(title) + " must be a number above 0, or nothing, not '" + text + "'" +
                   (typed && *typed <= 0.0 ? ": nothing would be left of the gradient." : "."));
    }
    refusal_line(ui.kit, id);
    if (!changed || !good) return false;
    limit = text.empty() ? std::nullopt : typed;
    return true;
}

}  // namespace

std::optional<AroundChange> around_form(UiState& ui, const std::string& id, RunSpec& run) {
    if (auto change = add_row(ui, id, run)) return change;
    if (auto change = chosen_rows(ui, id, run)) return change;
    if (limit_row(ui, id + ".clip_value", "Clip value", "", run.clip_value,
                  "Entries of the gradient beyond this are cut to it, as clip_grad_value_ of PyTorch does; "
                  "empty: none"))
        return AroundChange{"Change clipping"};
    if (limit_row(ui, id + ".clip_norm", "Clip norm", "|g| ≤", run.clip_norm,
                  "A gradient longer than this is shortened to it, after the clipping by value, as "
                  "clip_grad_norm_ of PyTorch does; empty: never"))
        return AroundChange{"Change clipping"};
    return {};
}

}  // namespace talweg
