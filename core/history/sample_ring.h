// The last steps of one run, exactly: every recorded column in a ring.
#pragma once

#include "core/history/series.h"
#include "core/train/trainer.h"

#include <span>

namespace talweg {

/// Columns as `Column` orders them. Writing a step costs one store per column.
class SampleRing {
  public:
    /// parameters: of theta; the first kRecordedParameters of them are kept. capacity: a power of two.
    SampleRing(std::size_t parameters, std::size_t capacity);

    /// The state of step end(). Does not allocate.
    void push(const RunState& state) { write(state, end_++); }
    /// The state of the newest step again, after an edit. Not empty.
    void replace(const RunState& state) { write(state, end_ - 1); }

    /// Steps [first(), end()) are here.
    Step first() const { return end_ - start_ > mask_ ? end_ - mask_ - 1 : start_; }
    Step end() const { return end_; }
    bool has(Step step) const { return step >= first() && step < end_; }
    /// Forgets everything; the next step pushed is `step`.
    void restart(Step step) { start_ = end_ = step; }
    /// Forgets steps from `end` on. When nothing is left, the next step pushed is `end`.
    void truncate(Step end);

    std::size_t columns() const { return columns_; }
    double at(std::size_t column, Step step) const { return values_[column * stride_ + (step & mask_)]; }
    /// As many steps from `step` on, below `end`, as lie side by side in memory; a column's are at data().
    std::size_t piece(Step step, Step end) const;
    const double* data(std::size_t column, Step step) const {
        return values_.data() + column * stride_ + (step & mask_);
    }
    /// Copies steps [first, first + count) (held: TALWEG_CHECK) with room for `capacity`. Allocates only when
    /// out is smaller.
    void copy(Step first, std::size_t count, std::size_t capacity, SampleWindow& out) const;

    std::uint64_t bytes() const { return values_.capacity() * sizeof(double); }

  private:
    void write(const RunState& state, Step step) {
        double* at = values_.data() + (step & mask_);
        at[kRate * stride_] = state.rate;
        at[kLoss * stride_] = state.loss;
        at[kTrainLoss * stride_] = state.train_loss;
        at[kValidationLoss * stride_] = state.validation_loss;
        at[kGradientNorm * stride_] = state.gradient_norm;
        at += kTheta * stride_;
        const double* theta = state.theta.data();
        for (std::size_t i = 0; i < columns_ - kTheta; ++i, at += stride_) *at = theta[i];
    }

    std::size_t columns_;
    Step mask_;
    std::size_t stride_;  ///< between columns: a little more than the capacity
    std::vector<double> values_;
    Step start_ = 0;
    Step end_ = 0;
};

}  // namespace talweg
