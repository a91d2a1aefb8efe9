// What all panels share.
#include "app/panels/ui_state.h"

#include "core/base/error.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/run.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr Index kFewPoints = 4;

// Whether optimizers that need a Hessian or residuals find them, which only a loss and a model put together
// tell; a few points will do for that. The worker would refuse the experiment too, but then the panels would
// show one thing and the views another. Throws Error.
void check_curvature(const Experiment& before, const Experiment& after) {
    const auto kinds = [](const Experiment& experiment) {
        std::vector<std::string> result;
        for (const RunSpec& run : experiment.runs) {
            const OptimizerPart& part = optimizer_part(run.optimizer.kind);
            result.push_back(part.needs_hessian || part.needs_residuals ? run.optimizer.kind : "");
        }
        return result;
    };
    const auto wanted = kinds(after);
    if (std::ranges::all_of(wanted, [](const std::string& kind) { return kind.empty(); })) return;
    if (wanted == kinds(before) && before.function == after.function && before.model == after.model &&
        before.loss == after.loss && before.penalty == after.penalty)
        return;
    check_experiment(after);  // what else is wrong is said in its own words
    Dataset few = make_dataset(after);
    const Index rows = std::min(few.rows(), kFewPoints);
    few.x.conservativeResize(rows, Eigen::NoChange);
    few.y.conservativeResize(rows, Eigen::NoChange);
    const auto objective = assemble_objective(after, std::make_shared<const Dataset>(std::move(few)));
    const Vector theta = Vector::Zero(objective->parameter_count());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].empty()) continue;
        try {
            check_needs(after.runs[i], *objective, theta);
        } catch (const Error& trouble) {
            throw Error("run " + std::to_string(i + 1) + ": " + trouble.what());
        }
    }
}

}  // namespace

bool UiState::edit(Experiment next, std::string_view label, std::uint64_t gesture) {
    try {
        check_curvature(document.experiment(), next);
        document.edit(std::move(next), label, gesture);
        error.clear();
        return true;
    } catch (const Error& problem) {
        complain(problem.what());
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
