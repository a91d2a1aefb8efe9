// The data view: the figure, and points that are dragged, added and deleted with the mouse.
#pragma once

#include "app/panels/figure_canvas.h"
#include "app/panels/point_hand.h"
#include "app/panels/ui_state.h"
#include "app/plot/pick.h"
#include "app/views/point_cloud.h"
#include "core/worker/plane_worker.h"

#include <memory>

namespace talweg {

class DataViewPanel {
  public:
    void draw(const Snapshot& now, UiState& ui, Box box);

  private:
    /// The picture of predictions over two inputs, as far as it is there; nullptr where none is drawn.
    const PredictionArt* predictions(const Snapshot& now, UiState& ui, Box inside);

    FigureCanvas canvas_;
    std::unique_ptr<PlaneWorker> worker_;  ///< from the first plane on
    PredictionArt art_;
    PointCloud cloud_;
    PointHand hand_;
    std::optional<Picked> pointed_;  ///< the cell under the pointer
};

}  // namespace talweg
