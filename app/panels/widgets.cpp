// Buttons, words and small surroundings of controls.
#include "app/panels/widgets.h"

#include <algorithm>
#include <utility>

namespace talweg {
namespace {

// px before scale, around the words of what opens a menu: no wider than a caret needs
constexpr double kMenuRoom = 23.0;

struct ButtonColors {
    Rgba ground;
    Rgba text;
};

ButtonColors button_colors(const Kit& kit, ButtonKind kind, bool hovered, bool active) {
    const Theme& theme = kit.theme;
    const double strength = active ? 0.14 : hovered ? 0.09 : 0.0;
    switch (kind) {
        case ButtonKind::primary:
            return {mixed(theme.accent, theme.text, strength), theme.dark ? theme.ground : theme.panel};
        case ButtonKind::danger:
            return {theme.warning.faded(hovered ? 0.22 : 0.12), theme.text};
        case ButtonKind::ghost:
            return {theme.text.faded(strength), theme.text};
        case ButtonKind::plain:
            break;
    }
    return {theme.text.faded(0.06 + strength), theme.text};
}

// ImGui itself would break lines after a full stop too, and so tear numbers apart.
std::string broken_at_blanks(const Kit& kit, std::string_view words, float width, TextRole role) {
    std::string text(words);
    std::size_t line = 0;                   // where the present line begins
    std::size_t blank = std::string::npos;  // the last one on it
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != ' ' && text[i] != '\n') continue;
        const std::string_view said = std::string_view(text).substr(line, i - line);
        if (blank != std::string::npos && text_size(kit, said, role).x > width) {
            text[blank] = '\n';
            line = blank + 1;
        }
        blank = i;
        if (i == text.size() || text[i] == ' ') continue;
        line = i + 1;
        blank = std::string::npos;
    }
    return text;
}

}  // namespace

bool press(std::string_view id, ImVec2 size) {
    // By PushID, because `id` need not end in a zero and ImGui makes no item of an empty name.
    ImGui::PushID(id.data(), id.data() + id.size());
    const bool pressed = ImGui::InvisibleButton("##", size);
    ImGui::PopID();
    return pressed;
}

void focus_ring(const Kit& kit) {
    if (!ImGui::IsItemFocused() || !compat::keyboard_focus_visible()) return;
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    const float air = kit.px(2);
    compat::outline(*ImGui::GetWindowDrawList(), ImVec2(low.x - air, low.y - air),
                    ImVec2(high.x + air, high.y + air), packed(kit.theme.accent), kit.px(8), kit.px(2));
}

void tooltip(Kit& kit, std::string_view text) {
    if (text.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    const Box box{low.x, low.y, high.x, high.y};
    const double now = ImGui::GetTime();
    if (!(box == kit.rested)) {
        kit.rested = box;
        kit.rested_since = now;
    }
    if (now - kit.rested_since < 0.45 || ImGui::IsMouseDown(0)) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(10), kit.px(8)));
    ImGui::BeginTooltip();
    const FontFace& face = kit.face(TextRole::caption);
    compat::push_font(face.font, face.line);
    ImGui::PushTextWrapPos(kit.px(320));
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

void label(const Kit& kit, std::string_view text, TextRole role, bool quiet, bool strong) {
    const ImVec2 size = text_size(kit, text, role, strong);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy(size);
    draw_text(kit, *ImGui::GetWindowDrawList(), at, text, quiet ? kit.theme.quiet_text : kit.theme.text, role,
              strong);
}

