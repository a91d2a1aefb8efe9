// Theta of the last few steps of one run, where it has more parameters than are recorded.
#pragma once

#include "core/history/series.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <span>
#include <vector>

namespace talweg {

/// Theta of steps [first, first + count), one after the other.
struct ThetaWindow {
    Step first = 0;
    std::size_t count = 0;
    std::size_t parameters = 0;
    std::vector<double> values;

    std::span<const double> theta(std::size_t index) const {
        return std::span<const double>(values).subspan(index * parameters, parameters);
    }
};

/// Of models with at most kRecordedParameters every step's theta is recorded anyway; of very large ones the
/// copies would cost more than they show: those keep nothing.
class ThetaTrail {
  public:
    static constexpr std::size_t kMostParameters = 2048;

    /// steps: how many are kept.
    ThetaTrail(std::size_t parameters, std::size_t steps)
        : parameters_(parameters > kRecordedParameters && parameters <= kMostParameters ? parameters : 0),
          steps_(steps),
          values_(parameters_ * steps) {}

    bool keeps() const { return parameters_ > 0; }

    /// The state of the step after the one seen last, or of the same again; any other step begins anew. Does
    /// not allocate.
    void see(const RunState& state) {
        if (parameters_ == 0) return;
        if (end_ > start_ && state.step + 1 == end_) --end_;
        if (state.step != end_) start_ = end_ = state.step;
        const double* theta = state.theta.data();
        std::copy(theta, theta + parameters_, values_.data() + (end_ % steps_) * parameters_);
        ++end_;
    }

    /// The steps that are here, up to the newest. Allocates only when out is smaller.
    void copy(ThetaWindow& out) const;

    std::uint64_t bytes() const { return values_.capacity() * sizeof(double); }

  private:
    std::size_t parameters_;  ///< 0: keeps nothing
    std::size_t steps_;
    std::vector<double> values_;  ///< a ring, by step
    Step start_ = 0;
    Step end_ = 0;
};

}  // namespace talweg
