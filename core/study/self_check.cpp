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
constexpr std::string_view kCarrier = "sgd";  ///< under the schedules whose rule is written in Python

/// How far a run is from the paths of one part.
struct PathsOf {
    int by_torch = 0;
    int in_python = 0;
    std::size_t steps = 0;
    double deviation = 0.0;
};
using PathTable = std::map<std::string, PathsOf, std::less<>>;

struct PathTables {
    PathTable optimizers;
    PathTable schedules;
    PathTable wrappers;
};

void note(PathTable& table, const std::string& id, const ReferencePath& path, double deviation) {
    PathsOf& paths = table[id];
    ++(path.by_torch() ? paths.by_torch : paths.in_python);
    paths.steps = std::max(paths.steps, path.losses.size() - 1);
    // As comparisons with NaN are false, this way round it stays.
    if (!(deviation <= paths.deviation)) paths.deviation = deviation;
}

// A path counts for all that takes part in it; one in Python for the part alone whose rule is written there:
// the rest of it only carries that part.
void note(PathTables& tables, const ReferencePath& path) {
    const double deviation = path_deviation(path);
    const RunSpec& run = path.experiment.runs.front();
    const bool all = path.by_torch();
    const bool carried = !all && run.optimizer.kind == kCarrier;
    for (const PartChoice& wrapper : run.wrappers) note(tables.wrappers, wrapper.kind, path, deviation);
    if (!all && !run.wrappers.empty()) return;
    if (!carried) note(tables.optimizers, run.optimizer.kind, path, deviation);
    if (all || carried) note(tables.schedules, run.schedule.kind, path, deviation);
}

std::string paths_text(const PathsOf& paths) {
    const auto counted = [](int count) { return std::to_string(count) + (count == 1 ? " path" : " paths"); };
    std::string text = paths.by_torch > 0 ? counted(paths.by_torch) + " of PyTorch" : "";
    if (paths.in_python > 0) {
        text += (text.empty() ? "" : ", ") + counted(paths.in_python) + " of its rule in Python";
    }
    return text + ", up to " + std::to_string(paths.steps) + " steps";
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

// Parts that have stored paths; one that has none yet has no row.
template <typename Parts>
void add_path_rows(std::string_view shelf, const Parts& parts, const PathTable& table,
                   std::vector<CheckRow>& rows) {
    for (const auto& part : parts) {
        const auto found = table.find(part.info.id);
        if (found == table.end()) continue;
        rows.push_back({std::string(shelf), std::string(part.info.id), paths_text(found->second),
                        found->second.deviation, kPathLimit});
    }
}

}  // namespace

std::vector<CheckRow> self_check(const std::filesystem::path& references,
                                 const std::function<bool()>& go_on) {
    PathTables tables;
    for (const ReferencePath& path : read_references(references)) {
        if (!go_on()) return {};
        note(tables, path);
    }
    std::vector<CheckRow> rows;
    for (const OptimizerPart& part : optimizers()) {
        if (!go_on()) return rows;
        const auto found = tables.optimizers.find(part.info.id);
        if (found != tables.optimizers.end()) {
            rows.push_back({"optimizers", std::string(part.info.id), paths_text(found->second),
                            found->second.deviation, kPathLimit});
        } else {
            rows.push_back({"optimizers", std::string(part.info.id), "its rule worked through, 50 steps",
                            rule_deviation(part), kRuleLimit});
        }
    }
    add_path_rows("schedules", schedules(), tables.schedules, rows);
    add_path_rows("wrappers", wrappers(), tables.wrappers, rows);
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
