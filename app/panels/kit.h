// What every control needs: theme, fonts, scale, the registry of where items stand.
#pragma once

#include "app/panels/fonts.h"
#include "app/panels/imgui_painter.h"
#include "app/plot/theme.h"

#include <cmath>
#include <map>
#include <string>
#include <string_view>

namespace talweg {

/// Where each control was drawn last: how tests, which see no pixels, find what to click.
using Marks = std::map<std::string, Box, std::less<>>;

enum class TextRole { body, caption, tick, number };

/// Shared by all panels for one window.
struct Kit {
    Theme theme = light_theme();
    Fonts fonts;
    const TextMeasure* measure = nullptr;
    TextureCache* textures = nullptr;
    Marks* marks = nullptr;  ///< null: nobody asks

    /// Text being typed into a field, kept until it is let go: ImGui 1.86 forgets it in the last frame.
    ImGuiID edited = 0;
    std::string edit_text;
    /// What was typed into the field of that id and cannot be, and why: shown there until it is mended, Esc
    /// is pressed in the field, or another edit is taken.
    struct Refusal {
        std::string id;
        std::string typed;
        std::string why;
    };
    Refusal refused;
    std::string typed;  ///< the text with which a field was left last
    /// The item the pointer rests on, and since when: tooltips come after a moment.
    Box rested;
    double rested_since = 0.0;
    /// Enter was pressed in the dialog being drawn, and no field of it takes it: meant for the primary
    /// button.
    bool enter_free = false;
    /// Sliders being dragged share this as one gesture of undo.
    ImGuiID dragging = 0;

    /// Whole pixels of a length before scale.
    float px(double length) const { return static_cast<float>(std::round(length * theme.scale)); }
    double em(TextRole role) const {
        switch (role) {
            case TextRole::caption:
                return theme.caption_size * theme.scale;
            case TextRole::tick:
                return theme.tick_size * theme.scale;
            case TextRole::number:
                return theme.number_size * theme.scale;
            case TextRole::body:
                break;
        }
        return theme.text_size * theme.scale;
    }
    const FontFace& face(TextRole role, bool strong = false) const { return fonts.face(em(role), strong); }
};

/// Notes where the last item stands, under a name such as "run.0.lr".
void mark(Kit& kit, std::string_view name);
void mark(Kit& kit, std::string_view name, Box box);

/// Colours, radii and spacing of ImGui's own controls, from the theme.
void apply_style(const Kit& kit);

/// A dialog or a menu is open.
bool any_popup_open();

/// Draws text at a place, left and top; no item.
void draw_text(const Kit& kit, ImDrawList& list, ImVec2 at, std::string_view text, Rgba color,
               TextRole role = TextRole::body, bool strong = false);
/// Width and height of a line, px.
ImVec2 text_size(const Kit& kit, std::string_view text, TextRole role = TextRole::body, bool strong = false);
/// The text cut with "…" so that it is at most `width` px wide.
std::string fitted(const Kit& kit, std::string_view text, float width, TextRole role = TextRole::body,
                   bool strong = false);

}  // namespace talweg
