// Where a run has been and is, in the coordinates of the surface. Internal to the surface view.
#pragma once

#include "app/views/parts.h"

#include <array>
#include <optional>
#include <vector>

namespace talweg {

/// Points of some steps, ascending. Over a plane of more than two parameters they are projections: away[i] is
/// how far theta was from the plane; of two parameters `away` is empty.
struct Track {
    std::vector<double> x, y;
    std::vector<Step> steps;
    std::vector<double> away;

    /// Where the run stands at the cursor; absent: nowhere finite.
    std::optional<std::array<double, 2>> here;
    double here_away = 0.0;
    /// -gradient along the axes, at the cursor; absent: there is none.
    std::optional<std::array<double, 2>> downhill;

    std::size_t size() const { return x.size(); }
    /// How many points stand at `step` or before it.
    std::size_t until(Step step) const;
};

/// Paths over one surface.
class Tracks {
  public:
    /// surface: whose plane is meant; its vectors may be empty, which means the two parameters themselves.
    Tracks(const Snapshot& now, const LossSurface& surface);
    /// Whether there is a way to tell where runs are: two parameters, or a plane of as many as there are.
    bool possible() const { return two_ || projection_.has_value(); }
    bool projected() const { return projection_.has_value(); }

    Track of(const RunSnapshot& run) const;
    /// The averaged theta; over planes of more parameters only its present place is known.
    Track average_of(const RunSnapshot& run) const;
    /// A cut-off future; empty over planes of more parameters.
    Track of(const GhostRun& ghost) const;
    /// A recorded theta of all parameters; absent where it is of fewer or not finite.
    std::optional<std::array<double, 2>> place(const double* theta, std::size_t count) const;

  private:
    bool two_ = false;
    std::size_t parameters_ = 0;
    std::optional<PlaneProjection> projection_;
    const ThetaPlane* plane_ = nullptr;  ///< the surface's
};

}  // namespace talweg
