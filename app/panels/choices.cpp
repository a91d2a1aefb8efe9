// Controls that open a menu: choices and colours.
#include "app/panels/widgets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace talweg {
namespace {

std::string hex(Rgba color) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "#%02x%02x%02x", color.r, color.g, color.b);
    return text.data();
}

// The colours of runs, and any other by its digits.
std::optional<std::string> palette(Kit& kit, std::string_view id, Rgba shown) {
    std::optional<std::string> chosen;
    const float side = kit.px(24);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < 6; ++i) {
        const Rgba color = series_style(i, kit.theme).color;
        const std::string name = std::string(id) + '.' + std::to_string(i);
        if (i % 6 != 0) ImGui::SameLine(0, kit.px(4));
        if (press(name, ImVec2(side, side))) chosen = hex(color);
        mark(kit, name);
        const ImVec2 low = ImGui::GetItemRectMin();
        list.AddCircleFilled(ImVec2(low.x + side / 2, low.y + side / 2),
                             side / 2 - kit.px(ImGui::IsItemHovered() ? 2 : 4), packed(color), 28);
        focus_ring(kit);
    }
    std::string typed = hex(shown);
    if (text_field(kit, std::string(id) + ".hex", typed, kit.px(88), "#rrggbb",
                   "Any colour: red, green and blue with two hexadecimal digits each"))
        chosen = typed.empty() || typed[0] == '#' ? typed : '#' + typed;
    ImGui::SameLine(0, kit.px(8));
    if (button(kit, std::string(id) + ".auto", "Automatic", ButtonKind::ghost, 0,
               "The colour that belongs to the run's place"))
        chosen = "";
    return chosen;
}

constexpr double kItemHeight = 24.0;
constexpr double kHeadingHeight = 26.0;

bool begins_family(std::span<const ChoiceItem> items, std::size_t i) {
    return !items[i].family.empty() && (i == 0 || items[i].family != items[i - 1].family);
}

void heading(const Kit& kit, std::string_view words) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = kit.px(kHeadingHeight);
    const ImVec2 size = text_size(kit, words, TextRole::tick);
    ImGui::Dummy(ImVec2(size.x, height));
    draw_text(kit, *ImGui::GetWindowDrawList(), ImVec2(at.x, at.y + height - size.y - kit.px(2)), words,
              kit.theme.quiet_text, TextRole::tick);
}

float menu_height(const Kit& kit, std::span<const ChoiceItem> items) {
    const float gap = ImGui::GetStyle().ItemSpacing.y;
    float height = kit.px(16) - gap;
    for (std::size_t i = 0; i < items.size(); ++i) {
        height += kit.px(kItemHeight) + gap;
        if (begins_family(items, i)) height += kit.px(kHeadingHeight) + gap;
    }
    return height;
}

// Places the menu of a choice whose field stands at `low`: below it, or above where there is more room, and
// inside the window. Returns the width of an entry, which is at least that of the field and of every entry.
float place_menu(const Kit& kit, std::span<const ChoiceItem> items, ImVec2 low, float width) {
    const float pad = kit.px(8);
    const float air = kit.px(4);
    float wide = std::max(width - 2 * pad, kit.px(120));
    for (const ChoiceItem& item : items) wide = std::max(wide, std::ceil(text_size(kit, item.title).x) + pad);
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const float tall = std::min(menu_height(kit, items), window.y - 2 * pad);
    const float below = low.y + kit.px(28) + air;
    const float y = below + tall <= window.y - pad ? below : std::max(pad, low.y - air - tall);
    const float x = std::max(pad, std::min(low.x, window.x - pad - wide - 2 * pad));
    ImGui::SetNextWindowPos(ImVec2(x, y), ImGuiCond_Appearing);
    ImGui::SetNextWindowSizeConstraints(ImVec2(0, 0), ImVec2(window.x, window.y - 2 * pad));
    return wide;
}

