// What only some runs have beside their losses: several evaluations a step, a penalty, an averaged theta.
#pragma once

#include "core/history/path_recorder.h"
#include "core/history/series_recorder.h"
#include "core/history/step_map_recorder.h"
#include "core/train/trainer.h"

#include <limits>
#include <optional>

namespace talweg {

/// Steps wait in a few small rows until they are folded, as those of RunRecorder wait in its ring. A run that
/// has none of it costs a few stores a step; memory for what it has is taken when it first has it.
class ExtraRecorder {
  public:
    ExtraRecorder();

    /// The state of a step, the one after the newest or the newest again. At most kWaiting are unfolded.
    void write(const RunState& state, Step step) {
        double* at = waiting_.data() + (step & (kWaiting - 1));
        at[kEvaluations * kWaiting] = static_cast<double>(state.evaluations);
        at[kPenalty * kWaiting] = state.penalty;
        at[kDataLoss * kWaiting] = state.train_loss - state.penalty;
        if (state.average.size() < 2 && !averages_) return;
        averages_ = true;
        const bool there = state.average.size() >= 2;
        at[kAverageX * kWaiting] = there ? state.average[0] : kAbsent;
        at[kAverageY * kWaiting] = there ? state.average[1] : kAbsent;
    }
    /// Takes the memory that such states need, so that no step has to.
    void reserve(const RunState& state);
    /// Takes up the steps below `end`.
    void fold(Step end);
    /// As RunRecorder::truncate.
    void truncate(Step size);
    void reset();

    // All steps below `newest` are folded, and `newest` waits.

    /// Empty when it was one a step, from 1 at step 0 on.
    void publish_evaluations(StepMap& out, std::size_t limit, Step newest) const;
    /// The penalty, and the loss over all samples without it. Empty when there was no penalty.
    void publish_penalty(BucketSeries& penalty, BucketSeries& data_loss, std::size_t limit,
                         Step newest) const;
    /// As RunRecorder::publish_path; empty without an average.
    void publish_average(std::vector<double>& x, std::vector<double>& y, Step& last_step, Step newest) const;

    std::uint64_t bytes() const;

    static constexpr std::size_t kWaiting = 512;

  private:
    enum Row : std::size_t { kEvaluations, kPenalty, kDataLoss, kAverageX, kAverageY, kRows };
    static constexpr Step kNever = std::numeric_limits<Step>::max();

    const double* row(Row which, Step step) const {
        return waiting_.data() + which * kWaiting + (step & (kWaiting - 1));
    }
    void fold_evaluations(const double* values, std::size_t count);
    void fold_penalty(const double* penalty, const double* data_loss, std::size_t count);

    std::vector<double> waiting_;
    StepMapRecorder evaluations_;
    std::optional<SeriesRecorder> penalty_;
    std::optional<SeriesRecorder> data_loss_;
    std::optional<PathRecorder> average_;
    Step folded_ = 0;
    bool averages_ = false;  ///< a run has an average from step 0 on, or never
    /// The first folded step with more than one evaluation for every state, and the first with a penalty.
    Step evaluations_differ_from_ = kNever;
    Step penalty_from_ = kNever;
};

}  // namespace talweg
