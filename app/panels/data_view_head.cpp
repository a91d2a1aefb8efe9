// The controls in the data view's head: what it shows, along which inputs, residuals and points.
#include "app/panels/data_view_head.h"

#include "app/panels/point_edits.h"
#include "app/panels/widgets.h"
#include "app/views/data_look.h"

#include <array>
#include <cmath>
#include <vector>

namespace talweg {
namespace {

using Look = DataViewOptions::Look;

constexpr double kInputWidth = 84.0;
constexpr std::string_view kTrail = "Trail";
struct LookWords {
    std::string_view button;
    std::string_view entry;
};
constexpr std::array<LookWords, 3> kLooks{{{"Fit", "The data and the fit"},
                                           {"Predicted", "Predicted against true"},
                                           {"Residuals", "Residuals against predicted"}}};

const LookWords& words_of(const UiState& ui) { return kLooks[static_cast<std::size_t>(ui.view.data.look)]; }

bool shows_data(const Snapshot& now) {
    return !now.experiment.function && now.data.rows() > 0 && now.data.x.cols() > 0;
}

// Axes of another picture have other ranges.
void look_at(UiState& ui, Look look, int across, int up) {
    ui.view.data.look = look;
    ui.view.data.across = across;
    ui.view.data.up = up;
    ui.view.data.range = {};
}

void choose_look(UiState& ui) {
    Kit& kit = ui.kit;
    const bool pressed =
        text_toggle(kit, "view.data.look", words_of(ui).button, ui.view.data.look != Look::fit,
                    "What is shown: the fit, predicted against true, or residuals");
    const ImVec2 low = ImGui::GetItemRectMin();
    const std::string popup = "view.data.look.menu";
    if (pressed) ImGui::OpenPopup(popup.c_str());
    ImGui::SetNextWindowPos(ImVec2(low.x, low.y + kit.px(28)), ImGuiCond_Appearing);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(8), kit.px(8)));
    if (begin_menu(popup)) {
        for (std::size_t i = 0; i < kLooks.size(); ++i) {
            const std::string entry(kLooks[i].entry);
            const auto look = static_cast<Look>(i);
            const ImVec2 size(kit.px(200), kit.px(24));
            if (ImGui::Selectable(entry.c_str(), look == ui.view.data.look, 0, size))
                look_at(ui, look, ui.view.data.across, ui.view.data.up);
            mark(kit, "view.data.look." + std::to_string(i));
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

void choose_inputs(UiState& ui, const Snapshot& now) {
    Kit& kit = ui.kit;
    const DataLook look = data_look(now, ui.view);
    const int across = static_cast<int>(look.across);
    const int up = static_cast<int>(look.up);
    std::vector<std::string> names;
    for (Index input = 0; input < now.data.x.cols(); ++input) names.push_back(input_name(now.data, input));
    std::vector<ChoiceItem> first;
    std::vector<ChoiceItem> second{{"–", "One input alone: curves of all runs", {}, {}}};
    for (const std::string& name : names) {
        first.push_back({name, {}, {}, {}});
        second.push_back({name, {}, {}, {}});
    }
    const float width = kit.px(kInputWidth);
    int chosen = across;
    if (choice(kit, "view.data.across", first, chosen, width,
               "The input along x; those that are not shown are held at their mean"))
        look_at(ui, ui.view.data.look, chosen, chosen == up ? across : up);
    ImGui::SameLine(0, kit.px(4));
    int other = up + 1;
    if (choice(kit, "view.data.up", second, other, width, "The input along y, or none"))
        look_at(ui, ui.view.data.look, other - 1 == across && up >= 0 ? up : across, other - 1);
}

void curve_controls(UiState& ui) {
    Kit& kit = ui.kit;
    const Segment kinds[] = {
        {{}, Icon::residual_none, "No residuals"},
        {{}, Icon::residual_segments, "Residuals as segments from each point to the line"},
        {{}, Icon::residual_squares, "Residuals as squares: their mean area is the loss"}};
    int chosen = static_cast<int>(ui.view.data.residuals);
    if (segmented(kit, "view.data.residuals", kinds, chosen))
        ui.view.data.residuals = static_cast<DataViewOptions::Residuals>(chosen);
    ImGui::SameLine(0, kit.px(4));
    if (text_toggle(kit, "view.data.ghosts", kTrail, ui.view.data.ghosts,
                    "The last few lines, paler with age"))
        ui.view.data.ghosts = !ui.view.data.ghosts;
}

void add_button(UiState& ui, const Snapshot& now) {
    if (icon_button(ui.kit, "view.data.add", Icon::plus,
                    "While on, a click adds a point there  [A]. Without it: Ctrl+click adds, a right click "
                    "deletes, Shift+click and Shift+drag select",
                    ui.adding_points, 24.0, can_edit_points(ui.document.experiment(), now.data)))
        ui.adding_points = !ui.adding_points;
}

bool fitting(const UiState& ui, const Snapshot& now) {
    return ui.view.data.look == Look::fit || !has_looks(now);
}
bool several(const Snapshot& now) { return shows_data(now) && now.data.x.cols() > 1; }

}  // namespace

bool has_looks(const Snapshot& now) { return shows_data(now) && data_look(now, {}).task == Task::regression; }

void data_head(UiState& ui, const Snapshot& now) {
    Kit& kit = ui.kit;
    if (has_looks(now)) {
        choose_look(ui);
        if (fitting(ui, now)) ImGui::SameLine(0, kit.px(4));
    }
    if (!fitting(ui, now)) return;
    if (several(now))
        choose_inputs(ui, now);
    else
        curve_controls(ui);
    ImGui::SameLine(0, kit.px(4));
    add_button(ui, now);
}

float data_head_width(const UiState& ui, const Snapshot& now) {
    const Kit& kit = ui.kit;
    const auto toggle_width = [&kit](std::string_view text) {
        return std::round(text_size(kit, text, TextRole::caption).x) + kit.px(16);
    };
    const float looks = has_looks(now) ? toggle_width(words_of(ui).button) : 0.0f;
    if (!fitting(ui, now)) return looks;
    const float gap = looks > 0.0f ? kit.px(4) : 0.0f;
    if (several(now)) return looks + gap + kit.px(2 * kInputWidth + 4 + 4 + 24);
    return looks + gap + kit.px(3 * 28 + 4 + 4 + 4 + 24) + toggle_width(kTrail);
}

}  // namespace talweg
