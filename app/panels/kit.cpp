// Style and text for every control.
#include "app/panels/kit.h"

#include <algorithm>

namespace talweg {
namespace {

ImVec4 vec(Rgba color) {
    return {static_cast<float>(color.r) / 255.0f, static_cast<float>(color.g) / 255.0f,
            static_cast<float>(color.b) / 255.0f, static_cast<float>(color.a) / 255.0f};
}

void apply_sizes(const Kit& kit, ImGuiStyle& style) {
    const auto px = [&kit](double length) { return kit.px(length); };
    style.WindowPadding = ImVec2(px(16), px(16));
    style.FramePadding = ImVec2(px(8), px(4));
    style.ItemSpacing = ImVec2(px(8), px(8));
    style.ItemInnerSpacing = ImVec2(px(8), px(4));
    style.CellPadding = ImVec2(px(4), px(2));
    style.IndentSpacing = px(16);
    style.ScrollbarSize = px(10);
    style.GrabMinSize = px(12);
    style.WindowRounding = px(8);
    style.ChildRounding = px(6);
    style.FrameRounding = px(6);
    style.PopupRounding = px(6);
    style.ScrollbarRounding = px(6);
    style.GrabRounding = px(6);
    style.TabRounding = px(6);
    style.WindowBorderSize = 0.0f;
    style.ChildBorderSize = 0.0f;
    style.PopupBorderSize = 1.0f;
    style.FrameBorderSize = 0.0f;
    style.WindowTitleAlign = ImVec2(0.0f, 0.5f);
    style.WindowMinSize = ImVec2(1, 1);
    style.DisplaySafeAreaPadding = ImVec2(0, 0);
    style.AntiAliasedLinesUseTex = false;
}

}  // namespace

void mark(Kit& kit, std::string_view name, Box box) {
    if (kit.marks != nullptr) (*kit.marks)[std::string(name)] = box;
}

void mark(Kit& kit, std::string_view name) {
    if (kit.marks == nullptr) return;
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    mark(kit, name, {low.x, low.y, high.x, high.y});
}

void apply_style(const Kit& kit) {
    ImGuiStyle& style = ImGui::GetStyle();
    apply_sizes(kit, style);
    const Theme& theme = kit.theme;
    const Rgba field = theme.dark ? mixed(theme.panel, theme.text, 0.07) : theme.ground;
    const Rgba over = mixed(field, theme.text, 0.05);
    const Rgba pressed = mixed(field, theme.text, 0.10);
    const auto set = [&style](ImGuiCol where, Rgba color) { style.Colors[where] = vec(color); };
    const Rgba none{0, 0, 0, 0};
    for (ImVec4& color : style.Colors) color = vec(none);
    set(ImGuiCol_Text, theme.text);
    set(ImGuiCol_TextDisabled, theme.quiet_text);
    set(ImGuiCol_TextSelectedBg, theme.accent.faded(0.3));
    set(ImGuiCol_WindowBg, theme.ground);
    set(ImGuiCol_PopupBg, theme.panel);
    set(ImGuiCol_Border, theme.hairline);
    set(ImGuiCol_FrameBg, field);
    set(ImGuiCol_FrameBgHovered, over);
    set(ImGuiCol_FrameBgActive, pressed);
    set(ImGuiCol_Button, field);
    set(ImGuiCol_ButtonHovered, over);
    set(ImGuiCol_ButtonActive, pressed);
    set(ImGuiCol_Header, theme.accent.faded(0.14));
    set(ImGuiCol_HeaderHovered, theme.text.faded(0.07));
    set(ImGuiCol_HeaderActive, theme.text.faded(0.12));
    set(ImGuiCol_Separator, theme.hairline);
    set(ImGuiCol_ScrollbarGrab, theme.text.faded(0.16));
    set(ImGuiCol_ScrollbarGrabHovered, theme.text.faded(0.26));
    set(ImGuiCol_ScrollbarGrabActive, theme.text.faded(0.36));
    set(ImGuiCol_CheckMark, theme.accent);
    set(ImGuiCol_TitleBg, theme.panel);
    set(ImGuiCol_TitleBgActive, theme.panel);
    set(ImGuiCol_TableRowBgAlt, theme.text.faded(0.03));
    set(ImGuiCol_TableBorderLight, theme.hairline);
    set(ImGuiCol_TableBorderStrong, theme.hairline);
    set(ImGuiCol_ModalWindowDimBg, Rgba{0, 0, 0, static_cast<std::uint8_t>(theme.dark ? 120 : 70)});
    set(ImGuiCol_DragDropTarget, theme.accent);
    set(ImGuiCol_NavWindowingHighlight, theme.accent);
    set(compat::kFocusColor, theme.accent);
}

bool any_popup_open() {
    return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

void draw_text(const Kit& kit, ImDrawList& list, ImVec2 at, std::string_view text, Rgba color, TextRole role,
               bool strong) {
    if (text.empty()) return;
    const FontFace& face = kit.face(role, strong);
    list.AddText(face.font, face.line, ImVec2(std::round(at.x), std::round(at.y)), packed(color), text.data(),
                 text.data() + text.size());
}

ImVec2 text_size(const Kit& kit, std::string_view text, TextRole role, bool strong) {
    const FontFace& face = kit.face(role, strong);
    if (text.empty()) return {0.0f, face.line};
    return face.font->CalcTextSizeA(face.line, 1e9f, 0.0f, text.data(), text.data() + text.size());
}

std::string fitted(const Kit& kit, std::string_view text, float width, TextRole role, bool strong) {
    if (text_size(kit, text, role, strong).x <= width) return std::string(text);
    // No sign is narrower than a pixel or longer than four bytes: a long text is not walked back from its
    // end.
    std::string cut(text.substr(0, static_cast<std::size_t>(std::max(4.0f * width, 0.0f))));
    while (!cut.empty()) {
        // A whole character at a time: continuation bytes start with the bits 10.
        while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0) == 0x80) cut.pop_back();
        if (!cut.empty()) cut.pop_back();
        while (!cut.empty() && cut.back() == ' ') cut.pop_back();
        if (text_size(kit, cut + "…", role, strong).x <= width) return cut + "…";
    }
    return "…";
}

}  // namespace talweg
