// Everything that is kept of one run's steps: bounded for any number of them.
#pragma once

#include "core/history/path_recorder.h"
#include "core/history/sample_ring.h"
#include "core/history/series_recorder.h"

#include <limits>

namespace talweg {

/// Writes each step into a ring and folds whole blocks of it into buckets and path points later. What it
/// gives does not depend on when that happens. The newest step is never folded, so that an edit at that very
/// step can still replace it.
class RunRecorder {
  public:
    explicit RunRecorder(std::size_t parameters);

    /// The state of step size(). Does not allocate.
    void push(const RunState& state) {
        ring_.push(state);
        if (ring_.end() - folded_ > kBlock) fold();
    }
    /// The state of the newest step again, after an edit. Not empty.
    void replace(const RunState& state) { ring_.replace(state); }

    /// Steps recorded so far; the next one pushed has this number.
    Step size() const { return ring_.end(); }
    /// Largest number of steps in a bucket: where truncate() may cut.
    Step stride() const { return loss_.stride(); }
    /// Forgets steps from `size` on, a multiple of stride(); the next step pushed is `size`.
    void truncate(Step size);
    void reset();

    /// The last 65,536 steps.
    const SampleRing& ring() const { return ring_; }

    /// Whether, cut to `size` steps, it would publish what one that never had more does.
    bool fine_enough(Step size) const;

    /// Each series with all steps so far, in at most kPublishedBuckets.
    void publish_loss(BucketSeries& out);
    /// Empty when it was the same as the loss at every step.
    void publish_train_loss(BucketSeries& out);
    /// Empty when there was none.
    void publish_validation_loss(BucketSeries& out);
    /// Points of the steps that path_steps.h names, and the newest. Empty without two parameters.
    void publish_path(std::vector<double>& x, std::vector<double>& y, Step& last_step);

    std::uint64_t bytes() const;

    static constexpr std::size_t kRing = 65536;
    static constexpr std::size_t kBlock = 256;
    static constexpr std::size_t kPublishedBuckets = 4096;

  private:
    static constexpr Step kNever = std::numeric_limits<Step>::max();

    void fold();
    void publish(const SeriesRecorder& series, Column column, BucketSeries& out) const;

    SampleRing ring_;
    SeriesRecorder loss_;
    SeriesRecorder train_loss_{true};
    SeriesRecorder validation_loss_{true};
    PathRecorder path_;
    Step folded_ = 0;
    bool plane_;  ///< there are two parameters to draw a path of
    /// The first folded step whose train loss is not its loss, and the first with a validation loss.
    Step train_differs_from_ = kNever;
    Step validation_from_ = kNever;
};

}  // namespace talweg
