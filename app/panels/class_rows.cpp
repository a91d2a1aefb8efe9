// Classes as buttons and rows.
#include "app/panels/class_rows.h"

#include "app/panels/widgets.h"
#include "app/plot/paint_parts.h"
#include "core/base/text.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr double kSide = 28.0;      // px before scale
constexpr double kLongName = 88.0;  // px before scale
constexpr std::size_t kKeyed = 9;   // classes that have a key

std::string tip_of(std::size_t index, const std::string& name) {
    std::string tip = "New points are of class " + name + ", and those selected become it";
    if (index < kKeyed) tip += "  [Shift+" + std::to_string(index + 1) + "]";
    return tip;
}

void draw_class_marker(Kit& kit, ImVec2 middle, std::size_t index) {
    const SeriesStyle style = class_style(index, kit.theme);
    ImguiPainter painter(*ImGui::GetWindowDrawList(), kit.fonts, *kit.measure, *kit.textures);
    draw_marker(painter, {middle.x, middle.y},
                {.shape = style.marker, .size = 10.0, .fill = style.color, .rim = {}}, kit.theme.scale);
}

/// How many points are of each class.
std::vector<std::size_t> counts(const Experiment& experiment, const HandClasses& classes) {
    std::vector<std::size_t> found(classes.names.size(), 0);
    for (const double y : experiment.data.table.y) ++found[classes.index(y)];
    return found;
}

}  // namespace

float class_button_width(const Kit& kit, const std::string& name, bool named) {
    if (!named) return kit.px(kSide);
    const float words = std::min(kit.px(kLongName), text_size(kit, name, TextRole::caption).x);
    return std::round(words) + kit.px(kSide + 8);
}

bool class_button(Kit& kit, std::string_view id, std::size_t index, const std::string& name, bool named,
                  bool on) {
    const float width = class_button_width(kit, name, named);
    const float height = kit.px(kSide);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = press(id, ImVec2(width, height));
    mark(kit, id);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 far(at.x + width, at.y + height);
    const Rgba color = class_style(index, kit.theme).color;
    if (on || ImGui::IsItemHovered())
        list.AddRectFilled(at, far, packed(color.faded(on ? 0.18 : 0.08)), kit.px(6));
    if (on) compat::outline(list, at, far, packed(color), kit.px(6), kit.px(1.5));
    draw_class_marker(kit, ImVec2(at.x + kit.px(kSide / 2), at.y + height / 2), index);
    if (named) {
        const std::string words = fitted(kit, name, kit.px(kLongName), TextRole::caption);
        const float line = text_size(kit, words, TextRole::caption).y;
        draw_text(kit, list, ImVec2(at.x + kit.px(kSide), at.y + (height - line) / 2), words, kit.theme.text,
                  TextRole::caption);
    }
    focus_ring(kit);
    tooltip(kit, tip_of(index, name));
    return pressed;
}

bool class_choice(Kit& kit, std::string_view id, const std::vector<std::string>& names, std::size_t& chosen,
                  float width) {
    const float height = kit.px(kSide);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string popup = std::string(id) + ".menu";
    if (press(id, ImVec2(width, height))) ImGui::OpenPopup(popup.c_str());
    mark(kit, id);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, ImVec2(at.x + width, at.y + height),
                       packed(kit.theme.text.faded(ImGui::IsItemHovered() ? 0.09 : 0.05)), kit.px(6));
    draw_class_marker(kit, ImVec2(at.x + kit.px(12), at.y + height / 2), chosen);
    const std::string words = fitted(kit, names[chosen], width - kit.px(22 + 4), TextRole::tick);
    const float line = text_size(kit, words, TextRole::tick).y;
    draw_text(kit, list, ImVec2(at.x + kit.px(22), at.y + (height - line) / 2), words, kit.theme.text,
              TextRole::tick);
    focus_ring(kit);
    tooltip(kit, names[chosen] + ": the class of this point");
    bool changed = false;
    ImGui::SetNextWindowPos(ImVec2(at.x, at.y + height), ImGuiCond_Appearing);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(8), kit.px(8)));
    if (begin_menu(popup)) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            const ImVec2 place = ImGui::GetCursorScreenPos();
            const std::string entry = "      " + names[i] + "##" + std::to_string(i);
            if (ImGui::Selectable(entry.c_str(), i == chosen, 0, ImVec2(kit.px(140), kit.px(24)))) {
                changed = i != chosen;
                chosen = i;
            }
            mark(kit, std::string(id) + "." + std::to_string(i));
            draw_class_marker(kit, ImVec2(place.x + kit.px(10), place.y + kit.px(10)), i);
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    return changed;
}

void choose_class(UiState& ui, const Snapshot& now, std::size_t index) {
    ui.point_class = index;
    if (!ui.points.empty()) set_class(ui, now, ui.points.rows(), index);
}

void class_rows(const Snapshot& now, UiState& ui) {
    Kit& kit = ui.kit;
    const HandClasses classes = hand_classes(ui.document.experiment(), now);
    if (!classes.any()) return;
    const std::vector<std::size_t> found = counts(ui.document.experiment(), classes);
    const float room = kit.px(64);
    for (std::size_t i = 0; i < classes.names.size(); ++i) {
        const std::string id = "data.class." + std::to_string(i);
        if (class_button(kit, id, i, classes.names[i], false, i == ui.point_class)) choose_class(ui, now, i);
        ImGui::SameLine(0, kit.px(4));
        std::string name = classes.names[i];
        const float width = ImGui::GetContentRegionAvail().x - room;
        if (text_field(kit, id + ".name", name, width, "A name", "What this class is called"))
            rename_class(ui, now, i, name);
        ImGui::SameLine(0, 0);
        const std::string count = grouped_text(found[i]);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 size = text_size(kit, count, TextRole::tick);
        draw_text(kit, *ImGui::GetWindowDrawList(),
                  ImVec2(at.x + room - size.x, at.y + (kit.px(28) - size.y) / 2), count, kit.theme.quiet_text,
                  TextRole::tick);
        ImGui::Dummy(ImVec2(room, kit.px(28)));
        tooltip(kit, "Points of this class");
    }
    if (button(kit, "data.class.add", "Add class", ButtonKind::plain, 0,
               "Another class, which new points are of. With a loss that knows two classes alone the loss "
               "becomes cross-entropy"))
        add_class(ui, now);
}

}  // namespace talweg
