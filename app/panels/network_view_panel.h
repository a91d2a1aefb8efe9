// The network view: the drawing, and below it the gradient's norm in each layer.
#pragma once

#include "app/panels/figure_canvas.h"
#include "app/panels/ui_state.h"

namespace talweg {

class NetworkViewPanel {
  public:
    void draw(const Snapshot& now, UiState& ui, Commands& commands, Box box);

  private:
    void drawing(const Snapshot& now, UiState& ui, Box box);
    void norms(const Snapshot& now, UiState& ui, Commands& commands, Box box);

    FigureCanvas drawing_;
    FigureCanvas norms_;
    Size plot_{640.0, 360.0};     ///< of the drawing, in the last frame
    double norms_width_ = 640.0;  ///< of that plot, likewise
};

}  // namespace talweg