void paragraph(const Kit& kit, std::string_view words, TextRole role, Rgba color) {
    if (words.empty()) return;
    const std::string text = broken_at_blanks(kit, words, ImGui::GetContentRegionAvail().x, role);
    const FontFace& face = kit.face(role);
    compat::push_font(face.font, face.line);
    ImGui::PushStyleColor(ImGuiCol_Text, packed(color));
    ImGui::PushTextWrapPos(0.0f);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

bool button(Kit& kit, std::string_view id, std::string_view text, ButtonKind kind, float width,
            std::string_view tip, bool enabled) {
    const ImVec2 words = text_size(kit, text);
    const ImVec2 size(width > 0.0f ? width : std::round(words.x) + kit.px(24), kit.px(28));
    ImGui::BeginDisabled(!enabled);
    bool pressed = press(id, size);
    ImGui::EndDisabled();
    // Enter is for the button that the keyboard has walked to, else for the primary one.
    const bool meant =
        compat::keyboard_focus_visible() ? ImGui::IsItemFocused() : kind == ButtonKind::primary;
    if (enabled && meant && std::exchange(kit.enter_free, false)) pressed = true;
    mark(kit, id);
    if (!enabled) mark(kit, std::string(id) + ".disabled");
    const ImVec2 low = ImGui::GetItemRectMin();
    ButtonColors colors = button_colors(kit, kind, ImGui::IsItemHovered(), ImGui::IsItemActive());
    if (!enabled) colors = {kit.theme.text.faded(0.06), kit.theme.quiet_text.faded(0.7)};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(low, ImVec2(low.x + size.x, low.y + size.y), packed(colors.ground), kit.px(6));
    draw_text(kit, list, ImVec2(low.x + (size.x - words.x) / 2, low.y + (size.y - words.y) / 2), text,
              colors.text);
    focus_ring(kit);
    tooltip(kit, tip);
    return pressed;
}

bool icon_button(Kit& kit, std::string_view id, Icon icon, std::string_view tip, bool on, double size,
                 bool enabled, bool filled) {
    const float side = kit.px(size);
    ImGui::BeginDisabled(!enabled);
    const bool pressed = press(id, ImVec2(side, side));
    mark(kit, id);
    const bool hovered = ImGui::IsItemHovered();
    const ImVec2 low = ImGui::GetItemRectMin();
    const Theme& theme = kit.theme;
    Rgba ground = theme.text.faded(ImGui::IsItemActive() ? 0.14 : hovered ? 0.08 : 0.0);
    // Small ones stay quiet beside what they belong to.
    Rgba ink = hovered || size > 28.0 ? theme.text : theme.quiet_text;
    if (on) {
        ground = theme.accent.faded(hovered ? 0.24 : 0.16);
        ink = theme.accent;
    }
    if (filled) {
        ground = mixed(theme.accent, theme.text, hovered ? 0.12 : 0.0);
        ink = theme.dark ? theme.ground : theme.panel;
    }
    if (!enabled) ink = theme.quiet_text.faded(0.5);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(low, ImVec2(low.x + side, low.y + side), packed(ground),
                       filled ? side / 2 : kit.px(6));
    draw_icon(list, icon, ImVec2(low.x + side / 2, low.y + side / 2), kit.px(std::min(16.0, size * 0.6)),
              ink);
    focus_ring(kit);
    tooltip(kit, tip);
    ImGui::EndDisabled();
    return pressed;
}

float text_toggle_width(const Kit& kit, std::string_view text, bool menu) {
    return std::round(text_size(kit, text, TextRole::caption).x) + kit.px(menu ? kMenuRoom : 16);
}

bool text_toggle(Kit& kit, std::string_view id, std::string_view text, bool on, std::string_view tip,
                 bool enabled, bool menu) {
    on = on && enabled;
    ImGui::BeginDisabled(!enabled);
    const ImVec2 words = text_size(kit, text, TextRole::caption);
    const ImVec2 size(text_toggle_width(kit, text, menu), kit.px(24));
    const bool pressed = press(id, size);
    mark(kit, id);
    const bool hovered = ImGui::IsItemHovered();
    const ImVec2 low = ImGui::GetItemRectMin();
    const Theme& theme = kit.theme;
    const Rgba ground =
        on ? theme.accent.faded(hovered ? 0.24 : 0.16) : theme.text.faded(hovered ? 0.10 : 0.05);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(low, ImVec2(low.x + size.x, low.y + size.y), packed(ground), kit.px(6));
    Rgba ink = enabled ? theme.text : theme.quiet_text.faded(0.5);
    if (on) ink = theme.accent;
    const float left = menu ? kit.px(7) : (size.x - words.x) / 2;
    draw_text(kit, list, ImVec2(low.x + left, low.y + (size.y - words.y) / 2), text, ink, TextRole::caption);
    if (menu)
        draw_icon(list, Icon::down, ImVec2(low.x + size.x - kit.px(9), low.y + size.y / 2 + kit.px(1)),
                  kit.px(9), ink.faded(0.7));
    focus_ring(kit);
    tooltip(kit, tip);
    ImGui::EndDisabled();
    return pressed;
}

void hairline(const Kit& kit, double air) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float gap = kit.px(air);
    ImGui::Dummy(ImVec2(width, 2 * gap));
    const float y = std::round(at.y + gap);
    ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(at.x, y), ImVec2(at.x + width, y + 1.0f),
                                              packed(kit.theme.hairline));
}

