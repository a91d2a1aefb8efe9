// Checks of an experiment's values.
#include "core/train/check.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/scaling.h"
#include "core/data/split.h"
#include "core/objective/typed_function.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/class_targets.h"
#include "core/train/csv_source.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

/// Runs a check and puts the place in front of its sentence.
template <class Check>
void at(const std::string& place, Check&& check) {
    try {
        check();
    } catch (const Error& error) {
        throw Error(place + ": " + error.what());
    }
}

void check_whole(const char* name, std::uint64_t value) {
    if (value > kLargestWhole) {
        throw Error("'" + std::string(name) + "' must be at most " + std::to_string(kLargestWhole) +
                    ", not " + std::to_string(value));
    }
}

// (n x 1)
Matrix table_targets(const Table& table) {
    return Eigen::Map<const Vector>(table.y.data(), static_cast<Index>(table.y.size()));
}

/// All points, without making them where that can be.
std::uint64_t point_count(const DataChoice& data) {
    const DatasetPart& part = dataset_part(data.part.kind);
    if (data.part.kind == "csv") return static_cast<std::uint64_t>(load_csv(data.csv)->data.rows());
    if (part.make == nullptr) return data.table.y.size();
    const Settings settings(part.info, data.part.knobs);
    if (find_knob(part.info, "n") == nullptr) return static_cast<std::uint64_t>(part.make(settings).rows());
    return static_cast<std::uint64_t>(settings.integer("n"));
}

void check_run(const RunSpec& run, const Experiment& experiment, std::uint64_t samples,
               std::optional<Index> parameters) {
    check_optimizer(run.optimizer);
    check_wrappers(run.wrappers);
    check_clip("clip_norm", run.clip_norm);
    check_clip("clip_value", run.clip_value);
    check_rate(run.lr);
    at("schedule", [&] {
        check_schedule(run.schedule);
        check_momentum(run.optimizer, run.schedule);
        check_listens(run.schedule, experiment);
    });
    check_batch(run.batch, samples);
    check_batch_rule(run);
    check_full_batch(run, samples);
    if (run.init) at("init", [&] { check_init(*run.init, parameters); });
    check_color(run.color);
}

}  // namespace

void check_seed(std::uint64_t seed) { check_whole("seed", seed); }

void check_function(const PartChoice& function) {
    const FunctionPart& part = function_part(function.kind);
    part.make(Settings(part.info, function.knobs));
    if (function.kind == kFormulaKind) check_formula_parameters(function.knobs);
}

void check_data(const DataChoice& data) {
    const DatasetPart& part = dataset_part(data.part.kind);
    const Settings settings(part.info, data.part.knobs);
    if (data.part.kind == "csv")
        load_csv(data.csv);
    else if (part.make == nullptr)
        dataset_from_table(data.table);
    else
        few_points(part, data.part.knobs);  // also what settings are not possible together
}

void check_share(const char* name, double share) {
    if (share >= 0.0 && share < 1.0) return;
    throw Error("'" + std::string(name) + "' must be a share of the points, from 0 to below 1, not " +
                exact_text(share));
}

void check_split(const DataChoice& data) {
    check_share("validation", data.validation);
    check_share("test", data.test);
    if (data.split_seed) check_whole("split_seed", *data.split_seed);
    if (data.stratified && data.part.kind == "csv") class_groups(load_csv(data.csv)->data.y);
    if (data.stratified && data.part.kind == "table") {
        class_groups(table_targets(data.table));
    }
    if (data.validation == 0.0 && data.test == 0.0) return;
    const std::uint64_t points = point_count(data);
    if (split_counts(points, data.validation, data.test).train > 0) return;
    throw Error("'validation' " + short_text(data.validation) + " and 'test' " + short_text(data.test) +
                " leave none of the " + grouped_text(points) + (points == 1 ? " point" : " points") +
                " to train on");
}

void check_early_stopping(const Experiment& experiment) {
    if (!experiment.stop.patience || (!experiment.function && experiment.data.validation > 0.0)) return;
    throw Error(experiment.function
                    ? "'patience' needs points to validate with, which a test function does not have"
                    : "'patience' needs points to validate with: set 'validation' in [data], such as 0.2");
}

