// Everything that is kept of one run's steps: bounded for any number of them.
#pragma once

#include "core/history/extra_recorder.h"
#include "core/history/layer_recorder.h"
#include "core/history/path_recorder.h"
#include "core/history/sample_ring.h"
#include "core/history/series_recorder.h"
#include "core/history/theta_path.h"

#include <algorithm>
#include <limits>

namespace talweg {

/// Writes each step into a ring and folds whole blocks of it into buckets and path points later. What it
/// gives does not depend on when that happens. The newest step is never folded, so that an edit at that very
/// step can still replace it.
class RunRecorder {
  public:
    explicit RunRecorder(std::size_t parameters);

    /// Takes the memory that states like this one need, and for rates that change: before the first one is
    /// pushed and before one is replaced. Without it a step may have to, once.
    void reserve(const RunState& state, bool rates);
    /// The state of step size(). Does not allocate.
    void push(const RunState& state) {
        extra_.write(state, ring_.end());
        layers_.write(state, ring_.end());
        thetas_.write(state, ring_.end());
        ring_.push(state);
        if (ring_.end() - folded_ > kBlock) fold();
    }
    /// The state of the newest step again, after an edit. Not empty.
    void replace(const RunState& state) {
        extra_.write(state, ring_.end() - 1);
        layers_.write(state, ring_.end() - 1);
        thetas_.write(state, ring_.end() - 1);
        ring_.replace(state);
    }
    /// The newest step was reached `seconds` after the start: those since the last one so known took equally
    /// long. Measured elsewhere; nothing else here depends on it.
    void time(double seconds);
    /// As last told, and how many steps have been timed.
    double seconds() const { return last_seconds_; }
    Step timed() const { return seconds_.steps(); }

    /// Steps recorded so far; the next one pushed has this number.
    Step size() const { return ring_.end(); }
    /// Puts the newest steps into their buckets, which waits as long as nobody looks; buckets may widen.
    void fold();
    /// Largest number of steps in a bucket: where truncate() may cut, until the next fold().
    Step stride() const { return std::max(loss_.stride(), layers_.stride()); }
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
    /// Empty when the rate was the same at every step.
    void publish_rate(BucketSeries& out);
    /// The penalty, and the loss over all samples without it. Empty when there was no penalty.
    void publish_penalty(BucketSeries& penalty, BucketSeries& data_loss);
    /// Empty when it was one a step, from 1 at step 0 on.
    void publish_evaluations(StepMap& out);
    /// From 0 at step 0 to the last step that was timed.
    void publish_seconds(StepMap& out) const;
    /// The gradient's norm in each layer; none where there is one layer.
    void publish_layer_norms(std::vector<BucketSeries>& out);
    /// Points of the steps that path_steps.h names, and the newest. Empty without two parameters.
    void publish_path(std::vector<double>& x, std::vector<double>& y, Step& last_step);
    /// The same of the averaged theta that a wrapper keeps; empty without one.
    void publish_average(std::vector<double>& x, std::vector<double>& y, Step& last_step);
    /// All of theta at fewer such steps; empty of at most two parameters, or of very many.
    void publish_thetas(ThetaPath& out) const { thetas_.publish(out); }

    std::uint64_t bytes() const;

    static constexpr std::size_t kRing = 65536;
    static constexpr std::size_t kBlock = 256;
    static constexpr std::size_t kPublishedBuckets = 4096;

  private:
    static constexpr Step kNever = std::numeric_limits<Step>::max();

    void fold_rate(const double* rates, std::size_t count);
    void publish(const SeriesRecorder& series, Column column, BucketSeries& out) const;

    SampleRing ring_;
    SeriesRecorder loss_;
    SeriesRecorder train_loss_{true};
    SeriesRecorder validation_loss_{true};
    std::optional<SeriesRecorder> rate_;  ///< once it differs
    PathRecorder path_;
    ExtraRecorder extra_;
    LayerRecorder layers_;
    ThetaPathRecorder thetas_;
    StepMapRecorder seconds_;
    double last_seconds_ = 0.0;  ///< of the last step timed
    double first_rate_ = 0.0;    ///< of step 0, once that is folded
    Step folded_ = 0;
    bool plane_;  ///< there are two parameters to draw a path of
    /// The first folded step whose train loss is not its loss, and the first with a validation loss.
    Step train_differs_from_ = kNever;
    Step validation_from_ = kNever;
    /// Likewise the first whose rate is not that of step 0.
    Step rate_differs_from_ = kNever;
};

}  // namespace talweg
