// The controls in the data view's head: what it shows, along which inputs, residuals and points.
#include "app/panels/data_view_head.h"

#include "app/panels/point_edits.h"
#include "app/panels/widgets.h"
#include "app/views/data_look.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace talweg {
namespace {

using Look = DataViewOptions::Look;

constexpr double kInputWidth = 72.0;  // of a menu of inputs, at least
constexpr double kHeadRoom = 300.0;   // that a title and the other controls leave of a wide head
constexpr std::string_view kTrail = "Trail";
struct LookWords {
    std::string_view button;
    std::string_view entry;
};
constexpr std::array<LookWords, 4> kLooks{{{"Fit", "The data and the fit"},
                                           {"Predicted", "Predicted against true"},
                                           {"Residuals", "Residuals against predicted"},
                                           {"Confusion", "Confusion matrix"}}};

bool shows_data(const Snapshot& now) {
    return !now.experiment.function && now.data.rows() > 0 && now.data.x.cols() > 0;
}

// Numbers have residuals, classes are confused.
bool offered(Task task, Look look) {
    return look == Look::fit || (task == Task::regression) == (look != Look::confusion);
}

/// The look that is really shown: what was chosen for other data may not be possible here.
Look shown_look(const UiState& ui, const Snapshot& now) {
    const Look wish = ui.view.data.look;
    return shows_data(now) && offered(data_look(now, ui.view).task, wish) ? wish : Look::fit;
}

const LookWords& words_of(const UiState& ui, const Snapshot& now) {
    return kLooks[static_cast<std::size_t>(shown_look(ui, now))];
}

// Axes of another picture have other ranges.
void look_at(UiState& ui, Look look, int across, int up) {
    ui.view.data.look = look;
    ui.view.data.across = across;
    ui.view.data.up = up;
    ui.view.data.range = {};
}

void choose_look(UiState& ui, const Snapshot& now) {
    Kit& kit = ui.kit;
    const Task task = data_look(now, ui.view).task;
    const Look shown = shown_look(ui, now);
    const bool pressed = text_toggle(
        kit, "view.data.look", words_of(ui, now).button, shown != Look::fit,
        task == Task::regression ? "What is shown: the fit, predicted against true, or residuals  [D]"
                                 : "What is shown: the fit, or which classes are taken for which  [D]",
        true, true);
    const ImVec2 low = ImGui::GetItemRectMin();
    const std::string popup = "view.data.look.menu";
    if (pressed) ImGui::OpenPopup(popup.c_str());
    ImGui::SetNextWindowPos(ImVec2(low.x, low.y + kit.px(28)), ImGuiCond_Appearing);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(8), kit.px(8)));
    if (begin_menu(popup)) {
        for (std::size_t i = 0; i < kLooks.size(); ++i) {
            const std::string entry(kLooks[i].entry);
            const auto look = static_cast<Look>(i);
            if (!offered(task, look)) continue;
            const ImVec2 size(kit.px(200), kit.px(24));
            if (ImGui::Selectable(entry.c_str(), look == shown, 0, size))
                look_at(ui, look, ui.view.data.across, ui.view.data.up);
            mark(kit, "view.data.look." + std::to_string(i));
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

// A menu is taller than the buttons beside it: the middles are level, of the button after it too.
void level_menu(const Kit& kit) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y - kit.px(2)));
}

void level_button(const Kit& kit) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + kit.px(2)));
}

// As wide as the longest name, where the view has room for it.
float input_width(const Kit& kit, const Snapshot& now, double room) {
    float widest = kit.px(kInputWidth);
    for (Index input = 0; input < now.data.x.cols(); ++input) {
        widest = std::max(
            widest, std::ceil(text_size(kit, input_name(now.data, input), TextRole::body).x) + kit.px(36));
    }
    const float most = std::floor((static_cast<float>(room) - kit.px(kHeadRoom)) / 2);
    return std::max(kit.px(kInputWidth), std::min(widest, most));
}

