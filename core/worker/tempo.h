// How fast steps go: to report it, and to choose how many to take between two looks at the clock.
#pragma once

#include "core/base/types.h"

#include <algorithm>
#include <chrono>

namespace talweg {

/// Times come from outside.
class Tempo {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Seconds = std::chrono::duration<double>;

    /// So many steps as take about half a millisecond; one at first.
    Step chunk() const { return chunk_; }

    /// `steps` took `elapsed`.
    void took(Step steps, Seconds elapsed) {
        total_ += steps;
        if (steps == 0) return;
        const double each = elapsed.count() / static_cast<double>(steps);
        const double wanted = kChunkSeconds / std::max(each, 1e-9);
        // Grows at most eightfold: a few lucky steps must not lead to a long stretch of slow ones.
        const double most = 8.0 * static_cast<double>(std::min(steps, chunk_));
        chunk_ = static_cast<Step>(std::clamp(std::min(wanted, most), 1.0, 1e6));
    }

    /// Forgets the past: the speed or what is computed has changed.
    void start_measuring() { measured_ = false; }
    /// Steps per second over the last quarter of a second or more; the last measured value in between.
    double steps_per_second(Time now) {
        if (!measured_) {
            measured_ = true;
            value_ = 0.0;
            since_ = now;
            before_ = total_;
            return value_;
        }
        const double elapsed = Seconds(now - since_).count();
        if (elapsed >= kMeasureSeconds || (value_ == 0.0 && elapsed >= 0.02)) {
            value_ = static_cast<double>(total_ - before_) / elapsed;
        }
        if (elapsed >= kMeasureSeconds) {
            since_ = now;
            before_ = total_;
        }
        return value_;
    }

  private:
    static constexpr double kChunkSeconds = 0.5e-3;
    static constexpr double kMeasureSeconds = 0.25;

    Step chunk_ = 1;
    Step total_ = 0;
    bool measured_ = false;
    double value_ = 0.0;
    Time since_{};
    Step before_ = 0;
};

}  // namespace talweg
