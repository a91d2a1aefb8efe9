// One run: the step, its evaluation, and how it ends.
#include "core/train/run.h"

#include "core/base/error.h"
#include "core/base/sum.h"
#include "core/base/text.h"
#include "core/base/vectors.h"
#include "core/train/assemble.h"
#include "core/train/batch_probe.h"
#include "core/train/catalogue.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {
namespace {

constexpr Step kNever = std::numeric_limits<Step>::max();

Step limit_of(const StopRules& stop, Step steps_per_epoch) {
    Step limit = stop.max_steps.value_or(kNever);
    if (stop.max_epochs && *stop.max_epochs < kNever / steps_per_epoch) {
        limit = std::min(limit, *stop.max_epochs * steps_per_epoch);
    }
    return limit;
}

// x * 0 is 0 for every finite x, and NaN for the others.
bool all_finite(const Vector& values) {
    double zero = 0.0;
    for (Index i = 0; i < values.size(); ++i) zero += values.data()[i] * 0.0;
    return zero == 0.0;
}

}  // namespace

Run::Run(RunParts parts, const Vector& start) : parts_(std::move(parts)) {
    check_needs(parts_.spec, *parts_.objective, start);
    const Parameters parameters = parts_.objective->parameters();
    optimizer_ = make_optimizer(parts_.spec, parameters);
    layer_norms_ = LayerNorms(parameters);
    state_.layer_norms = next_layer_norms_ = Vector::Zero(layer_norms_.count());
    state_.theta = start;
    state_.gradient = Vector::Zero(start.size());
    last_theta_ = start;
    next_gradient_ = Vector::Zero(start.size());
    probe_gradient_ = Vector::Zero(start.size());
    if (optimizer_.outermost->average() != nullptr) state_.average = start;
    prepare(true);
    evaluate_here();
    state_.evaluations = 1;
    if (!std::isfinite(state_.loss) || !std::isfinite(state_.gradient_norm))
        diverge(Overflow::loss, 0);
    else
        end_if_due();
}

// All that can be known before the steps begin.
void Run::prepare(bool new_subject) {
    full_ = parts_.batches.full();
    rate_moves_ = parts_.spec.schedule.kind != "constant" || !parts_.spec.schedule.knobs.empty();
    listens_ = parts_.schedule->observes();
    listens_epochs_ = listens_ && parts_.per_epoch && !full_;
    limit_ = limit_of(parts_.stop, parts_.batches.steps_per_epoch());
    validates_ = parts_.objective->validation_value(state_.theta).has_value();
    penalises_ = parts_.objective->penalty_value(state_.theta).has_value();
    clip_ = Clip::of(parts_.spec);
    stopper_.configure(parts_.stop, parts_.batches.steps_per_epoch(), state_.theta.size(), new_subject);
    if (full_) return;
    // The objective makes room for both batch sizes now, so that no step has to.
    const Step last = parts_.batches.steps_per_epoch() - 1;
    for (const Step step : {last, Step{0}}) {
        parts_.objective->batch_value_and_gradient(state_.theta, parts_.batches.rows(step), next_gradient_);
    }
    if (stopper_.asks_gradient()) parts_.objective->value_and_gradient(state_.theta, next_gradient_);
}

// The schedule's t at a step.
std::uint64_t Run::schedule_time(Step step) const {
    return parts_.per_epoch ? step / parts_.batches.steps_per_epoch() : step;
}

double Run::rate_at(Step step) const {
    if (!rate_moves_) return parts_.spec.lr;
    return parts_.schedule->rate(parts_.spec.lr, schedule_time(step));
}

// Lets the schedule hear the loss of this state, where there is one: with mini-batches, the validation loss
// is known only where an epoch begins.
void Run::observe() {
    double loss = listens_epochs_ ? state_.train_loss : state_.loss;
    if (parts_.schedule->observes_validation()) loss = state_.validation_loss;
    if (!std::isnan(loss)) parts_.schedule->observe(loss);
}

// The loss and gradient at theta that the update of `step` uses; gradient_norm is that of before clipping.
double Run::evaluate(const Vector& theta, Step step, Vector& gradient, double& gradient_norm) {
    double loss = 0.0;
    if (full_) {
        rows_ = {};
        loss = parts_.objective->value_and_gradient(theta, gradient);
    } else {
        rows_ = parts_.batches.rows(step);
        loss = parts_.objective->batch_value_and_gradient(theta, rows_, gradient);
    }
    gradient_norm = norm(gradient.data(), gradient.size());
    layer_norms_.measure(gradient, next_layer_norms_);
    if (clip_.any()) clip_.apply(gradient);
    return loss;
}

