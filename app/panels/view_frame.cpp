// The card around a view: its title, its few controls, and where the figure goes.
#include "app/panels/view_frame.h"

#include "app/panels/actions.h"
#include "app/panels/widgets.h"

namespace talweg {
namespace {

ActionId show_action(ViewId view) {
    switch (view) {
        case ViewId::data:
            return ActionId::show_data;
        case ViewId::curves:
            return ActionId::show_curves;
        case ViewId::network:
            return ActionId::show_network;
        case ViewId::surface:
            break;
    }
    return ActionId::show_surface;
}

// Controls that do not fit stand in a menu under one icon.
void folded_controls(UiState& ui, const std::string& id, const std::function<void()>& controls) {
    Kit& kit = ui.kit;
    const std::string popup = id + ".menu";
    if (icon_button(kit, id + ".more", Icon::sliders, "What this view shows", false, 24.0))
        ImGui::OpenPopup(popup.c_str());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(12), kit.px(12)));
    if (begin_menu(popup)) {
        controls();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

// A double click: a smaller view gets the largest place, the large one fills the board, and that one goes
// back.
void title_pressed(UiState& ui, ViewId view) {
    if (ui.maximised)
        ui.maximised.reset();
    else if (view != ui.large)
        ui.next_large = view;
    else
        ui.maximised = view;
}

}  // namespace

void shorten_legend(Figure& figure, bool side_shown) {
    if (!side_shown) return;
    figure.legend.shown = false;
    for (Mark& mark : figure.marks) {
        std::visit(
            [&](auto& each) {
                if (each.info.id != 0) each.info.in_legend = false;
                figure.legend.shown = figure.legend.shown || each.info.in_legend;
            },
            mark);
    }
}

Box view_frame(UiState& ui, ViewId view, std::string_view title, Box box, float controls_width,
               ViewRange& range, const std::function<void()>& controls) {
    Kit& kit = ui.kit;
    const std::string id = "view." + std::string(view_name(view));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 low(static_cast<float>(box.left), static_cast<float>(box.top));
    const ImVec2 high(static_cast<float>(box.right), static_cast<float>(box.bottom));
    list.AddRectFilled(low, high, packed(kit.theme.panel), kit.px(8));

    const float height = kit.px(40);
    const float pad = kit.px(16);
    const float side = kit.px(24);
    const ImVec2 words = text_size(kit, title, TextRole::body, true);
    draw_text(kit, list, ImVec2(low.x + pad, low.y + (height - words.y) / 2), title, kit.theme.text,
              TextRole::body, true);

    const float y = low.y + kit.px(8);
    float x = high.x - kit.px(12) - side;
    const ActionId show = show_action(view);
    const bool large = ui.maximised == view;
    ImGui::SetCursorScreenPos(ImVec2(x, y));
    if (icon_button(kit, id + ".grow", large ? Icon::shrink : Icon::grow,
                    large ? "Shows the whole board again  [Esc]" : action_tip(show), false, 24.0)) {
        if (large)
            ui.maximised.reset();
        else
            ui.maximised = view;
    }
    x -= side + kit.px(4);
    ImGui::SetCursorScreenPos(ImVec2(x, y));
    const bool moved = range.x || range.y;
    if (icon_button(kit, id + ".fit", Icon::fit, "Shows everything again; a double click does the same",
                    false, 24.0, moved))
        range = {};
    float room = x - kit.px(8) - (low.x + pad + words.x + kit.px(16));
    const bool smaller = !ui.maximised && view != ui.large;
    const float step = side + kit.px(4);
    // The controls come first; folded, because they do not fit even alone, they are as wide as one icon.
    if (smaller && room >= step + (controls_width <= room ? controls_width : side)) {
        x -= step;
        room -= step;
        ImGui::SetCursorScreenPos(ImVec2(x, y));
        if (icon_button(kit, id + ".large", Icon::exchange,
                        "Gives this view the largest place  [a double click on its title]", false, 24.0))
            ui.next_large = view;
    }
    if (controls_width <= room) {
        ImGui::SetCursorScreenPos(ImVec2(x - kit.px(8) - controls_width, y));
        ImGui::BeginGroup();
        controls();
        ImGui::EndGroup();
    } else if (room >= side) {
        ImGui::SetCursorScreenPos(ImVec2(x - kit.px(4) - side, y));
        folded_controls(ui, id, controls);
    }
    const ImVec2 title_end(low.x + pad + words.x + kit.px(8), low.y + height);
    mark(kit, id + ".title", {box.left, box.top, title_end.x, title_end.y});
    if (ImGui::IsWindowHovered() && ImGui::IsMouseDoubleClicked(0) &&
        ImGui::IsMouseHoveringRect(low, title_end))
        title_pressed(ui, view);
    return {box.left + kit.px(8), box.top + height, box.right - kit.px(8), box.bottom - kit.px(8)};
}

}  // namespace talweg
