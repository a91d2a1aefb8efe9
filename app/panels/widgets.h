// The controls of all panels: flat, quiet, each with a tooltip and a place that tests can find.
#pragma once

#include "app/panels/icons.h"
#include "app/panels/kit.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace talweg {

/// Every control's `id` is its name in Marks; ImGui's own id is made from it too.

/// An item of `size` px that draws nothing and leaves no mark: the ground of every control that we draw
/// ourselves. True when it was pressed.
bool press(std::string_view id, ImVec2 size);

/// One sentence beside the pointer once it has rested on the last item for a moment.
void tooltip(Kit& kit, std::string_view text);

/// A line of text as an item. Quiet text is for captions.
void label(const Kit& kit, std::string_view text, TextRole role = TextRole::body, bool quiet = false,
           bool strong = false);
/// Wrapped to the width that is left.
void paragraph(const Kit& kit, std::string_view text, TextRole role, Rgba color);

enum class ButtonKind { plain, primary, ghost, danger };
/// width 0: as wide as its text. Not enabled: it is pale, nothing presses it, `tip` may say why, and there is
/// a mark "id.disabled".
bool button(Kit& kit, std::string_view id, std::string_view text, ButtonKind kind = ButtonKind::plain,
            float width = 0.0f, std::string_view tip = {}, bool enabled = true);
/// A square with an icon; `on`: tinted as chosen. size in px before scale.
bool icon_button(Kit& kit, std::string_view id, Icon icon, std::string_view tip, bool on = false,
                 double size = 28.0, bool enabled = true, bool filled = false);
/// Small words one can switch on and off: axes. Disabled: grey, and `tip` says why. `menu`: it opens one,
/// which a caret says.
bool text_toggle(Kit& kit, std::string_view id, std::string_view text, bool on, std::string_view tip,
                 bool enabled = true, bool menu = false);
/// The width that text_toggle() takes, px.
float text_toggle_width(const Kit& kit, std::string_view text, bool menu = false);

struct Segment {
    std::string_view text;  ///< empty: the icon
    Icon icon = Icon::close;
    std::string_view tip;
};
/// One of several, side by side. True when another was chosen. Marks are "id.0", "id.1", …
bool segmented(Kit& kit, std::string_view id, std::span<const Segment> segments, int& chosen);
/// The width that segmented() takes, px.
float segmented_width(const Kit& kit, std::span<const Segment> segments);

/// A switch with words to its right.
bool toggle(Kit& kit, std::string_view id, std::string_view text, bool& on, std::string_view tip);

/// A number one types. Shows at most 5 digits, all on hover. True when a new number in the range was
/// entered; outside the range, or no number, leaves the old one and says why in `complaint`.
struct NumberFormat {
    double low = -1e300;
    double high = 1e300;
    bool low_open = false;
    bool high_open = false;
    bool whole = false;
};
bool number_field(Kit& kit, std::string_view id, double& value, const NumberFormat& format, float width,
                  std::string_view tip, std::string& complaint);

/// Keeps what was typed into the field of that id, in a red frame, beside the value that stays.
void refuse(Kit& kit, std::string_view id, std::string_view typed, std::string why);
/// Why the field of that id was refused, under it; nothing where it was not.
void refusal_line(Kit& kit, std::string_view id);

/// Text one types; true when it was changed and left, or Enter was pressed.
bool text_field(Kit& kit, std::string_view id, std::string& text, float width, std::string_view hint,
                std::string_view tip);
/// As text_field, but `text` follows every key; true when Enter was pressed.
bool live_text_field(Kit& kit, std::string_view id, std::string& text, float width, std::string_view hint);

/// A slider. True while it is dragged to another value. kit.dragging holds its id meanwhile.
struct SliderRange {
    double low = 0.0;
    double high = 1.0;
    bool logarithmic = false;
    double step = 0.0;                ///< > 0: whole multiples
    std::span<const double> notches;  ///< values with a small mark under the track
};
bool slider(Kit& kit, std::string_view id, double& value, const SliderRange& range, float width,
            std::string_view tip);

/// A menu of choices that opens below, or over its own place where there is no room. True when another was
/// chosen.
struct ChoiceItem {
    std::string_view title;
    std::string_view help;
    std::string_view family = {};  ///< a heading over the first of each; empty: none
    std::string_view source = {};  ///< under the help, quiet
};
/// `hint`: what stands there, quiet, while nothing is chosen (-1).
bool choice(Kit& kit, std::string_view id, std::span<const ChoiceItem> items, int& chosen, float width,
            std::string_view tip, std::string_view hint = {});

/// A small disc of colour that opens a palette. Returns "#rrggbb", or "" for the automatic colour.
std::optional<std::string> color_swatch(Kit& kit, std::string_view id, Rgba shown, std::string_view tip);

/// A row that opens and closes: chevron, title, a quiet summary at the right. Returns whether it is open.
/// `reserve`: px left free at the right end for a button beside it.
bool section(Kit& kit, std::string_view id, std::string_view title, std::string_view summary, bool& open,
             float reserve = 0.0f);

/// A full-width hairline with air above and below, px before scale.
void hairline(const Kit& kit, double air = 8.0);

/// The name on the left of a form's row, its control on the right: places the cursor for the control and
/// returns the width it has.
float form_row(const Kit& kit, std::string_view name, std::string_view symbol = {});

/// Draws the focus ring around the last item when the keyboard is on it.
void focus_ring(const Kit& kit);

/// A menu over the window, opened by ImGui::OpenPopup. Esc closes it, as a click beside it does. Between this
/// (when it returns true) and ImGui::EndPopup.
bool begin_menu(const std::string& id);

/// A dialog in the middle of the window, over a dimmed ground. Between begin (when it returns true) and end.
/// Esc closes it, Enter presses its primary button. `wanted`: opens it now.
bool begin_dialog(Kit& kit, const char* id, std::string_view title, double width, bool wanted);
void end_dialog(Kit& kit);
/// The height that is left, px, from here to the lowest place a dialog may reach, with `below` px still to
/// come under it: what a list may take before its dialog has to scroll.
float dialog_room(const Kit& kit, float below);

}  // namespace talweg