// Fills in what follows from step, theta and gradient.
void Run::settle(double loss, double gradient_norm) {
    state_.loss = loss;
    state_.gradient_norm = gradient_norm;
    copy(next_layer_norms_, state_.layer_norms);
    if (penalises_) state_.penalty = parts_.objective->penalty_value(state_.theta).value_or(kAbsent);
    if (full_) {
        state_.epoch = static_cast<double>(state_.step);
        state_.train_loss = loss;
        if (validates_) evaluate_all_samples();
    } else {
        state_.epoch = parts_.batches.epoch(state_.step);
        evaluate_all_samples();
    }
    if (rate_moves_ || state_.step == 0) state_.rate = rate_at(state_.step);
}

// Loss and gradient where the run stands.
void Run::evaluate_here() {
    double gradient_norm = 0.0;
    const double loss = evaluate(state_.theta, state_.step, state_.gradient, gradient_norm);
    settle(loss, gradient_norm);
}

// What the rules say of a settled state. Where a run ends with restore_best theta is the best one, and all
// numbers are those of that theta.
void Run::end_if_due() {
    if (stopper_.any()) {
        stopper_.observe(state_);
        if (stopper_.due(state_, stopper_.asks_gradient() ? whole_gradient_norm() : kAbsent)) {
            state_.status = RunStatus::stopped;
        }
    }
    if (running() && state_.step >= limit_) state_.status = RunStatus::finished;
    if (running() || !stopper_.restore(state_.theta)) return;
    evaluate_here();
    ++state_.evaluations;
}

void Run::evaluate_all_samples() {
    const bool epoch_starts = full_ || state_.step % parts_.batches.steps_per_epoch() == 0;
    if (!full_) state_.train_loss = epoch_starts ? parts_.objective->value(state_.theta) : kAbsent;
    state_.validation_loss = kAbsent;
    if (validates_ && epoch_starts) {
        state_.validation_loss = parts_.objective->validation_value(state_.theta).value_or(kAbsent);
    }
}

// Of the gradient over all training points, before clipping: known where an epoch begins.
double Run::whole_gradient_norm() {
    if (full_) return state_.gradient_norm;
    if (state_.step % parts_.batches.steps_per_epoch() != 0) return kAbsent;
    parts_.objective->value_and_gradient(state_.theta, probe_gradient_);
    return norm(probe_gradient_.data(), probe_gradient_.size());
}

// The optimizer's part of a step: from theta_k to theta_{k+1}.
void Run::take_step() {
    if (rate_moves_) {
        const double momentum = parts_.schedule->momentum(schedule_time(state_.step));
        if (!std::isnan(momentum)) optimizer_.innermost->set_momentum(momentum);
        if (listens_ && !listens_epochs_) observe();
    }
    BatchProbe probe(*parts_.objective, rows_, full_, clip_, probe_gradient_);
    optimizer_.outermost->step(state_.theta,
                               {state_.loss, state_.gradient, state_.rate, parts_.spec.lr, probe});
    state_.evaluations += probe.count();
}

// The state's own theta moves; the last one is kept beside it until the new one has proved finite.
void Run::advance() {
    copy(state_.theta, last_theta_);
    take_step();
    double gradient_norm = 0.0;
    const double loss = evaluate(state_.theta, state_.step + 1, next_gradient_, gradient_norm);
    ++state_.evaluations;
    Overflow overflow = Overflow::unknown;
    if (!std::isfinite(loss))
        overflow = Overflow::loss;
    else if (!all_finite(state_.theta))
        overflow = Overflow::parameters;
    else if (!std::isfinite(gradient_norm))
        overflow = Overflow::gradient;
    if (overflow != Overflow::unknown) {
        state_.theta.swap(last_theta_);
        diverge(overflow, state_.step + 1);
        return;
    }
    state_.gradient.swap(next_gradient_);
    if (const Vector* average = optimizer_.outermost->average()) copy(*average, state_.average);
    ++state_.step;
    settle(loss, gradient_norm);
    if (listens_epochs_ && state_.step % parts_.batches.steps_per_epoch() == 0) {
        observe();
        state_.rate = rate_at(state_.step);
    }
    stopper_.moved(last_theta_, state_.theta);
    end_if_due();
}

