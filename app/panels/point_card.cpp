// What stands in the data view while points are edited.
#include "app/panels/point_card.h"

#include "app/panels/class_rows.h"
#include "app/panels/point_find.h"
#include "app/panels/widgets.h"

#include <algorithm>
#include <array>

namespace talweg {
namespace {

constexpr double kAir = 6.0;  // px before scale around and between what is on the card

/// The longest wording that fits.
std::string words(const UiState& ui, bool plane, const HandClasses& classes, float room) {
    const Kit& kit = ui.kit;
    std::array<std::string, 3> choices;
    if (!ui.points.empty()) {
        const std::string count = points_text(ui.points.size()) + " selected";
        choices = {count + ": drag or arrow keys move, Delete removes, Esc clears",
                   count + ": drag, Delete, Esc", count};
    } else if (plane && classes.any()) {
        const std::string name = classes.names[std::min(ui.point_class, classes.names.size() - 1)];
        choices = {"A click adds a point of class " + name + ", a right click deletes one",
                   "A click adds: " + name, "Click: add"};
    } else {
        choices = {"A click adds a point, a right click deletes one", "A click adds a point", "Click: add"};
    }
    for (const std::string& each : choices)
        if (text_size(kit, each, TextRole::tick).x <= room) return each;
    return fitted(kit, choices.back(), room, TextRole::tick);
}

float buttons_width(const Kit& kit, const HandClasses& classes, bool named) {
    float width = kit.px(28);
    for (const std::string& name : classes.names)
        width += class_button_width(kit, name, named) + kit.px(kAir);
    return width;
}

/// The classes are named by their buttons; what else the legend says stays.
void unname_classes(const HandClasses& classes, Figure& figure) {
    figure.legend.shown = false;
    for (Mark& mark : figure.marks) {
        std::visit(
            [&](auto& each) {
                const auto& names = classes.names;
                if (std::find(names.begin(), names.end(), each.info.name) != names.end())
                    each.info.in_legend = false;
                figure.legend.shown = figure.legend.shown || each.info.in_legend;
            },
            mark);
    }
}

/// A class is chosen to add points of it; once more: no more of them.
void take_class(UiState& ui, const Snapshot& now, std::size_t index) {
    if (ui.points.empty()) ui.adding_points = !ui.adding_points || ui.point_class != index;
    choose_class(ui, now, index);
}

}  // namespace

Box class_strip(const Snapshot& now, UiState& ui, Box& box, Figure& figure) {
    if (ui.settings.projector || !edits_points(now, ui)) return {};
    const HandClasses classes = hand_classes(ui.document.experiment(), now);
    if (!classes.any()) return {};
    Kit& kit = ui.kit;
    const float room = static_cast<float>(box.width()) - 2 * kit.px(8);
    const bool named = buttons_width(kit, classes, true) <= room;
    if (buttons_width(kit, classes, named) > room || box.height() < kit.px(160)) return {};
    const bool editing = ui.adding_points || !ui.points.empty();
    ImGui::SetCursorScreenPos(ImVec2(static_cast<float>(box.left) + kit.px(8), static_cast<float>(box.top)));
    for (std::size_t i = 0; i < classes.names.size(); ++i) {
        const std::string id = "view.data.class." + std::to_string(i);
        if (class_button(kit, id, i, classes.names[i], named, editing && i == ui.point_class))
            take_class(ui, now, i);
        ImGui::SameLine(0, kit.px(kAir));
    }
    if (editing &&
        icon_button(kit, "view.data.class.add", Icon::plus, "Adds a class, which new points are of"))
        add_class(ui, now);
    const float used = buttons_width(kit, classes, named) + kit.px(2 * kAir);
    const Box beside{box.left + used, box.top, box.right - kit.px(8), box.top + kit.px(28)};
    box.top += kit.px(30);
    unname_classes(classes, figure);
    return beside;
}

void point_caption(const Snapshot& now, UiState& ui, const Box& plot, const Box& beside) {
    if (!edits_points(now, ui) || (ui.points.empty() && !ui.adding_points)) return;
    Kit& kit = ui.kit;
    const float air = kit.px(kAir);
    const bool plane = data_look(now, ui.view).picture == DataPicture::plane;
    const HandClasses classes = hand_classes(ui.document.experiment(), now);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (const auto room = static_cast<float>(beside.width()); room > kit.px(96)) {
        const std::string text = words(ui, plane, classes, room);
        const ImVec2 line = text_size(kit, text, TextRole::tick);
        const ImVec2 at(static_cast<float>(beside.right) - line.x,
                        static_cast<float>(beside.top + (beside.height() - line.y) / 2));
        draw_text(kit, list, at, text, kit.theme.quiet_text, TextRole::tick);
        mark(kit, "view.data.card", {at.x, at.y, at.x + line.x, at.y + line.y});
        return;
    }
    const float room = static_cast<float>(plot.width()) - 2 * kit.px(8) - 2 * air;
    const std::string text = words(ui, plane, classes, 0.8f * room);
    const ImVec2 line = text_size(kit, text, TextRole::tick);
    const ImVec2 low(static_cast<float>(plot.left) + kit.px(8),
                     static_cast<float>(plot.bottom) - kit.px(8) - line.y - air);
    const ImVec2 high(low.x + line.x + 2 * air, low.y + line.y + air);
    if (low.y < plot.top || line.x > room) return;
    list.AddRectFilled(low, high, packed(kit.theme.panel.faded(0.92)), kit.px(4));
    compat::outline(list, low, high, packed(kit.theme.hairline), kit.px(4), 1.0f);
    draw_text(kit, list, ImVec2(low.x + air, low.y + air / 2), text, kit.theme.text, TextRole::tick);
    mark(kit, "view.data.card", {low.x, low.y, high.x, high.y});
}

}  // namespace talweg