void choose_inputs(UiState& ui, const Snapshot& now, double room) {
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
    const float width = input_width(kit, now, room);
    int chosen = across;
    level_menu(kit);
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
    const std::string trouble = edit_trouble(ui.document.experiment(), now.data);
    if (icon_button(ui.kit, "view.data.add", Icon::plus,
                    trouble.empty()
                        ? "While on, a click adds a point there  [A]. Without it: Ctrl+click adds, a "
                          "right click deletes, Shift+click and Shift+drag select"
                        : std::string_view(trouble),
                    ui.adding_points, 24.0, can_edit_points(ui.document.experiment(), now.data)))
        ui.adding_points = !ui.adding_points;
}

// The points whose classes are judged, where there is a choice.
constexpr double kPartWidth = 108.0;
std::vector<DataViewOptions::Part> parts_of(const Dataset& data) {
    using Part = DataViewOptions::Part;
    std::vector<Part> parts{Part::train};
    if (data.validation_x.rows() > 0) parts.push_back(Part::validation);
    if (data.test_x.rows() > 0) parts.push_back(Part::test);
    return parts;
}
bool judges(const UiState& ui, const Snapshot& now) {
    return shown_look(ui, now) == Look::confusion && parts_of(now.data).size() > 1;
}

void choose_part(UiState& ui, const Snapshot& now) {
    using Part = DataViewOptions::Part;
    constexpr ChoiceItem kParts[] = {
        {}, {"Training", {}, {}, {}}, {"Validation", {}, {}, {}}, {"Test", {}, {}, {}}};
    const std::vector<Part> parts = parts_of(now.data);
    std::vector<ChoiceItem> items;
    int chosen = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        items.push_back(kParts[static_cast<std::size_t>(parts[i])]);
        const Part wish = ui.view.data.part == Part::best ? Part::validation : ui.view.data.part;
        if (parts[i] == wish) chosen = static_cast<int>(i);
    }
    level_menu(ui.kit);
    if (choice(ui.kit, "view.data.part", items, chosen, ui.kit.px(kPartWidth), "The points that are judged"))
        ui.view.data.part = parts[static_cast<std::size_t>(chosen)];
}

bool several(const Snapshot& now) { return shows_data(now) && now.data.x.cols() > 1; }

}  // namespace

bool has_looks(const Snapshot& now) { return shows_data(now); }

void next_look(UiState& ui, const Snapshot& now) {
    if (!shows_data(now)) return;
    const Task task = data_look(now, ui.view).task;
    auto next = (static_cast<std::size_t>(shown_look(ui, now)) + 1) % kLooks.size();
    while (!offered(task, static_cast<Look>(next))) next = (next + 1) % kLooks.size();
    look_at(ui, static_cast<Look>(next), ui.view.data.across, ui.view.data.up);
}

bool fitting(const UiState& ui, const Snapshot& now) { return shown_look(ui, now) == Look::fit; }

void data_head(UiState& ui, const Snapshot& now, double room) {
    Kit& kit = ui.kit;
    if (shows_data(now)) {
        choose_look(ui, now);
        if (fitting(ui, now) || judges(ui, now)) ImGui::SameLine(0, kit.px(4));
    }
    if (judges(ui, now)) choose_part(ui, now);
    if (!fitting(ui, now)) return;
    if (several(now))
        choose_inputs(ui, now, room);
    else
        curve_controls(ui);
    ImGui::SameLine(0, kit.px(4));
    if (several(now)) level_button(kit);
    add_button(ui, now);
}

float data_head_width(const UiState& ui, const Snapshot& now, double room) {
    const Kit& kit = ui.kit;
    const float looks = shows_data(now) ? text_toggle_width(kit, words_of(ui, now).button, true) : 0.0f;
    if (!fitting(ui, now)) return looks + (judges(ui, now) ? kit.px(4 + kPartWidth) : 0.0f);
    const float gap = looks > 0.0f ? kit.px(4) : 0.0f;
    if (several(now)) return looks + gap + 2 * input_width(kit, now, room) + kit.px(4 + 4 + 24);
    return looks + gap + kit.px(3 * 28 + 4 + 4 + 4 + 24) + text_toggle_width(kit, kTrail);
}

}  // namespace talweg