// The last finite state stays; its numbers are looked up when somebody asks for the reason, since that may
// allocate and a step must not.
void Run::diverge(Overflow overflow, Step step) {
    state_.status = RunStatus::diverged;
    overflow_ = overflow;
    overflow_step_ = step;
    divergence_ = {};
    if (!full_) rows_ = parts_.batches.rows(state_.step);
}

void Run::note_divergence() const {
    if (state_.status != RunStatus::diverged || divergence_.known) return;
    divergence_ = observe_divergence(parts_.spec, state_.rate, *parts_.objective, state_.theta);
    divergence_.overflow = overflow_;
    divergence_.step = overflow_step_;
}

std::string Run::reason() const {
    switch (state_.status) {
        case RunStatus::running:
            return "";
        case RunStatus::stopped:
            return stopper_.reason(state_);
        case RunStatus::diverged:
            note_divergence();
            return divergence_text(divergence_);
        case RunStatus::finished:
            break;
    }
    if (parts_.stop.max_steps && state_.step >= *parts_.stop.max_steps) {
        return "reached max_steps " + grouped_text(*parts_.stop.max_steps) + stopper_.restored_text();
    }
    return "reached max_epochs " + grouped_text(parts_.stop.max_epochs.value_or(0)) +
           stopper_.restored_text();
}

// A run that a rule had ended stands again where it was before, and the new rules decide anew.
void Run::apply(RunParts parts) {
    note_divergence();  // before the numbers that explain it are gone
    const bool new_subject = parts.objective != nullptr;
    bool evaluates =
        new_subject || parts.spec.batch != parts_.spec.batch ||
        parts.spec.drop_last != parts_.spec.drop_last || parts.spec.replacement != parts_.spec.replacement ||
        parts.spec.clip_norm != parts_.spec.clip_norm || parts.spec.clip_value != parts_.spec.clip_value;
    if (!new_subject) parts.objective = std::move(parts_.objective);
    const OptimizerPart& part = optimizer_part(parts.spec.optimizer.kind);
    optimizer_.innermost->configure(Settings(part.info, parts.spec.optimizer.knobs));
    for (std::size_t i = 0; i < optimizer_.wrappers.size(); ++i) {
        const PartChoice& choice = parts.spec.wrappers[i];
        optimizer_.wrappers[i]->configure(Settings(wrapper_part(choice.kind).info, choice.knobs));
    }
    carry_heard({parts_.spec.schedule, *parts_.schedule}, {parts.spec.schedule, *parts.schedule});
    parts_ = std::move(parts);
    if (stopper_.give_back(state_.theta)) {
        --state_.evaluations;
        evaluates = true;
    }
    prepare(new_subject);
    rows_ = parts_.batches.rows(state_.step);
    state_.rate = rate_at(state_.step);
    const bool diverged = state_.status == RunStatus::diverged;
    if (!diverged) state_.status = RunStatus::running;
    if (evaluates) {
        state_.penalty = state_.validation_loss = kAbsent;
        evaluate_here();
        if (!diverged && !std::isfinite(state_.loss)) diverge(Overflow::loss, state_.step);
    }
    if (running()) end_if_due();
}

void Run::archive(Archive& archive) {
    note_divergence();
    auto status = static_cast<std::uint64_t>(state_.status);
    archive.field(state_.step);
    archive.field(status);
    archive.field(state_.epoch);
    archive.field(state_.rate);
    archive.field(state_.loss);
    archive.field(state_.train_loss);
    archive.field(state_.validation_loss);
    archive.field(state_.gradient_norm);
    archive.field(state_.layer_norms);
    archive.field(state_.penalty);
    archive.field(state_.evaluations);
    archive.field(state_.theta);
    archive.field(state_.gradient);
    archive.field(state_.average);
    divergence_.archive(archive);
    stopper_.archive(archive);
    optimizer_.outermost->archive(archive);
    parts_.schedule->archive(archive);
    if (!archive.reading()) return;
    state_.status = static_cast<RunStatus>(status);
    rows_ = parts_.batches.rows(state_.step);
}

}  // namespace talweg