// What an entry means and where it comes from, beside the menu, where it hides no other entry. At once: who
// reads down a menu compares.
void entry_note(Kit& kit, const ChoiceItem& item) {
    const bool walked_to = compat::keyboard_focus_visible() && ImGui::IsItemFocused();
    if (item.help.empty() || !(ImGui::IsItemHovered() || walked_to)) return;
    const float wrap = kit.px(280);
    const float pad = kit.px(10);
    const FontFace& face = kit.face(TextRole::caption);
    compat::push_font(face.font, face.line);
    const auto tall = [&](std::string_view text) {
        return text.empty() ? 0.0f
                            : ImGui::CalcTextSize(text.data(), text.data() + text.size(), false, wrap).y;
    };
    const float gap = item.source.empty() ? 0.0f : kit.px(4);
    const float height = 2 * pad + tall(item.help) + gap + tall(item.source);
    const float width = wrap + 2 * pad;
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const ImVec2 menu = ImGui::GetWindowPos();
    const float right = menu.x + ImGui::GetWindowWidth() + kit.px(4);
    const float x = right + width <= window.x ? right : std::max(0.0f, menu.x - kit.px(4) - width);
    const float y = std::min(ImGui::GetItemRectMin().y - pad, window.y - height - kit.px(8));
    ImGui::SetNextWindowPos(ImVec2(x, std::max(kit.px(8), y)));
    ImGui::SetNextWindowSize(ImVec2(width, height));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(pad, pad));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, gap));
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(pad + wrap);
    ImGui::TextUnformatted(item.help.data(), item.help.data() + item.help.size());
    if (!item.source.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, packed(kit.theme.quiet_text));
        ImGui::TextUnformatted(item.source.data(), item.source.data() + item.source.size());
        ImGui::PopStyleColor();
    }
    ImGui::PopTextWrapPos();
    mark(kit, "choice.note", Box{x, y, x + width, y + height});
    ImGui::EndTooltip();
    ImGui::PopStyleVar(2);
    ImGui::PopFont();
}

/// Enter on the entry that the arrow keys have come to.
bool entered() {
    return compat::keyboard_focus_visible() && ImGui::IsItemFocused() &&
           (compat::key_pressed(Key::enter) || compat::key_pressed(Key::keypad_enter));
}

}  // namespace

bool choice(Kit& kit, std::string_view id, std::span<const ChoiceItem> items, int& chosen, float width,
            std::string_view tip, std::string_view hint) {
    const float height = kit.px(28);
    const bool pressed = press(id, ImVec2(width, height));
    mark(kit, id);
    const ImVec2 low = ImGui::GetItemRectMin();
    const Theme& theme = kit.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(low, ImVec2(low.x + width, low.y + height),
                       packed(theme.text.faded(ImGui::IsItemHovered() ? 0.10 : 0.06)), kit.px(6));
    const bool any = chosen >= 0 && chosen < static_cast<int>(items.size());
    const std::string_view shown = any ? items[static_cast<std::size_t>(chosen)].title : hint;
    // A long name is set smaller before it is cut.
    const float room = width - kit.px(32);
    const auto fits = [&](TextRole size) { return text_size(kit, shown, size).x <= room; };
    const TextRole role = fits(TextRole::body)      ? TextRole::body
                          : fits(TextRole::caption) ? TextRole::caption
                                                    : TextRole::tick;
    const std::string cut = fitted(kit, shown, room, role);
    draw_text(kit, list, ImVec2(low.x + kit.px(8), low.y + (height - text_size(kit, cut, role).y) / 2), cut,
              any ? theme.text : theme.quiet_text, role);
    draw_icon(list, Icon::down, ImVec2(low.x + width - kit.px(14), low.y + height / 2), kit.px(12),
              theme.quiet_text);
    focus_ring(kit);
    tooltip(kit, cut == shown ? std::string(tip) : std::string(shown) + "\n" + std::string(tip));
    const std::string popup = std::string(id) + ".menu";
    if (pressed) ImGui::OpenPopup(popup.c_str());
    bool changed = false;
    const float wide = place_menu(kit, items, low, width);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(8), kit.px(8)));
    if (begin_menu(popup)) {
        for (int i = 0; i < static_cast<int>(items.size()); ++i) {
            const ChoiceItem& item = items[static_cast<std::size_t>(i)];
            if (begins_family(items, static_cast<std::size_t>(i))) heading(kit, item.family);
            const std::string title(item.title);
            if (i == chosen && ImGui::IsWindowAppearing()) ImGui::SetScrollHereY();
            const bool present = i == chosen;
            if (ImGui::Selectable(title.c_str(), present, 0, ImVec2(wide, kit.px(kItemHeight))) ||
                entered()) {
                changed = !present;
                chosen = i;
                ImGui::CloseCurrentPopup();
            }
            if (present) ImGui::SetItemDefaultFocus();  // where the arrow keys begin
            mark(kit, std::string(id) + '.' + std::to_string(i));
            entry_note(kit, item);
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    return changed;
}

std::optional<std::string> color_swatch(Kit& kit, std::string_view id, Rgba shown, std::string_view tip) {
    const float side = kit.px(24);
    const bool pressed = press(id, ImVec2(side, side));
    mark(kit, id);
    const ImVec2 low = ImGui::GetItemRectMin();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddCircleFilled(ImVec2(low.x + side / 2, low.y + side / 2), kit.px(ImGui::IsItemHovered() ? 7 : 6),
                         packed(shown), 28);
    focus_ring(kit);
    tooltip(kit, tip);
    const std::string popup = std::string(id) + ".palette";
    if (pressed) ImGui::OpenPopup(popup.c_str());
    std::optional<std::string> chosen;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(12), kit.px(12)));
    if (begin_menu(popup)) {
        chosen = palette(kit, id, shown);
        if (chosen) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    return chosen;
}

}  // namespace talweg
