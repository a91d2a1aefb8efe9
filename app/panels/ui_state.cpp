// What all panels share.
#include "app/panels/ui_state.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/train/check_objective.h"

#include <algorithm>

namespace talweg {
namespace {

// Whether optimizers that need a Hessian or residuals find them, which only a loss and a model put together
// tell. The worker would refuse the experiment too, but then the panels would
// show one thing and the views another. Throws Error.
void check_curvature(const Experiment& before, const Experiment& after) {
    const auto kinds = [](const Experiment& experiment) {
        std::vector<std::string> result;
        for (const RunSpec& run : experiment.runs) {
            result.push_back(needs_objective(run) ? run.optimizer.kind : "");
        }
        return result;
    };
    const auto wanted = kinds(after);
    if (std::ranges::all_of(wanted, [](const std::string& kind) { return kind.empty(); })) return;
    if (wanted == kinds(before) && before.function == after.function && before.model == after.model &&
        before.loss == after.loss && before.penalty == after.penalty)
        return;
    check_experiment(after);  // what else is wrong is said in its own words
    const auto objective = objective_of_few(after);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].empty()) continue;
        try {
            check_on(after.runs[i], *objective);
        } catch (const Error& trouble) {
            throw Error("run " + std::to_string(i + 1) + ": " + trouble.what());
        }
    }
}

}  // namespace

std::string with_run_name(std::string_view text, const std::vector<std::string>& names) {
    constexpr std::string_view kRun = "run ";
    const std::size_t colon = text.find(": ");
    if (!text.starts_with(kRun) || colon == std::string_view::npos) return std::string(text);
    const auto number = parse_double(text.substr(kRun.size(), colon - kRun.size()));
    if (!number || !(*number >= 1.0) || *number > static_cast<double>(names.size())) return std::string(text);
    const std::string& name = names[static_cast<std::size_t>(*number) - 1];
    return (name.empty() ? std::string(text.substr(0, colon)) : name) + std::string(text.substr(colon));
}

std::vector<std::string> run_names(const Experiment& experiment) {
    std::vector<std::string> names;
    for (const RunSpec& run : experiment.runs) names.push_back(run.name);
    return names;
}

bool UiState::edit(Experiment next, std::string_view label, std::uint64_t gesture) {
    const auto next_runs = run_names(next);
    try {
        check_curvature(document.experiment(), next);
        document.edit(std::move(next), label, gesture);
        error.clear();
        kit.refused = {};
        return true;
    } catch (const Error& problem) {
        complain(with_run_name(problem.what(), next_runs));
        return false;
    }
}

void UiState::say(std::string_view text) {
    info = text;
    info_until = ImGui::GetTime() + 6.0;
}

Theme UiState::theme_at(double content_scale) const {
    Theme theme = settings.theme == "dark" ? dark_theme() : light_theme();
    theme.scale = content_scale * settings.zoom * (settings.projector ? 1.6 : 1.0);
    return theme;
}

RunSpec* run_with_id(Experiment& experiment, std::uint64_t id) {
    for (RunSpec& run : experiment.runs)
        if (run.id == id) return &run;
    return nullptr;
}

}  // namespace talweg
