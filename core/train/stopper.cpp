// The rules that may end a run before its last step.
#include "core/train/stopper.h"

#include "core/base/error.h"
#include "core/base/sum.h"
#include "core/base/text.h"
#include "core/base/vectors.h"

#include <cmath>

namespace talweg {
namespace {

bool at_most(double value, const std::optional<double>& limit) { return limit && value <= *limit; }

}  // namespace

void Stopper::forget_losses() {
    difference_ = kAbsent;
    window_.setZero();
    losses_ = 0;
    loss_seen_ = kNone;
}

void Stopper::forget_validation() {
    best_ = std::numeric_limits<double>::infinity();
    best_step_ = 0;
    stale_ = 0;
    validation_seen_ = kNone;
    best_theta_.setZero();
}

// A memory that no rule needs is emptied, so that two ways to the same rules and state leave the same bits.
void Stopper::configure(const StopRules& rules, Step steps_per_epoch, Index parameters, bool forget) {
    any_ = rules.loss || rules.grad_norm || rules.parameter_change || rules.loss_change || rules.patience;
    const Step steps = rules.loss_change ? rules.loss_change_steps : 0;
    const auto window = static_cast<Index>((steps + steps_per_epoch - 1) / steps_per_epoch);
    if (window != window_.size()) window_ = Vector::Zero(window);
    // Losses of another window stand elsewhere in it, or lie further apart.
    const bool same_window = rules.loss_change && rules_.loss_change &&
                             rules.loss_change_steps == rules_.loss_change_steps &&
                             steps_per_epoch == steps_per_epoch_;
    if (forget || !same_window) forget_losses();

    const Index kept = rules.patience ? parameters : 0;
    if (kept != best_theta_.size()) best_theta_ = Vector::Zero(kept);
    if (kept != last_theta_.size()) last_theta_ = Vector::Zero(kept);
    if (forget || !rules.patience || !rules_.patience) forget_validation();

    if (!rules.parameter_change) change_ = kAbsent;
    if (difference_of_theta_.size() != parameters) difference_of_theta_ = Vector::Zero(parameters);
    rules_ = rules;
    steps_per_epoch_ = steps_per_epoch;
}

void Stopper::moved(const Vector& from, const Vector& to) {
    if (!rules_.parameter_change) return;
    const Index n = to.size();
    const double* a = from.data();
    const double* b = to.data();
    double* out = difference_of_theta_.data();
    for (Index i = 0; i < n; ++i) out[i] = b[i] - a[i];
    change_ = std::sqrt(squared_norm(out, n));
}

void Stopper::observe(const RunState& state) {
    if (rules_.loss_change && !std::isnan(state.train_loss) && loss_seen_ != state.step) {
        double& oldest = window_[static_cast<Index>(losses_ % static_cast<std::uint64_t>(window_.size()))];
        if (losses_ >= static_cast<std::uint64_t>(window_.size())) {
            difference_ = std::abs(state.train_loss - oldest);
        }
        oldest = state.train_loss;
        ++losses_;
        loss_seen_ = state.step;
    }
    if (!rules_.patience || std::isnan(state.train_loss) || validation_seen_ == state.step) return;
    // A validation loss that is not finite is never the best. The first theta is kept whatever its loss.
    const double loss = state.validation_loss;
    const bool better = loss < best_ - rules_.min_delta;
    if (better || validation_seen_ == kNone) {
        copy(state.theta, best_theta_);
        best_step_ = state.step;
        stale_ = 0;
    } else {
        ++stale_;
    }
    if (better) best_ = loss;
    validation_seen_ = state.step;
}

bool Stopper::due(const RunState& state, double gradient_norm) {
    rule_ = Rule::none;
    if (at_most(state.train_loss, rules_.loss))
        rule_ = Rule::loss;
    else if (at_most(gradient_norm, rules_.grad_norm))
        rule_ = Rule::grad_norm;
    else if (at_most(change_, rules_.parameter_change))
        rule_ = Rule::parameter_change;
    else if (at_most(difference_, rules_.loss_change))
        rule_ = Rule::loss_change;
    else if (rules_.patience && stale_ >= *rules_.patience)
        rule_ = Rule::early;
    // Where the best is put back the state no longer has the number that ended the run.
    at_end_ = rule_ == Rule::loss ? state.train_loss : rule_ == Rule::grad_norm ? gradient_norm : kAbsent;
    return rule_ != Rule::none;
}

bool Stopper::restore(Vector& theta) {
    if (!rules_.patience || !rules_.restore_best || validation_seen_ == kNone) return false;
    if (stale_ == 0 && std::equal(theta.data(), theta.data() + theta.size(), best_theta_.data()))
        return false;
    copy(theta, last_theta_);
    copy(best_theta_, theta);
    restored_ = true;
    return true;
}

bool Stopper::give_back(Vector& theta) {
    if (!restored_) return false;
    copy(last_theta_, theta);
    restored_ = false;
    return true;
}

std::string Stopper::early_reason() const {
    std::string text = "early stopping: the validation loss has not fallen below " + short_text(best_);
    if (rules_.min_delta > 0.0) text += " - min_delta " + short_text(rules_.min_delta);
    text += " for " + grouped_text(stale_) + (steps_per_epoch_ > 1 ? " epoch" : " step");
    if (stale_ != 1) text += "s";
    return text + "; best at step " + grouped_text(best_step_) + (restored_ ? ", restored" : "");
}

std::string Stopper::restored_text() const {
    if (!restored_) return "";
    return "; the best validation loss " + short_text(best_) + " was at step " + grouped_text(best_step_) +
           ", restored";
}

std::string Stopper::reason(const RunState& state) const {
    return rule_ == Rule::early ? early_reason() : rule_text(state) + restored_text();
}

std::string Stopper::rule_text(const RunState& state) const {
    const auto limit = [](const std::optional<double>& rule) { return short_text(rule.value_or(0.0)); };
    switch (rule_) {
        case Rule::loss:
            return "loss: the train loss " + short_text(at_end_) + " is at most " + limit(rules_.loss);
        case Rule::grad_norm:
            return "grad_norm: the norm of the gradient " + short_text(at_end_) + " is at most " +
                   limit(rules_.grad_norm);
        case Rule::parameter_change:
            return "parameter_change: the last step moved the parameters by " + short_text(change_) +
                   ", at most " + limit(rules_.parameter_change);
        case Rule::loss_change: {
            const Step steps = static_cast<Step>(window_.size()) * steps_per_epoch_;
            return "loss_change: the train loss changed by " + short_text(difference_) + " over " +
                   grouped_text(steps) + (steps == 1 ? " step" : " steps") + ", at most " +
                   limit(rules_.loss_change);
        }
        case Rule::early:
        case Rule::none:
            break;
    }
    return "stopped at step " + grouped_text(state.step);
}

void Stopper::archive(Archive& archive) {
    auto rule = static_cast<std::uint64_t>(rule_);
    std::uint64_t restored = restored_ ? 1 : 0;
    archive.field(rule);
    archive.field(at_end_);
    archive.field(change_);
    archive.field(difference_);
    archive.field(window_);
    archive.field(losses_);
    archive.field(loss_seen_);
    archive.field(best_);
    archive.field(best_step_);
    archive.field(stale_);
    archive.field(validation_seen_);
    archive.field(best_theta_);
    archive.field(last_theta_);
    archive.field(restored);
    rule_ = static_cast<Rule>(rule);
    restored_ = restored != 0;
}

}  // namespace talweg
