// The trainer: builds the runs of an experiment, and hands steps and edits on to them.
#include "core/train/trainer.h"

#include "core/base/error.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"
#include "core/train/closed_form.h"
#include "core/train/metrics.h"
#include "core/train/run.h"

#include <algorithm>

namespace talweg {

std::string_view status_name(RunStatus status) {
    switch (status) {
        case RunStatus::running:
            return "running";
        case RunStatus::finished:
            return "finished";
        case RunStatus::stopped:
            return "stopped";
        case RunStatus::diverged:
            break;
    }
    return "diverged";
}

struct Trainer::Impl {
    Experiment experiment;
    std::shared_ptr<const Dataset> data;
    std::vector<Run> runs;
    std::unique_ptr<Evaluator> evaluator;  ///< made when first asked for

    /// All runs at step 0. The experiment has been checked.
    void build(const Experiment& given, Dataset points);
};

namespace {

RunParts make_parts(const Experiment& experiment, std::size_t index, const Dataset& data,
                    std::unique_ptr<Objective> objective) {
    const RunSpec& spec = experiment.runs[index];
    const SchedulePart& part = schedule_part(spec.schedule.kind);
    const Settings settings(part.info, spec.schedule.knobs);
    const auto samples = static_cast<std::uint64_t>(data.rows());
    check_batch(spec.batch, samples);
    std::unique_ptr<Schedule> schedule = make_schedule(spec.schedule);
    return {spec,
            experiment.stop,
            std::move(objective),
            std::move(schedule),
            Batches(experiment.seed, samples, {spec.batch, spec.drop_last, spec.replacement}),
            settings.choice("per") == "epoch"};
}

// Whether the two minimise the same thing, so that the objective can stay.
bool same_subject(const Experiment& a, const Experiment& b) {
    if (a.function || b.function) return a.function == b.function;
    return a.data == b.data && a.model == b.model && a.loss == b.loss && a.penalty == b.penalty;
}

}  // namespace

void Trainer::Impl::build(const Experiment& given, Dataset points) {
    experiment = given;
    data = std::make_shared<const Dataset>(std::move(points));
    const std::unique_ptr<Objective> objective = assemble_objective(experiment, data);
    runs.reserve(experiment.runs.size());
    for (std::size_t i = 0; i < experiment.runs.size(); ++i) {
        runs.emplace_back(make_parts(experiment, i, *data, objective->clone()),
                          make_start(experiment, i, *objective));
    }
}

Trainer::Trainer(const Experiment& experiment) : impl_(std::make_unique<Impl>()) {
    check_experiment(experiment);
    impl_->build(experiment, make_dataset(experiment));
}

Trainer::Trainer(const Experiment& experiment, Dataset data) : impl_(std::make_unique<Impl>()) {
    check_experiment(experiment);
    impl_->build(experiment, std::move(data));
}

Trainer::~Trainer() = default;
Trainer::Trainer(Trainer&&) noexcept = default;
Trainer& Trainer::operator=(Trainer&&) noexcept = default;

bool Trainer::step(StepWatch* watch) {
    bool moved = false;
    std::size_t index = 0;
    for (Run& run : impl_->runs) {
        if (run.running()) {
            run.advance();
            moved = true;
            if (watch != nullptr) watch->run_moved(index);
        }
        ++index;
    }
    return moved;
}

// Everything that can fail comes before the first run changes.
void Trainer::apply(const Experiment& edited) {
    const EditKind kind = classify_edit(impl_->experiment, edited);
    TALWEG_CHECK(kind != EditKind::restart);
    if (kind == EditKind::none) return;
    check_experiment(edited);
    const bool same_data = edited.function || impl_->experiment.data == edited.data;
    std::shared_ptr<const Dataset> data =
        same_data ? impl_->data : std::make_shared<const Dataset>(make_dataset(edited));
    std::unique_ptr<Objective> objective;
    const bool new_subject = !same_subject(impl_->experiment, edited);
    if (new_subject) objective = assemble_objective(edited, data);
    std::vector<RunParts> parts;
    for (std::size_t i = 0; i < edited.runs.size(); ++i) {
        parts.push_back(make_parts(edited, i, *data, objective ? objective->clone() : nullptr));
        Objective* other = parts.back().objective.get();
        if (other != nullptr) check_needs(parts.back().spec, *other, impl_->runs[i].state().theta);
    }
    impl_->experiment = edited;
    impl_->data = std::move(data);
    if (new_subject) impl_->evaluator.reset();
    for (std::size_t i = 0; i < parts.size(); ++i) impl_->runs[i].apply(std::move(parts[i]));
}

Step Trainer::step_index() const {
    Step furthest = 0;
    for (const Run& run : impl_->runs) furthest = std::max(furthest, run.state().step);
    return furthest;
}

std::size_t Trainer::run_count() const { return impl_->runs.size(); }

const RunState& Trainer::run(std::size_t index) const { return impl_->runs[index].state(); }

std::string Trainer::reason(std::size_t index) const { return impl_->runs[index].reason(); }

bool Trainer::running() const {
    return std::any_of(impl_->runs.begin(), impl_->runs.end(), [](const Run& run) { return run.running(); });
}

const Experiment& Trainer::experiment() const { return impl_->experiment; }

const Dataset& Trainer::dataset() const { return *impl_->data; }

ClosedForm Trainer::closed_form() const { return closed_form_of(impl_->experiment, impl_->data); }

void Trainer::metrics(std::size_t index, Metrics& out) const {
    if (impl_->evaluator == nullptr) impl_->evaluator = make_evaluator(impl_->experiment, impl_->data);
    const RunState& state = impl_->runs[index].state();
    out.step = state.step;
    if (impl_->evaluator != nullptr)
        impl_->evaluator->evaluate(state.theta, out);
    else
        out.train.points = out.validation.points = out.test.points = 0;
}

Step Trainer::steps_per_epoch(std::size_t index) const { return impl_->runs[index].steps_per_epoch(); }

std::span<const Index> Trainer::batch(std::size_t index) const { return impl_->runs[index].batch(); }

StepExplanation Trainer::explain(std::size_t index, Index parameter) {
    return impl_->runs[index].explain(parameter);
}

void Trainer::archive(std::size_t index, Archive& archive) { impl_->runs[index].archive(archive); }

}  // namespace talweg
