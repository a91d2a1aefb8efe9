// Records a way through the plane of two parameters in a bounded number of points.
#pragma once

#include "core/base/types.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace talweg {

/// Keeps the points of the steps that path_steps.h names.
class PathRecorder {
  public:
    PathRecorder();

    /// Appends `count` steps. Does not allocate below 10^12 steps.
    void fold(const double* x, const double* y, std::size_t count);
    Step steps() const { return steps_; }
    /// Point i is that of step kept_step(i).
    const std::vector<double>& x() const { return x_; }
    const std::vector<double>& y() const { return y_; }

    /// Forgets all steps from `steps` on.
    void truncate(Step steps);
    void reset();
    std::uint64_t bytes() const { return (x_.capacity() + y_.capacity()) * sizeof(double); }

  private:
    std::vector<double> x_;
    std::vector<double> y_;
    Step steps_ = 0;
};

}  // namespace talweg
