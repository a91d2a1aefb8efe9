// Which plane through a model's parameters the surface view shows: a button with a menu.
#include "app/panels/plane_choice_menu.h"

#include "app/panels/widgets.h"

#include <algorithm>
#include <array>
#include <vector>

namespace talweg {
namespace {

constexpr double kMenuWidth = 336.0;

/// Short, for the head has little room; what is chosen stands on the axes.
constexpr std::string_view kButton = "Plane";

struct KindWords {
    PlaneKind kind;
    std::string_view entry;
    std::string_view help;
};
constexpr std::array<KindWords, 4> kKinds{
    {{PlaneKind::parameters, "Two parameters",
      "Two of the model's parameters; all others are held where the chosen run is now"},
     {PlaneKind::main, "Main directions of the paths",
      "The two directions in which the paths extend most, by principal components"},
     {PlaneKind::points, "Through a start and two ends",
      "The plane through where one run began and where two runs are now"},
     {PlaneKind::random, "Random directions",
      "Two random directions from where the chosen run is now, each weight's row as long as itself"}}};

bool offered(const Snapshot& now) { return now.parameter_names.size() > 2; }

void choose_parameters(UiState& ui, const Snapshot& now) {
    Kit& kit = ui.kit;
    SurfaceViewOptions& options = ui.view.surface;
    const auto wish = plane_wish(now, ui.view);
    if (!wish) return;
    // Of very many, nobody looks for one in a menu.
    constexpr std::size_t kMostItems = 500;
    std::vector<ChoiceItem> items;
    for (const std::string& name : now.parameter_names) {
        if (items.size() < kMostItems) items.push_back({name, {}, {}, {}});
    }
    const auto row = [&](std::string_view name, std::string_view id, Index shown, Index& own, Index& other) {
        int chosen = static_cast<int>(shown);
        const float width = form_row(kit, name);
        if (!choice(kit, id, items, chosen, width, "A parameter of the model, by its name in the network"))
            return;
        if (chosen == other) other = shown;
        own = chosen;
        options.range = {};
    };
    Index across = wish->across;
    Index up = wish->up;
    row("Along x", "view.surface.plane.across", wish->across, across, up);
    row("Along y", "view.surface.plane.up", wish->up, up, across);
    options.across = across;
    options.up = up;
}

void choose_runs(UiState& ui, const Snapshot& now) {
    Kit& kit = ui.kit;
    SurfaceViewOptions& options = ui.view.surface;
    std::vector<ChoiceItem> items;
    std::vector<std::uint64_t> ids;
    for (const RunSpec& run : now.experiment.runs) {
        if (!run.shown) continue;
        items.push_back({run.name, {}, {}, {}});
        ids.push_back(run.id);
    }
    if (ids.empty()) return;
    const auto row = [&](std::string_view name, std::string_view id, std::uint64_t& run,
                         std::size_t otherwise) {
        int chosen = static_cast<int>(std::min(otherwise, ids.size() - 1));
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (ids[i] == run) chosen = static_cast<int>(i);
        }
        const float width = form_row(kit, name);
        if (!choice(kit, id, items, chosen, width, "A run; those that are not shown are not offered")) return;
        run = ids[static_cast<std::size_t>(chosen)];
        options.range = {};
    };
    row("Start and end of", "view.surface.plane.first", options.first, 0);
    row("End of", "view.surface.plane.second", options.second, 1);
}

void choose_seed(UiState& ui) {
    Kit& kit = ui.kit;
    SurfaceViewOptions& options = ui.view.surface;
    if (button(kit, "view.surface.plane.another", "Other directions", ButtonKind::plain, 0.0f,
               "Draws two other random directions"))
        ++options.seed;
}

}  // namespace

void plane_menu(UiState& ui, const Snapshot& now) {
    if (!offered(now)) return;
    Kit& kit = ui.kit;
    SurfaceViewOptions& options = ui.view.surface;
    const bool pressed = text_toggle(kit, "view.surface.plane", kButton, false,
                                     "Which plane through the model's parameters is shown", true, true);
    const ImVec2 low = ImGui::GetItemRectMin();
    const std::string popup = "view.surface.plane.menu";
    if (pressed) ImGui::OpenPopup(popup.c_str());
    ImGui::SetNextWindowPos(ImVec2(low.x, low.y + kit.px(28)), ImGuiCond_Appearing);
    ImGui::SetNextWindowSize(ImVec2(kit.px(kMenuWidth), 0.0f));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(12), kit.px(12)));
    if (begin_menu(popup)) {
        for (std::size_t i = 0; i < kKinds.size(); ++i) {
            const std::string entry(kKinds[i].entry);
            const ImVec2 size(0.0f, kit.px(24));
            if (ImGui::Selectable(entry.c_str(), kKinds[i].kind == options.plane,
                                  ImGuiSelectableFlags_DontClosePopups, size)) {
                if (options.plane != kKinds[i].kind) options.range = {};
                options.plane = kKinds[i].kind;
            }
            mark(kit, "view.surface.plane." + std::to_string(i));
            tooltip(kit, kKinds[i].help);
        }
        hairline(kit);
        if (options.plane == PlaneKind::parameters) choose_parameters(ui, now);
        if (options.plane == PlaneKind::points) choose_runs(ui, now);
        if (options.plane == PlaneKind::random) choose_seed(ui);
        if (options.plane == PlaneKind::main)
            paragraph(kit,
                      "Follows the paths as they grow; the share of their variance stands under the plot.",
                      TextRole::caption, kit.theme.quiet_text);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

float plane_menu_width(const UiState& ui, const Snapshot& now) {
    if (!offered(now)) return 0.0f;
    return text_toggle_width(ui.kit, kButton, true) + ui.kit.px(4);
}

}  // namespace talweg
