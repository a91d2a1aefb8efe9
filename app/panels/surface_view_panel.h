// The surface view: the figure, its picture, the start that a click moves, the window the worker computes.
#pragma once

#include "app/panels/figure_canvas.h"
#include "app/panels/ui_state.h"

#include <optional>

namespace talweg {

class SurfaceViewPanel {
  public:
    void draw(const Snapshot& now, const LossSurface& surface, UiState& ui, Commands& commands, Box box);

    /// After all views of a frame: a plane that is not looked at need not be calculated.
    void end_frame(Commands& commands);

  private:
    void show_progress(const UiState& ui, Box inside);
    void follow_window(UiState& ui, Commands& commands);
    void follow_plane(const Snapshot& now, const LossSurface& surface, UiState& ui, Commands& commands);
    void click(const Snapshot& now, UiState& ui, const CanvasEvents& events);
    void hover(const Snapshot& now, const LossSurface& surface, UiState& ui, const Figure& figure,
               const CanvasEvents& events);

    FigureCanvas canvas_;
    SurfaceArt art_;
    ViewRange shown_;                           ///< the window that the worker knows
    bool drawn_ = false;                        ///< in this frame
    double busy_since_ = 0.0;                   ///< the thread has worked since then; 0: it rests
    std::optional<PlaneWish> plane_;            ///< likewise
    std::uint64_t asked_ = 0;                   ///< planes so far
    std::optional<std::uint64_t> moved_start_;  ///< the document's generation after the last click
};

}  // namespace talweg
