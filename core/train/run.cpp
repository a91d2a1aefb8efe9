// One run: the step, its evaluation, and how it ends.
#include "core/train/run.h"

#include "core/base/error.h"
#include "core/base/sum.h"
#include "core/base/text.h"
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

// Euclidean; scaled where the squares alone would overflow, so that it is infinite only when an entry is.
double norm(const Vector& values) {
    const double square = squared_norm(values.data(), values.size());
    if (std::isfinite(square)) return std::sqrt(square);
    double largest = 0.0;
    for (const double value : values) {
        if (!std::isfinite(value)) return std::abs(value);
        largest = std::max(largest, std::abs(value));
    }
    double scaled = 0.0;
    for (const double value : values) scaled += (value / largest) * (value / largest);
    return largest * std::sqrt(scaled);
}

// x * 0 is 0 for every finite x, and NaN for the others.
bool all_finite(const Vector& values) {
    double zero = 0.0;
    for (Index i = 0; i < values.size(); ++i) zero += values.data()[i] * 0.0;
    return zero == 0.0;
}

void copy(const Vector& from, Vector& to) { std::copy_n(from.data(), from.size(), to.data()); }

}  // namespace

Run::Run(RunParts parts, const Vector& start) : parts_(std::move(parts)) {
    const OptimizerPart& part = optimizer_part(parts_.spec.optimizer.kind);
    optimizer_ = part.make(Settings(part.info, parts_.spec.optimizer.knobs), start.size());
    state_.theta = start;
    state_.gradient = Vector::Zero(start.size());
    last_theta_ = start;
    next_gradient_ = Vector::Zero(start.size());
    prepare();
    const double loss = evaluate(state_.theta, 0, state_.gradient);
    settle(loss, norm(state_.gradient));
    if (!std::isfinite(loss) || !std::isfinite(state_.gradient_norm)) diverge(Overflow::loss, 0);
}

// All that can be known before the steps begin.
void Run::prepare() {
    full_ = parts_.batches.full();
    rate_moves_ = parts_.spec.schedule.kind != "constant";
    limit_ = limit_of(parts_.stop, parts_.batches.steps_per_epoch());
    validates_ = parts_.objective->validation_value(state_.theta).has_value();
    if (full_) return;
    // The objective makes room for both batch sizes now, so that no step has to.
    const Step last = parts_.batches.steps_per_epoch() - 1;
    for (const Step step : {last, Step{0}}) {
        parts_.objective->batch_value_and_gradient(state_.theta, parts_.batches.rows(step), next_gradient_);
    }
}

double Run::rate_at(Step step) const {
    if (!rate_moves_) return parts_.spec.lr;
    const Step t = parts_.per_epoch ? step / parts_.batches.steps_per_epoch() : step;
    return parts_.schedule->rate(parts_.spec.lr, t);
}

// The loss and gradient at theta that the update of `step` uses.
double Run::evaluate(const Vector& theta, Step step, Vector& gradient) {
    if (full_) {
        rows_ = {};
        return parts_.objective->value_and_gradient(theta, gradient);
    }
    rows_ = parts_.batches.rows(step);
    return parts_.objective->batch_value_and_gradient(theta, rows_, gradient);
}

// Fills in what follows from step, theta and gradient.
void Run::settle(double loss, double gradient_norm) {
    state_.loss = loss;
    state_.gradient_norm = gradient_norm;
    if (rate_moves_ || state_.step == 0) state_.rate = rate_at(state_.step);
    if (full_) {
        state_.epoch = static_cast<double>(state_.step);
        state_.train_loss = loss;
        if (validates_) evaluate_all_samples();
    } else {
        state_.epoch = parts_.batches.epoch(state_.step);
        evaluate_all_samples();
    }
    if (state_.step >= limit_) state_.status = RunStatus::finished;
}

void Run::evaluate_all_samples() {
    const bool epoch_starts = full_ || state_.step % parts_.batches.steps_per_epoch() == 0;
    if (!full_) state_.train_loss = epoch_starts ? parts_.objective->value(state_.theta) : kAbsent;
    state_.validation_loss = kAbsent;
    if (validates_ && epoch_starts) {
        state_.validation_loss = parts_.objective->validation_value(state_.theta).value_or(kAbsent);
    }
}

// The state's own theta moves; the last one is kept beside it until the new one has proved finite.
void Run::advance() {
    copy(state_.theta, last_theta_);
    optimizer_->update(state_.theta, state_.gradient, state_.rate);
    const double loss = evaluate(state_.theta, state_.step + 1, next_gradient_);
    const double gradient_norm = norm(next_gradient_);
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
    ++state_.step;
    settle(loss, gradient_norm);
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
            return "stopped at step " + grouped_text(state_.step);
        case RunStatus::diverged:
            note_divergence();
            return divergence_text(divergence_);
        case RunStatus::finished:
            break;
    }
    if (parts_.stop.max_steps && state_.step >= *parts_.stop.max_steps) {
        return "reached max_steps " + grouped_text(*parts_.stop.max_steps);
    }
    return "reached max_epochs " + grouped_text(parts_.stop.max_epochs.value_or(0));
}

void Run::apply(RunParts parts) {
    note_divergence();  // before the numbers that explain it are gone
    const bool evaluates = parts.objective != nullptr || parts.spec.batch != parts_.spec.batch;
    if (parts.objective == nullptr) parts.objective = std::move(parts_.objective);
    const OptimizerPart& part = optimizer_part(parts.spec.optimizer.kind);
    optimizer_->configure(Settings(part.info, parts.spec.optimizer.knobs));
    parts_ = std::move(parts);
    prepare();
    rows_ = parts_.batches.rows(state_.step);
    state_.rate = rate_at(state_.step);
    if (state_.status == RunStatus::finished) state_.status = RunStatus::running;
    const RunStatus before = state_.status;
    if (evaluates) {
        const double loss = evaluate(state_.theta, state_.step, state_.gradient);
        settle(loss, norm(state_.gradient));
        if (before == RunStatus::running && !std::isfinite(loss)) diverge(Overflow::loss, state_.step);
    }
    if (before != RunStatus::running) {
        state_.status = before;
    } else if (state_.status == RunStatus::running && state_.step >= limit_) {
        state_.status = RunStatus::finished;
    }
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
    archive.field(state_.theta);
    archive.field(state_.gradient);
    divergence_.archive(archive);
    optimizer_->archive(archive);
    if (!archive.reading()) return;
    state_.status = static_cast<RunStatus>(status);
    rows_ = parts_.batches.rows(state_.step);
}

}  // namespace talweg
