// The curves view: the figure, its axes' switches, smoothing, and the step under the pointer.
#pragma once

#include "app/panels/figure_canvas.h"
#include "app/panels/hover.h"
#include "app/panels/ui_state.h"

namespace talweg {

class CurvesViewPanel {
  public:
    void draw(const Snapshot& now, UiState& ui, DetailRequests& details, Commands& commands, Box box);

  private:
    void controls(UiState& ui);

    FigureCanvas canvas_;
    bool log_y_ = false;         ///< as drawn: the automatic choice included
    double plot_width_ = 800.0;  ///< of the last frame
};

}  // namespace talweg
