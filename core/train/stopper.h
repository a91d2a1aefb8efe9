// Watches one run for the rules that may end it before its last step.
#pragma once

#include "core/train/experiment.h"
#include "core/train/trainer.h"

namespace talweg {

/// Whether to stop is decided from the state and what is remembered here, so that rules may change at any
/// step. Nothing but configure() and reason() allocates.
class Stopper {
  public:
    /// New rules, at the start or after an edit. `forget`: what is minimised has changed, so that earlier
    /// losses say nothing about later ones.
    void configure(const StopRules& rules, Step steps_per_epoch, Index parameters, bool forget);

    /// There is a rule besides max_steps and max_epochs.
    bool any() const { return any_; }
    /// The update that led to this state moved theta.
    void moved(const Vector& from, const Vector& to);
    /// Takes in a state; the same step again is not counted twice.
    void observe(const RunState& state);
    /// There is a rule about the norm of the gradient.
    bool asks_gradient() const { return rules_.grad_norm.has_value(); }
    /// Whether a rule ends the run in this state. gradient_norm: over all training points; NaN where it is
    /// not known, which is everywhere but where an epoch begins.
    bool due(const RunState& state, double gradient_norm);

    /// At a run's end, however it came, restore_best wants the best theta back: puts it into `theta` and
    /// keeps the one that was there. False: nothing to do.
    bool restore(Vector& theta);
    /// Undoes restore(). False: there was none.
    bool give_back(Vector& theta);

    /// What ended the run, in words with numbers.
    std::string reason(const RunState& state) const;
    /// "; the best validation loss 0.5 was at step 12, restored", or nothing where nothing was.
    std::string restored_text() const;

    void archive(Archive& archive);

  private:
    enum class Rule { none, loss, grad_norm, parameter_change, loss_change, early };

    void forget_losses();
    void forget_validation();
    std::string early_reason() const;
    std::string rule_text(const RunState& state) const;

    StopRules rules_;
    bool any_ = false;
    Step steps_per_epoch_ = 1;

    // Everything below is archived.
    Rule rule_ = Rule::none;
    double at_end_ = kAbsent;      ///< the loss or norm that the rule found
    double change_ = kAbsent;      ///< how far the last step moved theta
    double difference_ = kAbsent;  ///< of the train loss, over the window
    Vector window_;                ///< the last train losses; that of number i at i modulo its size
    std::uint64_t losses_ = 0;     ///< train losses seen
    Step loss_seen_ = kNone;       ///< the step of the last one
    double best_ = 0.0;            ///< validation loss
    Step best_step_ = 0;
    std::uint64_t stale_ = 0;       ///< evaluations since
    Step validation_seen_ = kNone;  ///< the step of the last evaluation; kNone: no best yet
    Vector best_theta_;
    Vector last_theta_;  ///< where the run stood before restore()
    bool restored_ = false;

    Vector difference_of_theta_;  ///< scratch

    static constexpr Step kNone = std::numeric_limits<Step>::max();
};

}  // namespace talweg
