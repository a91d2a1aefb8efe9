// One run of a trainer: state, optimizer, schedule and batches, moved one step at a time.
#pragma once

#include "core/optim/optimizer.h"
#include "core/schedule/schedule.h"
#include "core/train/batches.h"
#include "core/train/clip.h"
#include "core/train/divergence.h"
#include "core/train/explain.h"
#include "core/train/layer_norms.h"
#include "core/train/stopper.h"
#include "core/train/trainer.h"
#include "core/train/wrapped_optimizer.h"

#include <memory>
#include <vector>

namespace talweg {

/// What a run is built from and what an edit replaces; made, and thereby checked, before anything changes.
struct RunParts {
    RunSpec spec;
    StopRules stop;
    std::unique_ptr<Objective> objective;  ///< null in an edit: the old one stays
    std::unique_ptr<Schedule> schedule;
    Batches batches;
    bool per_epoch = false;  ///< the schedule counts epochs
};

class Run {
  public:
    /// At step 0, evaluated.
    Run(RunParts parts, const Vector& start);

    const RunState& state() const { return state_; }
    bool running() const { return state_.status == RunStatus::running; }
    /// One update; only while running. Does not allocate.
    void advance();
    /// Takes over an edit; the state is kept.
    void apply(RunParts parts);
    std::string reason() const;
    std::span<const Index> batch() const { return rows_; }
    Step steps_per_epoch() const { return parts_.batches.steps_per_epoch(); }
    void archive(Archive& archive);
    /// What the next update does to theta[parameter]. Allocates; the run is as before afterwards.
    StepExplanation explain(Index parameter);

  private:
    void prepare(bool new_subject);
    double evaluate(const Vector& theta, Step step, Vector& gradient, double& gradient_norm);
    void settle(double loss, double gradient_norm);
    void evaluate_here();
    std::vector<double> gradient_at(const std::vector<double>& point);
    void end_if_due();
    void take_step();
    void evaluate_all_samples();
    double whole_gradient_norm();
    double rate_at(Step step) const;
    std::uint64_t schedule_time(Step step) const;
    void observe();
    void diverge(Overflow overflow, Step step);
    void note_divergence() const;

    RunParts parts_;
    WrappedOptimizer optimizer_;
    RunState state_;
    Vector last_theta_;  ///< before the step under way
    Vector next_gradient_;
    Vector probe_gradient_;  ///< scratch of probes
    LayerNorms layer_norms_;
    Vector next_layer_norms_;  ///< of the gradient evaluated last
    std::span<const Index> rows_;
    bool full_ = true;
    bool rate_moves_ = false;
    bool listens_ = false;         ///< the schedule does, to losses
    bool listens_epochs_ = false;  ///< and only where an epoch of mini-batches begins
    bool validates_ = false;
    bool penalises_ = false;
    Clip clip_;
    Stopper stopper_;
    Step limit_ = 0;  ///< the step at which the run is finished
    Overflow overflow_ = Overflow::unknown;
    Step overflow_step_ = 0;
    mutable Divergence divergence_;
};

}  // namespace talweg
