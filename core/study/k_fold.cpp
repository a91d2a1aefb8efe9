// Cross-validation of an experiment.
#include "core/study/k_fold.h"

#include "core/base/error.h"
#include "core/base/sum.h"
#include "core/base/text.h"
#include "core/data/folds.h"
#include "core/train/check.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace talweg {
namespace {

constexpr double kMostSteps = 256.0;
/// Numbers that a step goes through, times parameters squared, as a Hessian takes: some ten milliseconds.
constexpr double kWorkUnasked = 1e7;

/// Steps between two questions whether to go on: by a step's work, as here nobody looks at a clock.
Step ask_every(const Trainer& trainer, std::size_t runs, Index points) {
    const auto parameters = static_cast<double>(trainer.run(0).theta.size());
    const double work = parameters * parameters * static_cast<double>(points) * static_cast<double>(runs);
    return static_cast<Step>(std::clamp(kWorkUnasked / std::max(work, 1.0), 1.0, kMostSteps));
}

/// False: whoever asked wants no more.
bool train(Trainer& trainer, std::size_t fold, Step steps, Step every, const FoldWatch& go_on) {
    for (Step step = 0; step < steps; ++step) {
        if (go_on && step % every == 0 && !go_on(fold, step)) return false;
        if (!trainer.step()) break;
    }
    return true;
}

}  // namespace

Spread spread_of(const std::vector<double>& values) {
    std::vector<double> known;
    for (const double value : values) {
        if (!std::isnan(value)) known.push_back(value);
    }
    const auto n = static_cast<Index>(known.size());
    Spread spread;
    if (n == 0) return spread;
    spread.mean = sum(known.data(), n) / static_cast<double>(n);
    if (n < 2) return spread;
    for (double& value : known) value -= spread.mean;
    spread.deviation = std::sqrt(squared_norm(known.data(), n) / static_cast<double>(n - 1));
    return spread;
}

std::array<double, kFoldColumns> fold_values(Task task, const SplitMetrics& metrics) {
    std::array<double, kFoldColumns> values{};
    values[0] = metrics.loss;
    const auto others = metric_values(task, metrics);
    std::copy(others.begin(), others.end(), values.begin() + 1);
    return values;
}

std::vector<std::string_view> fold_columns(Task task) {
    std::vector<std::string_view> names{"loss"};
    const auto others = metric_columns(task);
    names.insert(names.end(), others.begin(), others.end());
    return names;
}

Spread fold_spread(Task task, const std::vector<FoldResult>& folds, std::size_t column, bool test) {
    std::vector<double> values;
    values.reserve(folds.size());
    for (const FoldResult& fold : folds)
        values.push_back(fold_values(task, test ? fold.test : fold.train).at(column));
    return spread_of(values);
}

std::string spread_text(const Spread& spread) {
    if (std::isnan(spread.mean)) return "–";
    if (std::isnan(spread.deviation)) return short_text(spread.mean, 4);
    return short_text(spread.mean, 4) + " ± " + short_text(spread.deviation, 2);
}

std::string_view fold_end(RunStatus status) {
    return status_name(status == RunStatus::running ? RunStatus::stopped : status);
}

KFold k_fold(const Experiment& experiment, std::uint64_t folds, Step steps, const FoldWatch& go_on,
             const FoldDone& done) {
    if (experiment.function) throw Error("folds need points, and a test function has none");
    check_experiment(experiment);
    const Dataset whole = make_points(experiment);
    const DataChoice& chosen = experiment.data;
    const std::uint64_t seed = chosen.split_seed.value_or(experiment.seed);
    const std::vector<std::size_t> fold_of = fold_of_points(whole.y, folds, seed, chosen.stratified);
    KFold result;
    for (const RunSpec& run : experiment.runs) result.runs.push_back({run.name, {}});
    for (std::size_t fold = 0; fold < folds; ++fold) {
        Dataset held = prepare_inputs(
            fold_dataset(whole, fold_of, fold, chosen.validation, seed, chosen.stratified), chosen);
        const Index points = held.rows();
        Trainer trainer(experiment, std::move(held));
        if (!train(trainer, fold, steps, ask_every(trainer, result.runs.size(), points), go_on)) {
            result.interrupted = true;
            return result;
        }
        for (std::size_t run = 0; run < result.runs.size(); ++run) {
            Metrics metrics;
            trainer.metrics(run, metrics);
            result.task = metrics.task;
            const RunState& state = trainer.run(run);
            result.runs[run].folds.push_back({state.status, state.step, metrics.train, metrics.test});
        }
        if (done) done(result);
    }
    return result;
}

}  // namespace talweg