void check_model(const PartChoice& model) {
    const ModelPart& part = model_part(model.kind);
    part.make(Settings(part.info, model.knobs), 1, 1);  // also what settings are not possible together
}

void check_loss(const PartChoice& loss) { Settings(loss_part(loss.kind).info, loss.knobs); }

void check_penalty(const char* name, double value) {
    if (!(value >= 0.0 && std::isfinite(value))) {
        throw Error("'" + std::string(name) + "' must be a number from 0 up, not " + exact_text(value) +
                    (value < 0.0 ? ": below 0 it would reward large parameters" : ""));
    }
}

void check_limit(const char* name, const std::optional<std::uint64_t>& limit) {
    if (!limit) return;
    if (*limit == 0) throw Error("'" + std::string(name) + "' must be a whole number from 1 up, not 0");
    check_whole(name, *limit);
}

void check_rate(double rate) { checked_value(rate_knob(), rate); }

void check_optimizer(const PartChoice& optimizer) {
    const OptimizerPart& part = optimizer_part(optimizer.kind);
    part.make(Settings(part.info, optimizer.knobs),
              Parameters::vector(0));  // also what settings are not possible together
}

void check_listens(const PartChoice& schedule, const Experiment& experiment) {
    if (!make_schedule(schedule)->observes_validation()) return;
    const DataChoice& data = experiment.data;
    if (!experiment.function && data.validation > 0.0 &&
        split_counts(point_count(data), data.validation, data.test).validation > 0)
        return;
    throw Error("'" + schedule.kind +
                "' listens to the validation loss, and there are no validation samples: set 'metric' to "
                "'train'" +
                (experiment.function ? "" : ", or 'validation' in [data], such as to 0.2"));
}

void check_wrappers(const std::vector<PartChoice>& chosen) {
    std::size_t next = 0;
    const std::string* average = nullptr;
    for (const PartChoice& choice : chosen) {
        const WrapperPart& part = wrapper_part(choice.kind);
        const Settings settings(part.info, choice.knobs);
        const auto place = static_cast<std::size_t>(&part - wrappers().data());
        if (place < next) throw Error("'" + choice.kind + "' stands twice, or not in the catalogue's order");
        next = place + 1;
        if (!part.averages) continue;
        if (average != nullptr) {
            throw Error("'" + *average + "' and '" + choice.kind +
                        "' both keep an average beside theta: a run has one of them");
        }
        average = &choice.kind;
    }
}

void check_clip(const char* name, const std::optional<double>& limit) {
    if (limit && !(*limit > 0.0 && std::isfinite(*limit))) {
        throw Error("'" + std::string(name) + "' must be a number above 0, not " + exact_text(*limit) +
                    (*limit <= 0.0 ? ": nothing would be left of the gradient" : ""));
    }
}

void check_stop(const StopRules& stop) {
    check_limit("max_steps", stop.max_steps);
    check_limit("max_epochs", stop.max_epochs);
    check_limit("patience", stop.patience);
    check_limit("loss_change_steps", stop.loss_change_steps);
    if (stop.loss_change_steps > kLongestLossWindow) {
        throw Error("'loss_change_steps' must be at most " + std::to_string(kLongestLossWindow) + ", not " +
                    std::to_string(stop.loss_change_steps));
    }
    if (stop.loss && !std::isfinite(*stop.loss)) {
        throw Error("'loss' must be a finite number, not " + exact_text(*stop.loss));
    }
    const auto check_small = [](const char* name, const std::optional<double>& limit) {
        if (!limit || (*limit >= 0.0 && std::isfinite(*limit))) return;
        throw Error("'" + std::string(name) + "' must be a number from 0 up, not " + exact_text(*limit) +
                    (*limit < 0.0 ? ": it is compared with a size, which is never below 0" : ""));
    };
    check_small("grad_norm", stop.grad_norm);
    check_small("parameter_change", stop.parameter_change);
    check_small("loss_change", stop.loss_change);
    check_small("min_delta", stop.min_delta);
    if (stop.patience) return;
    const char* lone = stop.restore_best ? "restore_best" : stop.min_delta > 0.0 ? "min_delta" : nullptr;
    if (lone != nullptr) {
        throw Error("'" + std::string(lone) +
                    "' needs 'patience': without it nobody looks at the validation loss");
    }
}

