// From an experiment to its data, objective and starts; and its summary in words.
#include "core/train/experiment.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/data/fill.h"
#include "core/data/scaling.h"
#include "core/data/split.h"
#include "core/model/init.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"
#include "core/train/class_targets.h"
#include "core/train/csv_source.h"
#include "core/train/function_place.h"
#include "core/train/run_names.h"

#include <algorithm>
#include <limits>

namespace talweg {
namespace {

constexpr Step kStepsUnlessSaid = 1000;
/// Where only rules that may never hold would end the runs.
constexpr Step kMostStepsUnlessSaid = 1'000'000;

}  // namespace

Dataset make_points(const Experiment& experiment) {
    const DatasetPart& part = dataset_part(experiment.data.part.kind);
    const Settings settings(part.info, experiment.data.part.knobs);
    const DataChoice& chosen = experiment.data;
    return chosen.part.kind == "csv" ? load_csv(chosen.csv)->data
           : part.make == nullptr    ? dataset_from_table(chosen.table)
                                     : part.make(settings);
}

Dataset prepare_inputs(Dataset split, const DataChoice& choice) {
    if (choice.part.kind == "csv") split = fill_inputs(std::move(split), fill_of(choice.csv));
    return scale_inputs(std::move(split), choice.scaling);
}

Dataset make_dataset(const Experiment& experiment) {
    if (experiment.function) return {};
    const DataChoice& chosen = experiment.data;
    return prepare_inputs(split_dataset(make_points(experiment), chosen.validation, chosen.test,
                                        chosen.split_seed.value_or(experiment.seed), chosen.stratified),
                          chosen);
}

Step usual_last_step(const Experiment& experiment) {
    const StopRules& stop = experiment.stop;
    if (stop.max_steps) return *stop.max_steps;
    if (stop.max_epochs) return std::numeric_limits<Step>::max();
    return stop == StopRules{} ? kStepsUnlessSaid : kMostStepsUnlessSaid;
}

Dataset few_points(const DatasetPart& part, KnobMap knobs) {
    const Settings settings(part.info, knobs);
    if (find_knob(part.info, "n") != nullptr) knobs["n"] = std::min<std::int64_t>(settings.integer("n"), 2);
    return part.make(Settings(part.info, knobs));
}

std::shared_ptr<const Loss> assemble_loss(const Experiment& experiment, const Dataset& data) {
    const LossPart& part = loss_part(experiment.loss.kind);
    std::shared_ptr<const Loss> loss = part.make(Settings(part.info, experiment.loss.knobs));
    if (const std::string trouble = target_trouble(*loss, data); !trouble.empty()) {
        throw Error("'" + experiment.loss.kind + "' needs targets that are " + trouble);
    }
    return loss;
}

std::unique_ptr<Model> assemble_model(const Experiment& experiment, const Dataset& data, const Loss& loss) {
    const ModelPart& part = model_part(experiment.model.kind);
    return part.make(Settings(part.info, experiment.model.knobs), data.x.cols(), outputs_of(loss, data));
}

Index outputs_of(const Loss& loss, const Dataset& data) {
    Index outputs = loss.outputs(data.y);
    for (const Matrix* targets : {&data.validation_y, &data.test_y}) {
        if (targets->rows() > 0) outputs = std::max(outputs, loss.outputs(*targets));
    }
    // A class that has a name has an output, even where none of its points is there.
    if (loss.task() == Task::classes) outputs = std::max(outputs, static_cast<Index>(data.classes.size()));
    return outputs;
}

std::unique_ptr<Objective> assemble_objective(const Experiment& experiment,
                                              const std::shared_ptr<const Dataset>& data) {
    if (experiment.function) {
        const FunctionPart& part = function_part(experiment.function->kind);
        return part.make(Settings(part.info, experiment.function->knobs));
    }
    const std::shared_ptr<const Loss> loss = assemble_loss(experiment, *data);
    return make_data_objective(with_class_targets(*loss, data), assemble_model(experiment, *data, *loss),
                               loss, experiment.penalty);
}

namespace {

// What a composition cannot be made of.
void check_composed(const PartChoice& whole, const PartChoice& choice) {
    const SchedulePart& part = schedule_part(choice.kind);
    if (part.observes) {
        throw Error("'" + whole.kind + "' cannot be made of '" + choice.kind +
                    "', which listens to losses: it has to stand alone");
    }
    if (part.owns_rate && whole.kind == "chained") {
        throw Error("'chained' multiplies the run's lr, and '" + choice.kind +
                    "' sets a rate of its own: 'sequential' can hold it");
    }
    if (choice.knobs.contains("per")) {
        throw Error("'per' belongs to '" + whole.kind + "' itself: its 'schedules' count what it counts");
    }
    for (const PartChoice& each : choice.parts) check_composed(whole, each);
}

}  // namespace

std::unique_ptr<Schedule> make_schedule(const PartChoice& choice) {
    const SchedulePart& part = schedule_part(choice.kind);
    if (!part.composes && !choice.parts.empty()) {
        throw Error("'" + choice.kind + "' is not made of other schedules");
    }
    Schedules parts;
    for (const PartChoice& each : choice.parts) {
        check_composed(choice, each);
        parts.push_back(make_schedule(each));
    }
    return part.make(Settings(part.info, choice.knobs), std::move(parts));
}

void carry_heard(MadeSchedule from, MadeSchedule to) {
    if (from.choice.kind != to.choice.kind || !from.schedule.observes()) return;
    const PartInfo& info = schedule_part(to.choice.kind).info;
    const Settings before(info, from.choice.knobs);
    const Settings after(info, to.choice.knobs);
    for (const Knob& knob : info.knobs) {
        if (knob.type == KnobType::choice && before.choice(knob.name) != after.choice(knob.name)) return;
    }
    std::vector<std::byte> bytes;
    Archive writer = Archive::writer(bytes);
    from.schedule.archive(writer);
    Archive reader = Archive::reader(bytes);
    to.schedule.archive(reader);
}

Init default_init(const PartChoice& model) { return {std::string(model_part(model.kind).default_init), {}}; }

std::unique_ptr<Objective> make_objective(const Experiment& experiment) {
    return assemble_objective(experiment, std::make_shared<const Dataset>(make_dataset(experiment)));
}

Vector make_start(const Experiment& experiment, std::size_t run_index, const Objective& objective) {
    TALWEG_CHECK(run_index < experiment.runs.size());
    const std::optional<Init>& own = experiment.runs[run_index].init;
    const Init& init = own ? *own : experiment.init;
    const Index count = objective.parameter_count();
    check_init(init, count);
    if (!init.numbers.empty()) return Eigen::Map<const Vector>(init.numbers.data(), count);
    if (experiment.function) check_function_start(init);
    if (experiment.function && init == Init{} && !own) {
        const auto [x, y] = function_start(*experiment.function);
        return Vector{{x, y}};
    }
    // Runs that begin as the model says all begin at the same point; one with its own scheme draws its own.
    Random random(experiment.seed, Stream::init, own ? run_index + 1 : 0);
    return initial_theta(init.scheme, init.knobs, objective.parameters(), random);
}

std::string summary(const Experiment& experiment) {
    std::string text = experiment.title;
    if (experiment.function) {
        const std::string name = function_name(*experiment.function);
        return text.empty() ? name : text + ", " + name;
    }
    if (text.empty()) {
        const bool table = experiment.data.part.kind == "table";
        const bool csv = experiment.data.part.kind == "csv";
        text = csv     ? std::filesystem::path(experiment.data.csv.path).filename().string()
               : table ? grouped_text(experiment.data.table.y.size()) + " points"
                       : experiment.data.part.kind;
    }
    if (experiment.data.scaling == "standardise") text += " standardised";
    if (experiment.data.scaling == "min_max") text += " scaled to 0..1";
    return text + ", " + experiment.model.kind + ", " + experiment.loss.kind;
}

namespace {

// ", momentum 0.9, nesterov": the settings that differ from their defaults.
std::string knob_text(const PartInfo& part, const KnobMap& given) {
    std::string text;
    for (const Knob& knob : part.knobs) {
        const auto found = given.find(knob.name);
        if (found == given.end() || found->second == default_value(knob)) continue;
        text.append(", ").append(knob_words(knob.name, found->second));
    }
    return text;
}

// "sequential, milestones 10 (linear; cosine, t_max 40)"
std::string schedule_text(const PartChoice& schedule) {
    std::string text = schedule.kind + knob_text(schedule_part(schedule.kind).info, schedule.knobs);
    for (std::size_t i = 0; i < schedule.parts.size(); ++i) {
        text += (i == 0 ? " (" : "; ") + schedule_text(schedule.parts[i]);
    }
    return schedule.parts.empty() ? text : text + ")";
}

}  // namespace

std::string summary(const RunSpec& run) {
    const bool owns_rate = schedule_part(run.schedule.kind).owns_rate;
    std::string text = run.optimizer.kind;
    if (!owns_rate) text += ", lr " + short_text(run.lr);
    text += knob_text(optimizer_part(run.optimizer.kind).info, run.optimizer.knobs);
    if (run.schedule != PartChoice{"constant", {}}) text += ", " + schedule_text(run.schedule);
    for (const PartChoice& wrapper : run.wrappers) {
        text += ", " + wrapper.kind + knob_text(wrapper_part(wrapper.kind).info, wrapper.knobs);
    }
    if (run.clip_value) text += ", clip_value " + short_text(*run.clip_value);
    if (run.clip_norm) text += ", clip_norm " + short_text(*run.clip_norm);
    text += run.batch == 0 ? ", full batch" : ", batch " + grouped_text(run.batch);
    if (run.drop_last) text += ", drop_last";
    return run.replacement ? text + ", replacement" : text;
}

std::uint64_t next_run_id(const Experiment& experiment) {
    std::uint64_t largest = 0;
    for (const RunSpec& run : experiment.runs) largest = std::max(largest, run.id);
    return largest + 1;
}

}  // namespace talweg
