// When a step is due: the clock decides that, and nothing else.
#pragma once

#include "core/base/types.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace talweg {

/// due = floor(elapsed * rate), counted from the last start.
class Pacer {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Seconds = std::chrono::duration<double>;

    /// Steps per second; 0, negative or not finite: as fast as it goes.
    void set_rate(double rate, Time now) {
        rate_ = std::isfinite(rate) && rate > 0.0 ? rate : 0.0;
        start(now);
    }
    double rate() const { return rate_; }
    void start(Time now) {
        start_ = now;
        taken_ = 0;
    }

    /// Steps to take now. One that cannot keep up owes at most a quarter of a second.
    Step due(Time now) {
        if (rate_ == 0.0) return kAll;
        const double elapsed = Seconds(now - start_).count();
        const double all = std::floor(elapsed * rate_ + kRounding);
        const double owed = all - static_cast<double>(taken_);
        if (owed > std::max(2.0, 0.25 * rate_)) {
            start(now);
            return 1;
        }
        return owed > 0.0 ? static_cast<Step>(owed) : 0;
    }
    void took(Step steps) { taken_ += steps; }
    /// When the next step will be due. Only with a rate.
    Time next() const {
        const Seconds wait(static_cast<double>(taken_ + 1) / rate_);
        return start_ + std::chrono::ceil<std::chrono::steady_clock::duration>(wait);
    }

    static constexpr Step kAll = std::numeric_limits<Step>::max();

  private:
    /// A step asked for at its exact time must not fall to the step before by the last bit.
    static constexpr double kRounding = 1e-9;

    double rate_ = 0.0;
    Time start_{};
    Step taken_ = 0;
};

}  // namespace talweg
