// Everything that differs between Dear ImGui 1.86, 1.90 and 1.92 stands here and nowhere else.
#pragma once

#include <imgui.h>

#include <cstdint>

namespace talweg {

/// Keys that actions use. The numbers are those that GLFW reports, which ImGui before 1.87 passes through.
enum class Key : int {
    none = 0,
    space = 32,
    comma = 44,
    minus = 45,
    zero = 48,
    one = 49,
    two = 50,
    three = 51,
    four = 52,
    equal = 61,
    a = 65,
    b = 66,
    d = 68,
    e = 69,
    g = 71,
    i = 73,
    k = 75,
    l = 76,
    n = 78,
    o = 79,
    p = 80,
    q = 81,
    r = 82,
    s = 83,
    t = 84,
    v = 86,
    y = 89,
    z = 90,
    escape = 256,
    enter = 257,
    tab = 258,
    backspace = 259,
    remove = 261,
    right = 262,
    left = 263,
    down = 264,
    up = 265,
    home = 268,
    end = 269,
    f1 = 290,
    f11 = 300,
    keypad_zero = 320,
    keypad_minus = 333,
    keypad_plus = 334,
    keypad_enter = 335,
};

namespace compat {

#if IMGUI_VERSION_NUM >= 18700
/// ImGui's own number of a key.
inline ImGuiKey imgui_key(Key key) {
    const int code = static_cast<int>(key);
    if (code >= 65 && code <= 90) return static_cast<ImGuiKey>(ImGuiKey_A + (code - 65));
    if (code >= 48 && code <= 57) return static_cast<ImGuiKey>(ImGuiKey_0 + (code - 48));
    switch (key) {
        case Key::space:
            return ImGuiKey_Space;
        case Key::comma:
            return ImGuiKey_Comma;
        case Key::minus:
            return ImGuiKey_Minus;
        case Key::equal:
            return ImGuiKey_Equal;
        case Key::escape:
            return ImGuiKey_Escape;
        case Key::enter:
            return ImGuiKey_Enter;
        case Key::tab:
            return ImGuiKey_Tab;
        case Key::backspace:
            return ImGuiKey_Backspace;
        case Key::remove:
            return ImGuiKey_Delete;
        case Key::right:
            return ImGuiKey_RightArrow;
        case Key::left:
            return ImGuiKey_LeftArrow;
        case Key::down:
            return ImGuiKey_DownArrow;
        case Key::up:
            return ImGuiKey_UpArrow;
        case Key::home:
            return ImGuiKey_Home;
        case Key::end:
            return ImGuiKey_End;
        case Key::f1:
            return ImGuiKey_F1;
        case Key::f11:
            return ImGuiKey_F11;
        case Key::keypad_zero:
            return ImGuiKey_Keypad0;
        case Key::keypad_minus:
            return ImGuiKey_KeypadSubtract;
        case Key::keypad_plus:
            return ImGuiKey_KeypadAdd;
        case Key::keypad_enter:
            return ImGuiKey_KeypadEnter;
        default:
            return ImGuiKey_None;
    }
}
#endif

/// Since 1.87 ImGui itself spreads what comes between two frames over the next ones.
inline constexpr bool kQueuesInput = IMGUI_VERSION_NUM >= 18700;

/// True in the frame in which the key goes down; with `repeat` also while it is held.
inline bool key_pressed(Key key, bool repeat = false) {
    if (key == Key::none) return false;
#if IMGUI_VERSION_NUM >= 18700
    return ImGui::IsKeyPressed(imgui_key(key), repeat);
#else
    return ImGui::IsKeyPressed(static_cast<int>(key), repeat);
#endif
}

/// True while the key is down.
inline bool key_down(Key key) {
#if IMGUI_VERSION_NUM >= 18700
    return ImGui::IsKeyDown(imgui_key(key));
#else
    return ImGui::IsKeyDown(static_cast<int>(key));
#endif
}

/// Input as a window would deliver it: for frames without one.
inline void feed_key(Key key, bool down) {
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18700
    io.AddKeyEvent(imgui_key(key), down);
#else
    io.KeysDown[static_cast<int>(key)] = down;
#endif
}

inline void feed_modifiers(bool ctrl, bool shift) {
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18900
    io.AddKeyEvent(ImGuiMod_Ctrl, ctrl);
    io.AddKeyEvent(ImGuiMod_Shift, shift);
#else
    io.KeyCtrl = ctrl;
    io.KeyShift = shift;
#endif
}

inline void feed_mouse(float x, float y) {
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18700
    io.AddMousePosEvent(x, y);
#else
    io.MousePos = ImVec2(x, y);
#endif
}

inline void feed_button(int button, bool down) {
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18700
    io.AddMouseButtonEvent(button, down);
#else
    io.MouseDown[button] = down;
#endif
}

inline void feed_wheel(float notches) {
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18700
    io.AddMouseWheelEvent(0.0f, notches);
#else
    io.MouseWheel = notches;
#endif
}

/// Tells ImGui what a window's back end would: which keys there are, that large meshes and textures work.
inline void prepare_windowless() {
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
#if IMGUI_VERSION_NUM >= 19200
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
#endif
#if IMGUI_VERSION_NUM < 18700
    const auto map = [&io](ImGuiKey key, int code) { io.KeyMap[key] = code; };
    map(ImGuiKey_Tab, static_cast<int>(Key::tab));
    map(ImGuiKey_LeftArrow, static_cast<int>(Key::left));
    map(ImGuiKey_RightArrow, static_cast<int>(Key::right));
    map(ImGuiKey_UpArrow, static_cast<int>(Key::up));
    map(ImGuiKey_DownArrow, static_cast<int>(Key::down));
    map(ImGuiKey_PageUp, 266);
    map(ImGuiKey_PageDown, 267);
    map(ImGuiKey_Home, static_cast<int>(Key::home));
    map(ImGuiKey_End, static_cast<int>(Key::end));
    map(ImGuiKey_Insert, 260);
    map(ImGuiKey_Delete, static_cast<int>(Key::remove));
    map(ImGuiKey_Backspace, static_cast<int>(Key::backspace));
    map(ImGuiKey_Space, static_cast<int>(Key::space));
    map(ImGuiKey_Enter, static_cast<int>(Key::enter));
    map(ImGuiKey_Escape, static_cast<int>(Key::escape));
    map(ImGuiKey_KeyPadEnter, static_cast<int>(Key::keypad_enter));
    map(ImGuiKey_A, static_cast<int>(Key::a));
    map(ImGuiKey_C, 67);
    map(ImGuiKey_V, 86);
    map(ImGuiKey_X, 88);
    map(ImGuiKey_Y, static_cast<int>(Key::y));
    map(ImGuiKey_Z, static_cast<int>(Key::z));
#endif
}

/// Builds the glyphs where the renderer does not do it on demand.
inline void build_atlas(ImFontAtlas& atlas) {
#if IMGUI_VERSION_NUM < 19200
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
#else
    (void)atlas;
#endif
}

/// An open or closed line; the order of ImGui's last two arguments changed.
inline void polyline(ImDrawList& list, const ImVec2* points, int count, ImU32 color, bool closed,
                     float width) {
    const ImDrawFlags flags = closed ? ImDrawFlags_Closed : ImDrawFlags_None;
#if IMGUI_VERSION_NUM >= 19276
    list.AddPolyline(points, count, color, width, flags);
#else
    list.AddPolyline(points, count, color, flags, width);
#endif
}

inline void outline(ImDrawList& list, ImVec2 low, ImVec2 high, ImU32 color, float rounding, float width) {
#if IMGUI_VERSION_NUM >= 19276
    list.AddRect(low, high, color, rounding, width, ImDrawFlags_None);
#else
    list.AddRect(low, high, color, rounding, ImDrawFlags_None, width);
#endif
}

inline void stroke_path(ImDrawList& list, ImU32 color, float width, bool closed = false) {
    const ImDrawFlags flags = closed ? ImDrawFlags_Closed : ImDrawFlags_None;
#if IMGUI_VERSION_NUM >= 19276
    list.PathStroke(color, width, flags);
#else
    list.PathStroke(color, flags, width);
#endif
}

/// `size` is the one the font was added with.
inline void push_font(ImFont* font, float size) {
#if IMGUI_VERSION_NUM >= 19200
    ImGui::PushFont(font, size);
#else
    (void)size;
    ImGui::PushFont(font);
#endif
}

/// From the top of a line to its baseline, px, as ImGui sets it.
inline float font_ascent(ImFont* font, float size) {
#if IMGUI_VERSION_NUM >= 19200
    return font->GetFontBaked(size)->Ascent;
#else
    return font->Ascent * size / font->FontSize;
#endif
}

/// A texture's number as ImGui wants it: a pointer once, an integer later.
inline ImTextureID texture_id(std::uint64_t id) {
    return (ImTextureID)(std::intptr_t)id;  // NOLINT: the only cast that fits both
}

/// The colour of ImGui's own keyboard focus: renamed on the way.
#if IMGUI_VERSION_NUM >= 19140
inline constexpr ImGuiCol_ kFocusColor = ImGuiCol_NavCursor;
#else
inline constexpr ImGuiCol_ kFocusColor = ImGuiCol_NavHighlight;
#endif

/// The thin frame around the item that the keyboard is on.
inline bool keyboard_focus_visible() { return ImGui::GetIO().NavVisible; }

}  // namespace compat
}  // namespace talweg
