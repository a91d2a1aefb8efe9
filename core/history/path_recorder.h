// Records a way through the plane of two parameters in a bounded number of points.
#pragma once

#include "core/base/types.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace talweg {

/// Keeps the points of steps 0, stride, 2 stride, …; when full, every second goes and the stride doubles.
class PathRecorder {
  public:
    PathRecorder();

    /// Appends `count` steps. Does not allocate.
    void fold(const double* x, const double* y, std::size_t count);
    Step stride() const { return stride_; }
    Step steps() const { return steps_; }
    const std::vector<double>& x() const { return x_; }
    const std::vector<double>& y() const { return y_; }
    /// Every so many points, so that with one more there are at most `limit`. Returns the stride of those.
    Step publish(std::vector<double>& x, std::vector<double>& y, std::size_t limit) const;

    /// Forgets all steps from `steps` on.
    void truncate(Step steps);
    void reset();
    std::uint64_t bytes() const { return (x_.capacity() + y_.capacity()) * sizeof(double); }

    static constexpr std::size_t kPoints = 32768;

  private:
    std::vector<double> x_;
    std::vector<double> y_;
    Step stride_ = 1;
    Step steps_ = 0;
};

}  // namespace talweg
