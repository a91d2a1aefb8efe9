// Which samples each step sees: a pure function of seed, rule and step.
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <span>
#include <vector>

namespace talweg {

/// How a run draws its batches; as RunSpec has it.
struct BatchRule {
    std::uint64_t size = 0;    ///< samples per step; 0: all
    bool drop_last = false;    ///< as torch.utils.data.DataLoader's
    bool replacement = false;  ///< as torch.utils.data.RandomSampler's
};

/// The samples are shuffled anew for every epoch by Philox keyed (seed, Stream::batch, epoch), then cut into
/// batches; the last one may be smaller, or is left out (drop_last). With replacement an epoch is as many
/// draws as there are samples, each from all of them, so that some come twice and some not at all. Runs with
/// the same rule see the same batches. Full batches are neither shuffled nor drawn; a batch of as many as
/// there are is full but with replacement.
class Batches {
  public:
    /// samples: of the data set, 0 for a test function.
    Batches(std::uint64_t seed, std::uint64_t samples, BatchRule rule);

    bool full() const { return full_; }
    Step steps_per_epoch() const { return steps_per_epoch_; }
    /// The samples of the batch of `step`; empty: all. Draws when the step lies in another epoch than the
    /// last one asked for. Does not allocate. Valid until the next call.
    std::span<const Index> rows(Step step);
    /// Epochs before `step`, with fractions: shares of the samples that an epoch uses.
    double epoch(Step step) const;

  private:
    void draw(std::uint64_t epoch);

    std::uint64_t seed_;
    std::uint64_t samples_;
    std::uint64_t batch_;
    bool replacement_;
    bool full_;
    std::uint64_t used_;  ///< samples in an epoch
    Step steps_per_epoch_ = 1;
    std::uint64_t drawn_epoch_ = ~std::uint64_t{0};
    std::vector<Index> order_;
};

}  // namespace talweg
