// The linked cursor: which step the pointer means, and asking for its exact numbers.
#pragma once

#include "app/panels/ui_state.h"
#include "app/views/surface_track.h"

#include <optional>

namespace talweg {

/// Asks the worker for exact numbers where only coarser ones are recorded; the same wish is sent once.
class DetailRequests {
  public:
    /// Steps [first, last] are looked at. Nothing is asked for when every shown run has them exactly.
    void want(const Snapshot& now, Step first, Step last, Commands& commands);
    /// The hovered step, when the curves are not zoomed into something finer already.
    void want_hover(const Snapshot& now, const std::optional<Hover>& hover, Commands& commands);

  private:
    std::optional<Step> first_;
    Step last_ = 0;
    std::uint64_t generation_ = 0;
};

/// The step of the point on a run's path that lies nearest to (x, y).
std::optional<Step> nearest_path_step(const Track& path, double x, double y, double x_scale, double y_scale);

}  // namespace talweg
