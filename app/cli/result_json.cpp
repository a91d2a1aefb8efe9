// result.json by nlohmann-json.
#include "app/cli/result_json.h"

#include "core/train/experiment_file.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace talweg {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json run_json(const RunSnapshot& run, const RunSpec& spec, double seconds, std::string_view stopped_because) {
    const bool running = run.end_status == RunStatus::running;
    const RunState& state = run.state;
    Json theta = Json::array();
    for (Index i = 0; i < state.theta.size(); ++i) theta.push_back(number(state.theta[i]));
    Json json;
    json["name"] = spec.name;
    json["status"] = status_name(running ? RunStatus::stopped : run.end_status);
    json["reason"] = running ? std::string(stopped_because) : run.reason;
    json["steps"] = state.step;
    json["loss"] = number(state.loss);
    json["theta"] = std::move(theta);
    json["metrics"] = {{"epoch", number(state.epoch)},
                       {"train_loss", number(state.train_loss)},
                       {"validation_loss", number(state.validation_loss)},
                       {"grad_norm", number(state.gradient_norm)}};
    json["seconds"] = number(seconds);
    json["steps_per_second"] = number(static_cast<double>(state.step) / seconds);
    return json;
}

}  // namespace

std::string result_json(const HeadlessResult& result, std::string_view version,
                        std::string_view stopped_because) {
    Json json;
    json["version"] = version;
    json["experiment"] = experiment_text(result.snapshot.experiment);
    json["runs"] = Json::array();
    for (const RunSpec& spec : result.snapshot.experiment.runs) {
        const std::optional<std::size_t> index = find_run(result.snapshot, spec.id);
        if (!index) continue;
        json["runs"].push_back(run_json(result.snapshot.runs[*index], spec, result.seconds, stopped_because));
    }
    // A name that is not UTF-8 is still a name: what cannot be read is replaced, never thrown.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace talweg