float form_row(const Kit& kit, std::string_view name, std::string_view symbol) {
    const float full = ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float left = std::round(full * 0.40f);
    const float y = at.y + std::round((kit.px(28) - text_size(kit, name, TextRole::caption).y) / 2);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    std::string words(name);
    if (!symbol.empty()) words += ' ' + std::string(symbol);
    // A long name is set a little smaller before it is cut.
    const float room = left - kit.px(4);
    const TextRole role =
        text_size(kit, words, TextRole::caption).x <= room ? TextRole::caption : TextRole::tick;
    draw_text(kit, list, ImVec2(at.x, y), fitted(kit, words, room, role), kit.theme.quiet_text, role);
    ImGui::SetCursorScreenPos(ImVec2(at.x + left, at.y));
    return full - left;
}

bool section(Kit& kit, std::string_view id, std::string_view title, std::string_view summary, bool& open,
             float reserve) {
    const float width = ImGui::GetContentRegionAvail().x - reserve;
    const float line = kit.px(32);
    const ImVec2 words = text_size(kit, title, TextRole::body, true);
    // Words that would be cut beside the title stand below it.
    const bool below = !open && text_size(kit, summary, TextRole::caption).x > width - words.x - kit.px(32);
    const float height = below ? kit.px(48) : line;
    if (press(id, ImVec2(width, height))) open = !open;
    mark(kit, id);
    const std::string said =
        below ? fitted(kit, summary, width - kit.px(20), TextRole::caption) : std::string(summary);
    if (below && said != summary) tooltip(kit, summary);
    const ImVec2 low = ImGui::GetItemRectMin();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered())
        list.AddRectFilled(ImVec2(low.x - kit.px(8), low.y),
                           ImVec2(low.x + width + kit.px(8), low.y + height),
                           packed(kit.theme.text.faded(0.05)), kit.px(6));
    const float middle = low.y + line / 2;
    draw_text(kit, list, ImVec2(low.x, middle - words.y / 2), title, kit.theme.text, TextRole::body, true);
    draw_icon(list, open ? Icon::down : Icon::right, ImVec2(low.x + width - kit.px(6), middle), kit.px(12),
              kit.theme.quiet_text);
    if (below) {
        draw_text(kit, list, ImVec2(low.x, low.y + kit.px(26)), said, kit.theme.quiet_text,
                  TextRole::caption);
    } else if (!open) {
        const ImVec2 size = text_size(kit, summary, TextRole::caption);
        draw_text(kit, list, ImVec2(low.x + width - kit.px(20) - size.x, middle - size.y / 2), summary,
                  kit.theme.quiet_text, TextRole::caption);
    }
    focus_ring(kit);
    return open;
}

bool begin_menu(const std::string& id) {
    if (!ImGui::BeginPopup(id.c_str())) return false;
    if (!ImGui::IsAnyItemActive() && compat::key_pressed(Key::escape)) ImGui::CloseCurrentPopup();
    return true;
}

bool begin_dialog(Kit& kit, const char* id, std::string_view title, double width, bool wanted) {
    if (wanted && !ImGui::IsPopupOpen(id)) ImGui::OpenPopup(id);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float wide = std::min(kit.px(width), screen.x - kit.px(32));
    ImGui::SetNextWindowPos(ImVec2(std::round(screen.x / 2), std::round(screen.y / 2)), ImGuiCond_Always,
                            ImVec2(0.5f, 0.5f));
    ImGui::SetNextWindowSizeConstraints(ImVec2(wide, 0), ImVec2(wide, screen.y - kit.px(32)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(24), kit.px(20)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, kit.px(10));
    const bool open = ImGui::BeginPopupModal(id, nullptr,
                                             ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_AlwaysAutoResize |
                                                 ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar(2);
    if (!open) return false;
    // The frame in which a key leaves a text field must not close the dialog too.
    const bool free =
        !ImGui::IsAnyItemActive() && ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows);
    if (free && compat::key_pressed(Key::escape)) ImGui::CloseCurrentPopup();
    kit.enter_free = free && (compat::key_pressed(Key::enter) || compat::key_pressed(Key::keypad_enter));
    label(kit, title, TextRole::number, false, true);
    mark(kit, "dialog.title");
    ImGui::Dummy(ImVec2(0, kit.px(4)));
    return true;
}

void end_dialog(Kit& kit) {
    kit.enter_free = false;
    ImGui::EndPopup();
}

float dialog_room(const Kit& kit, float below) {
    return ImGui::GetIO().DisplaySize.y - kit.px(32 + 20) - ImGui::GetCursorPosY() - below;
}

}  // namespace talweg
