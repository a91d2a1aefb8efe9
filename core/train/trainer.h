// The trainer: every run of an experiment, moved one step at a time. No clock, no recording, no thread.
#pragma once

#include "core/base/archive.h"
#include "core/train/experiment.h"
#include "core/train/explain.h"

#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace talweg {

enum class RunStatus {
    running,
    finished,  ///< reached max_steps or max_epochs
    stopped,   ///< another stopping rule, or the user, ended it
    diverged,  ///< loss or parameters became non-finite; the last finite state is kept
};

/// "running", "finished", "stopped", "diverged": as result.json spells it.
std::string_view status_name(RunStatus status);

/// Nothing to show: the number is absent (a validation loss without validation data).
inline constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

/// One run at one step. State k is what stands before update k: theta_k, and the loss and gradient at theta_k
/// that update k will use (those of batch k, with mini-batches).
struct RunState {
    Step step = 0;  ///< this run's own: an ended run stays behind
    RunStatus status = RunStatus::running;
    double epoch = 0.0;  ///< passes over the data so far, with fractions
    double rate = 0.0;   ///< the learning rate of update `step`
    double loss = 0.0;
    double train_loss = kAbsent;  ///< over all samples: every step at full batch, else at each epoch's start
    double validation_loss = kAbsent;  ///< at the same steps as train_loss, where there is validation data
    double gradient_norm = 0.0;        ///< Euclidean, before clipping
    double penalty = kAbsent;          ///< the part of `loss` that is the penalty, where there is one
    std::uint64_t evaluations = 0;     ///< of the loss or its gradient, up to and with that of this state
    Vector theta;
    Vector gradient;  ///< as update `step` uses it: clipped, where that was asked for
    Vector average;   ///< the averaged theta that a wrapper keeps; empty: none
    /// As gradient_norm, over the weights and biases of each layer; empty: the model has one layer.
    Vector layer_norms;
};

struct ClosedForm;
struct Metrics;

/// Is told when each run has made its part of a step: for one who measures how long that took.
class StepWatch {
  public:
    virtual ~StepWatch() = default;
    virtual void run_moved(std::size_t run) = 0;
};

/// A run is a pure function of the experiment, its seed and the edits with their steps.
class Trainer {
  public:
    /// All runs at step 0, evaluated. Throws Error as check_experiment and make_dataset do.
    explicit Trainer(const Experiment& experiment);
    /// The same over points that are not the experiment's own, such as those of one fold.
    Trainer(const Experiment& experiment, Dataset data);
    ~Trainer();
    Trainer(Trainer&&) noexcept;
    Trainer& operator=(Trainer&&) noexcept;

    /// Moves every run that is still running by one step. False when none is: then nothing changed.
    /// Does not allocate.
    bool step(StepWatch* watch = nullptr);

    /// Takes over an edit between two steps: EditKind::display or ::live only (TALWEG_CHECK). State is kept;
    /// runs that had reached the end of an earlier limit go on under a later one; losses are evaluated again.
    /// On Error nothing has changed.
    void apply(const Experiment& edited);

    /// The furthest step of any run.
    Step step_index() const;
    std::size_t run_count() const;
    const RunState& run(std::size_t index) const;
    /// Why a run ended, in words with its numbers; empty while it runs.
    std::string reason(std::size_t index) const;
    bool running() const;
    const Experiment& experiment() const;
    const Dataset& dataset() const;
    /// Of the experiment and the points in force: takes a moment where there are many.
    ClosedForm closed_form() const;
    /// How good a run's theta is now; all absent for a test function. Allocates only where `out` is too
    /// small, and the first time after the data, the model or the loss changed.
    void metrics(std::size_t index, Metrics& out) const;
    /// Steps in one epoch of a run: n / batch, rounded up, or down where the last batch is dropped; 1 for
    /// full batch and for test functions.
    Step steps_per_epoch(std::size_t index) const;
    /// The samples of the batch that update `step` of this run uses; empty: all.
    std::span<const Index> batch(std::size_t index) const;

    /// Everything the future of run `index` depends on besides the experiment: written or read to the last
    /// bit. After reading, the run is as it was, ready to step. Reading never allocates once theta has its
    /// size.
    void archive(std::size_t index, Archive& archive);

    /// What the next update of a run does to theta[parameter], in words and numbers. Nothing has changed
    /// afterwards.
    StepExplanation explain(std::size_t index, Index parameter);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// "learning rate 0.13 × largest curvature 16.7 = 2.17 > 2", or a plainer sentence where the rule does not
/// apply (no exact Hessian, adaptive optimizer). theta: the last finite one.
std::string divergence_reason(const RunSpec& run, double rate, Objective& objective, const Vector& theta);

}  // namespace talweg
