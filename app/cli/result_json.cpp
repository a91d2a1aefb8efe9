// result.json by nlohmann-json.
#include "app/cli/result_json.h"

#include "core/train/assemble.h"
#include "core/train/experiment_file.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace talweg {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json class_json(const ClassMetrics& metrics) {
    return {{"precision", number(metrics.precision)},
            {"recall", number(metrics.recall)},
            {"f1", number(metrics.f1)}};
}

Json classification_json(Task task, const SplitMetrics& metrics, const Dataset& data) {
    Json json;
    json["accuracy"] = number(metrics.accuracy);
    json["macro"] = class_json(metrics.macro);
    json["micro"] = class_json(metrics.micro);
    json["classes"] = Json::array();
    json["confusion"] = Json::array();
    const std::size_t k = metrics.classes.size();
    for (std::size_t i = 0; i < k; ++i) {
        Json one = {{"index", i}, {"label", class_title(task, data, i)}};
        one.update(class_json(metrics.classes[i]));
        one["support"] = metrics.classes[i].support;
        json["classes"].push_back(std::move(one));
        const auto row = metrics.confusion.begin() + static_cast<std::ptrdiff_t>(i * k);
        json["confusion"].push_back(std::vector<std::uint64_t>(row, row + static_cast<std::ptrdiff_t>(k)));
    }
    return json;
}

Json split_json(Task task, const SplitMetrics& metrics, const Dataset& data) {
    Json json = {{"points", metrics.points}, {"data_loss", number(metrics.loss)}};
    if (task != Task::regression) {
        json.update(classification_json(task, metrics, data));
        return json;
    }
    const auto values = metric_values(task, metrics);
    for (std::size_t i = 0; i < values.size(); ++i) {
        json[std::string(metric_columns(task)[i])] = number(values[i]);
    }
    return json;
}

Json array(const Vector& values) {
    Json json = Json::array();
    for (const double value : values) json.push_back(number(value));
    return json;
}

/// Of least squares; null for all else.
Json closed_form_json(const ClosedForm& known) {
    if (!known.known()) return nullptr;
    return {{"theta", array(known.theta)}, {"loss", number(known.loss)}, {"unique", known.unique}};
}

/// theta's blocks in their order: what each is called, how large it is, where it begins.
Json parameters_json(const Parameters& parameters) {
    Json json = Json::array();
    for (const ParameterBlock& block : parameters.blocks) {
        Json shape = Json::array({block.rows});
        if (block.matrix) shape.push_back(block.cols);
        json.push_back({{"name", block.name}, {"shape", std::move(shape)}, {"offset", block.offset}});
    }
    return json;
}

Json run_json(const Snapshot& now, const RunSnapshot& run, const RunSpec& spec, Objective& objective,
              std::string_view stopped_because) {
    const bool running = run.end_status == RunStatus::running;
    const RunState& state = run.state;
    // With mini-batches an end within an epoch has not been judged over all samples yet.
    const bool judged = !std::isnan(state.train_loss);
    const double train_loss = judged ? state.train_loss : objective.value(state.theta);
    const double validation_loss =
        judged ? state.validation_loss : objective.validation_value(state.theta).value_or(kAbsent);
    Json json;
    json["name"] = spec.name;
    json["status"] = status_name(running ? RunStatus::stopped : run.end_status);
    json["reason"] = running ? std::string(stopped_because) : run.reason;
    json["steps"] = state.step;
    json["loss"] = number(state.loss);
    json["theta"] = array(state.theta);
    if (state.average.size() > 0) {
        json["average"] = {{"loss", number(objective.value(state.average))}, {"theta", array(state.average)}};
    }
    if (state.layer_norms.size() > 0) json["layer_gradient_norms"] = array(state.layer_norms);
    json["metrics"] = {{"epoch", number(state.epoch)},
                       {"train_loss", number(train_loss)},
                       {"validation_loss", number(validation_loss)},
                       {"grad_norm", number(state.gradient_norm)},
                       {"evaluations", state.evaluations},
                       {"penalty", number(state.penalty)},
                       {"closed_form_distance", number(distance_to(now.closed_form, state.theta))}};
    for (const NamedSplit& part : splits(run.metrics)) {
        if (part.metrics.points == 0) continue;
        json["metrics"][std::string(part.name)] = split_json(run.metrics.task, part.metrics, now.data);
    }
    const double seconds = run.seconds.last;  // its own steps, not those of the runs beside it
    json["seconds"] = number(seconds);
    json["steps_per_second"] = number(state.step > 0 ? static_cast<double>(state.step) / seconds : 0.0);
    return json;
}

}  // namespace

std::string result_json(const HeadlessResult& result, std::string_view version,
                        std::string_view stopped_because) {
    const std::unique_ptr<Objective> objective = make_objective(result.snapshot.experiment);
    Json json;
    json["version"] = version;
    json["experiment"] = experiment_text(result.snapshot.experiment);
    json["closed_form"] = closed_form_json(result.snapshot.closed_form);
    json["parameters"] = parameters_json(objective->parameters());
    json["runs"] = Json::array();
    for (const RunSpec& spec : result.snapshot.experiment.runs) {
        const std::optional<std::size_t> index = find_run(result.snapshot, spec.id);
        if (!index) continue;
        json["runs"].push_back(
            run_json(result.snapshot, result.snapshot.runs[*index], spec, *objective, stopped_because));
    }
    // A name that is not UTF-8 is still a name: what cannot be read is replaced, never thrown.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace talweg
