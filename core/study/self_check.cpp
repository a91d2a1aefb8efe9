// Are these numbers right?
#include "core/study/self_check.h"

#include "core/study/gradient_check.h"
#include "core/study/reference.h"
#include "core/train/catalogue.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace talweg {
namespace {

constexpr double kPathLimit = 1e-10;
constexpr double kRuleLimit = 1e-12;
constexpr double kGradientLimit = 1e-7;
constexpr int kRuleSteps = 50;

/// How far the paths of one part are from PyTorch's.
struct PathsOf {
    int count = 0;
    std::size_t steps = 0;
    double deviation = 0.0;
};
using PathTable = std::map<std::string, PathsOf, std::less<>>;

void note(PathTable& table, const std::string& id, const ReferencePath& path, double deviation) {
    PathsOf& paths = table[id];
    ++paths.count;
    paths.steps = std::max(paths.steps, path.losses.size() - 1);
    // As comparisons with NaN are false, this way round it stays.
    if (!(deviation <= paths.deviation)) paths.deviation = deviation;
}

std::string paths_text(const PathsOf& paths) {
    return std::to_string(paths.count) + (paths.count == 1 ? " path" : " paths") + " of PyTorch, up to " +
           std::to_string(paths.steps) + " steps";
}

/// A fit of three parameters that every optimizer can do: least squares, hence residuals and Hessian too.
Experiment three_parameters(const OptimizerPart& part) {
    Experiment experiment;
    experiment.data.table = {
        2, {0.5, -1.25, 1.5, 0.75, -2.0, 1.0, 3.0, -0.5, 0.25, 2.5}, {1.5, -0.25, 2.0, 3.75, -1.5}};
    experiment.init.numbers = {0.5, -0.25, 1.0};
    RunSpec run;
    run.id = 1;
    run.optimizer.kind = part.info.id;
    run.lr = std::min(part.default_rate, 0.05);
    experiment.runs = {run};
    return experiment;
}

/// The largest relative distance between what the rule says and what the update does.
double rule_deviation(const OptimizerPart& part) {
    Trainer trainer(three_parameters(part));
    double largest = 0.0;
    for (int step = 0; step < kRuleSteps && trainer.running(); ++step) {
        for (Index parameter = 0; parameter < 3; ++parameter) {
            const StepExplanation told = trainer.explain(0, parameter);
            const double after = told.numbers.front().after;
            double said = after;
            for (const FilledLine& line : told.lines) {
                if (line.symbols.starts_with("θ ← ") && !line.numbers.empty()) said = line.result;
            }
            const double distance = std::abs(said - after) / std::max(std::abs(after), 1.0);
            if (!(distance <= largest)) largest = distance;
        }
        trainer.step();
    }
    return largest;
}

}  // namespace

std::vector<CheckRow> self_check(const std::filesystem::path& references,
                                 const std::function<bool()>& go_on) {
    PathTable optimizers_of;
    PathTable schedules_of;
    for (const ReferencePath& path : read_references(references)) {
        if (!go_on()) return {};
        const double deviation = path_deviation(path);
        const RunSpec& run = path.experiment.runs.front();
        note(optimizers_of, run.optimizer.kind, path, deviation);
        note(schedules_of, run.schedule.kind, path, deviation);
    }
    std::vector<CheckRow> rows;
    for (const OptimizerPart& part : optimizers()) {
        if (!go_on()) return rows;
        const auto found = optimizers_of.find(part.info.id);
        if (found != optimizers_of.end()) {
            rows.push_back({"optimizers", std::string(part.info.id), paths_text(found->second),
                            found->second.deviation, kPathLimit});
        } else {
            rows.push_back({"optimizers", std::string(part.info.id), "its rule worked through, 50 steps",
                            rule_deviation(part), kRuleLimit});
        }
    }
    for (const SchedulePart& part : schedules()) {
        const auto found = schedules_of.find(part.info.id);
        if (found == schedules_of.end()) continue;
        rows.push_back({"schedules", std::string(part.info.id), paths_text(found->second),
                        found->second.deviation, kPathLimit});
    }
    for (const LossPart& part : losses()) {
        if (!go_on()) return rows;
        const GradientCheck check = check_loss_gradient(part);
        rows.push_back({"losses", std::string(part.info.id), check.measure, check.deviation, kGradientLimit});
    }
    for (const ModelPart& part : models()) {
        if (!go_on()) return rows;
        const GradientCheck check = check_model_gradient(part);
        rows.push_back({"models", std::string(part.info.id), check.measure, check.deviation, kGradientLimit});
    }
    return rows;
}

bool all_passed(const std::vector<CheckRow>& rows) {
    return std::ranges::all_of(rows, [](const CheckRow& row) { return row.passed(); });
}

}  // namespace talweg
