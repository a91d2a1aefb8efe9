// A figure on the screen that one can point at, pan and zoom.
#pragma once

#include "app/panels/kit.h"
#include "app/plot/layout.h"
#include "app/plot/view_control.h"

#include <string_view>

namespace talweg {

/// The rectangle that a drag spans, within the plot.
void draw_band(const Kit& kit, Pt from, Pt to, Box plot);

/// What the mouse did in this frame, px of the window.
struct CanvasEvents {
    bool hovered = false;  ///< over the plot, and nothing else is held
    Pt at;                 ///< where the pointer is
    bool pressed =
        false;  ///< the left button went down over the plot: take_drag() makes the drag the caller's
    bool dragging = false;  ///< a drag that was taken goes on
    bool dropped = false;   ///< a drag that was taken ended
    bool clicked = false;   ///< pressed and let go without moving, left button
    bool right_clicked = false;
    bool double_clicked = false;
};

/// Draws, and turns drags into panning, the wheel into zooming about the cursor, Shift or the right button
/// into box zoom, a double click into fit.
class FigureCanvas {
  public:
    /// Lays the figure out in `box`, paints it into the present window, reads the mouse and changes `range`.
    const CanvasEvents& draw(Kit& kit, std::string_view id, const Figure& figure, Box box, ViewRange& range);
    /// The drag that was just pressed moves something of the caller's; the view stays.
    void take_drag() { mode_ = Mode::taken; }
    const Layout& layout() const { return layout_; }
    /// Something is held.
    bool busy() const { return mode_ != Mode::none; }

  private:
    enum class Mode { none, pan, box, taken };
    void press(ViewRange& range);
    void hold(Kit& kit, ViewRange& range);
    void release(ViewRange& range);

    Layout layout_;
    CanvasEvents events_;
    Mode mode_ = Mode::none;
    int button_ = 0;
    Zone zone_ = Zone::none;
    Pt from_;
    Pt last_;
    bool moved_ = false;
};

}  // namespace talweg
