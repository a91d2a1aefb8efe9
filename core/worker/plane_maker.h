// From a question about a model to its predictions over a plane.
#pragma once

#include "core/surface/prediction_plane.h"

#include <memory>

namespace talweg {

/// Keeps the model of the last question. For one thread.
class PlaneMaker {
  public:
    /// Another question. Throws Error when its model cannot be made (then nothing has changed).
    void ask(PlaneQuestion question);

    /// Fills a grid of nodes x nodes. False when `stop`, asked once per row, said true. A theta that is not
    /// the model's, or no question at all, gives an empty plane.
    bool make(int nodes, PredictionPlane& out, const std::function<bool()>& stop = {});

    /// Sides of the grids, one after the other.
    static constexpr int kLevels[] = {32, 64, 128};
    static constexpr int kFinest = kLevels[std::size(kLevels) - 1];

  private:
    PlaneQuestion question_;
    std::unique_ptr<Model> model_;
};

}  // namespace talweg
