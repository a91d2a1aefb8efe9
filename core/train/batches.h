// Which samples each step sees: a pure function of seed, batch size and step.
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <span>
#include <vector>

namespace talweg {

/// The samples are shuffled anew for every epoch by Philox keyed (seed, Stream::batch, epoch), then cut into
/// batches; the last one may be smaller. Runs with the same batch size see the same batches. Full batches are
/// not shuffled.
class Batches {
  public:
    /// samples: of the data set, 0 for a test function. batch: samples per step; 0 or >= samples: all.
    Batches(std::uint64_t seed, std::uint64_t samples, std::uint64_t batch);

    bool full() const { return full_; }
    Step steps_per_epoch() const { return steps_per_epoch_; }
    /// Samples in the last batch of an epoch.
    std::uint64_t last_size() const { return samples_ - (steps_per_epoch_ - 1) * batch_; }

    /// The samples of the batch of `step`; empty: all. Shuffles when the step lies in another epoch than the
    /// last one asked for. Does not allocate. Valid until the next call.
    std::span<const Index> rows(Step step);
    /// Passes over the data before `step`, with fractions.
    double epoch(Step step) const;

  private:
    void shuffle(std::uint64_t epoch);

    std::uint64_t seed_;
    std::uint64_t samples_;
    std::uint64_t batch_;
    bool full_;
    Step steps_per_epoch_ = 1;
    std::uint64_t shuffled_epoch_ = ~std::uint64_t{0};
    std::vector<Index> order_;
};

}  // namespace talweg
