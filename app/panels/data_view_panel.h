// The data view: the figure, and points that are dragged, added and deleted with the mouse.
#pragma once

#include "app/panels/figure_canvas.h"
#include "app/panels/ui_state.h"
#include "core/worker/plane_worker.h"

#include <memory>
#include <optional>

namespace talweg {

class DataViewPanel {
  public:
    void draw(const Snapshot& now, UiState& ui, Box box);

  private:
    /// The picture of predictions over two inputs, as far as it is there; nullptr where none is drawn.
    const PredictionArt* predictions(const Snapshot& now, UiState& ui, Box inside);
    void edit_points(const Snapshot& now, UiState& ui, const CanvasEvents& events);

    FigureCanvas canvas_;
    std::unique_ptr<PlaneWorker> worker_;  ///< from the first plane on
    PredictionArt art_;
    std::optional<std::size_t> held_;  ///< the point being dragged
    std::optional<ViewRange> before_;  ///< what was shown before the drag froze it
    std::uint64_t gesture_ = 0;
};

}  // namespace talweg
