// The gradient's norm in each layer of one run, over all its steps.
#pragma once

#include "core/history/series_recorder.h"
#include "core/train/trainer.h"

namespace talweg {

/// Steps wait in a few rows until they are folded, as those of ExtraRecorder do. A model of one layer has
/// nothing to record, and takes no memory.
class LayerRecorder {
  public:
    /// Takes the memory that such states need, so that no step has to.
    void reserve(const RunState& state) { make(static_cast<std::size_t>(state.layer_norms.size())); }
    /// The state of a step, the one after the newest or the newest again. At most kWaiting are unfolded.
    void write(const RunState& state, Step step) {
        const auto layers = static_cast<std::size_t>(state.layer_norms.size());
        if (layers != series_.size()) make(layers);
        double* at = waiting_.data() + (step & (kWaiting - 1));
        for (std::size_t i = 0; i < layers; ++i, at += kWaiting) *at = state.layer_norms.data()[i];
    }
    /// Takes up the steps below `end`.
    void fold(Step end);
    /// As RunRecorder::truncate, and as RunRecorder::stride.
    void truncate(Step size);
    Step stride() const { return series_.empty() ? 1 : series_.front().stride(); }
    void reset();

    /// Whether, cut to `size` steps, it would publish what one that never had more does.
    bool fine_enough(Step size) const { return stride() <= published_stride(size, kPublished); }
    /// A series for each layer, in at most kPublished buckets; none where there is one layer. All steps below
    /// `newest` are folded, and `newest` waits.
    void publish(std::vector<BucketSeries>& out, Step newest) const;

    std::uint64_t bytes() const;

    static constexpr std::size_t kWaiting = 512;
    /// Fewer than of a loss: there is a series for each layer.
    static constexpr std::size_t kBuckets = 4096;
    static constexpr std::size_t kPublished = 1024;

  private:
    void make(std::size_t layers);

    std::vector<double> waiting_;  ///< a row for each layer
    std::vector<SeriesRecorder> series_;
    Step folded_ = 0;
};

}  // namespace talweg