void check_batch(std::uint64_t batch, std::uint64_t samples) {
    if (batch == 0 || batch <= samples) return;
    if (samples == 0) throw Error("'batch' must be 'full': a test function has no samples to draw from");
    throw Error("'batch' must be 'full' or a whole number from 1 to the " + std::to_string(samples) +
                " points, not " + std::to_string(batch));
}

void check_batch_rule(const RunSpec& run) {
    if (run.batch > 0) return;
    if (run.drop_last) throw Error("'drop_last' needs a 'batch' of a number: a full batch leaves none over");
    if (run.replacement) {
        throw Error("'replacement' needs a 'batch' of a number: a full batch has every sample once");
    }
}

void check_full_batch(const RunSpec& run, std::uint64_t samples) {
    if (run.batch == 0 || (run.batch == samples && !run.replacement)) return;
    const OptimizerPart& part = optimizer_part(run.optimizer.kind);
    if (part.full_batch.empty()) return;
    throw Error("'batch' must be 'full' for '" + run.optimizer.kind + "': " + std::string(part.full_batch));
}

void check_color(const std::string& color) {
    bool good = color.empty() || (color.size() == 7 && color[0] == '#');
    if (good && !color.empty()) {
        good = color.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
    }
    if (!good) throw Error("'color' must be \"#rrggbb\" with hexadecimal digits, not \"" + color + "\"");
}

std::uint64_t sample_count(const Experiment& experiment) {
    if (experiment.function) return 0;
    const DataChoice& data = experiment.data;
    return split_counts(point_count(data), data.validation, data.test).train;
}

std::optional<Index> parameter_count(const Experiment& experiment) {
    if (experiment.function) return 2;
    if (experiment.data.part.kind != "table") return std::nullopt;
    const ModelPart& part = model_part(experiment.model.kind);
    const Settings settings(part.info, experiment.model.knobs);
    const Table& table = experiment.data.table;
    const LossPart& loss = loss_part(experiment.loss.kind);
    const Index outputs = table_outputs(*loss.make(Settings(loss.info, experiment.loss.knobs)), table);
    return part.make(settings, static_cast<Index>(table.inputs), outputs)->parameter_count();
}

void check_experiment(const Experiment& experiment) {
    at("seed", [&] { check_seed(experiment.seed); });
    if (experiment.function) {
        at("function", [&] { check_function(*experiment.function); });
    } else {
        at("data", [&] {
            check_data(experiment.data);
            check_split(experiment.data);
            check_filling(experiment);
            check_scaling(experiment.data.scaling);
        });
        at("model", [&] { check_model(experiment.model); });
        at("loss", [&] {
            check_loss(experiment.loss);
            check_targets(experiment);
            check_penalty("l1", experiment.penalty.l1);
            check_penalty("l2", experiment.penalty.l2);
        });
    }
    const std::uint64_t samples = sample_count(experiment);
    const std::optional<Index> parameters = parameter_count(experiment);
    at(experiment.function ? "function, init" : "model, init",
       [&] { check_init(experiment.init, parameters); });
    if (experiment.function) {
        at("function", [&] { check_function_start(experiment.init); });
        for (const RunSpec& run : experiment.runs) {
            if (run.init) at("run '" + run.name + "'", [&] { check_function_start(*run.init); });
        }
    }
    at("stop", [&] {
        check_stop(experiment.stop);
        check_early_stopping(experiment);
    });
    if (experiment.runs.empty()) throw Error("an experiment needs at least one run");
    if (experiment.runs.size() > kMostRuns) {
        throw Error("an experiment has at most " + std::to_string(kMostRuns) + " runs, not " +
                    std::to_string(experiment.runs.size()));
    }
    for (std::size_t i = 0; i < experiment.runs.size(); ++i) {
        at("run " + std::to_string(i + 1),
           [&] { check_run(experiment.runs[i], experiment, samples, parameters); });
    }
}

}  // namespace talweg
