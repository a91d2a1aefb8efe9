// The runs of the side panel: one card each, with everything that can be set.
#include "app/panels/runs_panel.h"

#include "app/panels/actions.h"
#include "app/panels/edits.h"
#include "app/panels/metrics_card.h"
#include "app/panels/run_form.h"
#include "app/panels/widgets.h"
#include "core/base/text.h"

#include <algorithm>
#include <string>
#include <utility>

namespace talweg {
namespace {

// Runs whose loss is finite; the snapshot may not know a run yet that was just added.
const RunSnapshot* snapshot_of(const Snapshot& now, std::uint64_t id) {
    const auto found = find_run(now, id);
    return found ? &now.runs[*found] : nullptr;
}

void swatch(UiState& ui, std::size_t index, const std::string& id) {
    const Experiment& experiment = ui.document.experiment();
    const SeriesStyle style = run_style(experiment, index, ui.kit.theme);
    const auto color = color_swatch(ui.kit, id + ".color", style.color, "Colour of this run in every view");
    if (!color) return;
    Experiment next = experiment;
    next.runs[index].color = *color;
    ui.edit(std::move(next), "Change colour");
}

void header_buttons(UiState& ui, const std::string& id, const RunSpec& run) {
    Kit& kit = ui.kit;
    if (icon_button(kit, id + ".shown", run.shown ? Icon::eye : Icon::eye_off,
                    run.shown ? "Hides this run in all views; it goes on learning" : "Shows this run again"))
        set_run_shown(ui, run.id, !run.shown);
}

void footer(UiState& ui, const std::string& id, std::uint64_t run) {
    Kit& kit = ui.kit;
    if (button(kit, id + ".duplicate", "Duplicate", ButtonKind::plain, 0,
               "Adds a copy of this run at the end of the list"))
        duplicate_run(ui, run);
    ImGui::SameLine();
    if (button(kit, id + ".delete", "Delete", ButtonKind::plain, 0, "Deletes this run; undo brings it back"))
        delete_run(ui, run);
}

// Scrolls what stands from `top` to `bottom` into view; of what is taller than the panel, the top.
void reveal(const Kit& kit, float top, float bottom) {
    const float window = ImGui::GetWindowPos().y;
    const float hidden = bottom + kit.px(8) - (window + ImGui::GetWindowHeight());
    const float spare = top - kit.px(8) - window;
    if (hidden > 0.0f) ImGui::SetScrollY(ImGui::GetScrollY() + std::min(hidden, spare));
}

}  // namespace

void RunsPanel::card(const Snapshot& now, UiState& ui, std::size_t index) {
    Kit& kit = ui.kit;
    const RunSpec run = ui.document.experiment().runs[index];
    const std::string id = "run." + std::to_string(index);
    const bool open = ui.selected_run == run.id;
    const RunSnapshot* state = snapshot_of(now, run.id);
    const RunWords words = state != nullptr ? run_words(*state) : RunWords{};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = kit.px(44);
    const float side = kit.px(28);

    // The whole row opens the card; swatch and eye lie on top of it.
    ImGui::SetCursorScreenPos(ImVec2(at.x + kit.px(28), at.y));
    if (press(id, ImVec2(width - kit.px(28) - side, height))) {
        ui.selected_run = open ? 0 : run.id;
        to_reveal_ = ui.selected_run;
    }
    mark(kit, id);
    const bool hovered = ImGui::IsItemHovered();
    focus_ring(kit);
    tooltip(kit, (open ? "Closes this run's settings" : summary(run) + "\nA click opens its settings") +
                     (words.unit.empty() ? "" : "\nThe number is the loss of the batch of this step"));
    if (hovered) {
        ui.next_emphasis = run.id;
        list.AddRectFilled(ImVec2(at.x - kit.px(8), at.y), ImVec2(at.x + width + kit.px(8), at.y + height),
                           packed(kit.theme.text.faded(0.04)), kit.px(6));
    }
    ImGui::SetCursorScreenPos(ImVec2(at.x - kit.px(4), at.y + (height - kit.px(24)) / 2));
    swatch(ui, index, id);
    const double alpha = run.shown ? 1.0 : 0.5;
    const ImVec2 number = text_size(kit, words.number, TextRole::body);
    const float right = at.x + width - side - kit.px(4);
    const float room = right - number.x - kit.px(8) - (at.x + kit.px(28));
    draw_text(kit, list, ImVec2(at.x + kit.px(28), at.y + kit.px(4)), fitted(kit, run.name, room),
              kit.theme.text.faded(alpha));
    draw_text(kit, list, ImVec2(right - number.x, at.y + kit.px(4)), words.number,
              kit.theme.text.faded(alpha));
    const bool warned = words.warning;
    const std::string below = words.status.empty() || warned ? summary(run) : words.status;
    const float unit = text_size(kit, words.unit, TextRole::tick).x;
    draw_text(kit, list, ImVec2(right - unit, at.y + kit.px(24)), words.unit, kit.theme.quiet_text,
              TextRole::tick);
    const float left = at.x + kit.px(28);
    const float below_room = right - left - (unit > 0.0f ? unit + kit.px(8) : 0.0f);
    draw_text(kit, list, ImVec2(left, at.y + kit.px(24)), fitted(kit, below, below_room, TextRole::tick),
              kit.theme.quiet_text, TextRole::tick);
    ImGui::SetCursorScreenPos(ImVec2(at.x + width - side + kit.px(4), at.y + (height - side) / 2));
    header_buttons(ui, id, run);
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + height));
    ImGui::Dummy(ImVec2(width, 0));
    if (warned) {
        // In full, also while the card is closed: that is when one wonders where the run has gone.
        ImGui::Indent(kit.px(28));
        paragraph(kit, words.status, TextRole::tick, kit.theme.warning);
        mark(kit, id + ".reason");
        ImGui::Unindent(kit.px(28));
    }
    if (!open) return;
    run_form(now, ui, index);
    if (state != nullptr) {
        metrics_card(kit, id, state->metrics, now.data);
        closed_form_row(kit, id, now.closed_form, state->state);
    }
    ImGui::Dummy(ImVec2(0, kit.px(4)));
    footer(ui, id, run.id);
    ImGui::Dummy(ImVec2(0, kit.px(4)));
    if (run.id == std::exchange(to_reveal_, 0)) reveal(kit, at.y, ImGui::GetCursorScreenPos().y);
}

void RunsPanel::draw(const Snapshot& now, UiState& ui, Commands& commands) {
    Kit& kit = ui.kit;
    const std::size_t count = ui.document.experiment().runs.size();
    const std::string said = grouped_text(count) + (count == 1 ? " run" : " runs");
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float side = kit.px(28);
    const bool open = section(kit, "section.runs", "Runs", said, ui.runs_open, side + kit.px(4));
    const ImVec2 below = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(ImVec2(at.x + width - side + kit.px(4), at.y + kit.px(2)));
    if (icon_button(kit, "runs.add", Icon::plus, action_tip(ActionId::add_run)))
        perform(ActionId::add_run, ui, now, commands);
    ImGui::SetCursorScreenPos(below);
    if (!open) return;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(kit.px(8), kit.px(4)));
    for (std::size_t i = 0; i < count; ++i) {
        // A card may have deleted a run.
        if (i >= ui.document.experiment().runs.size()) break;
        card(now, ui, i);
    }
    ImGui::PopStyleVar();
}

}  // namespace talweg
