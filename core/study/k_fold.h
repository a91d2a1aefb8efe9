// Cross-validation of an experiment: each run trained once for every fold and judged on the points it never
// saw.
#pragma once

#include "core/train/metrics.h"

#include <functional>
#include <string>
#include <vector>

namespace talweg {

/// One run, trained without one fold.
struct FoldResult {
    RunStatus status = RunStatus::running;  ///< running: the last step was taken
    Step steps = 0;
    SplitMetrics train;
    SplitMetrics test;  ///< on the fold
};

/// Mean and standard deviation (n - 1 below; absent for fewer than two) of the numbers that are there.
struct Spread {
    double mean = kAbsent;
    double deviation = kAbsent;
};
Spread spread_of(const std::vector<double>& values);

struct RunFolds {
    std::string name;
    std::vector<FoldResult> folds;
};

struct KFold {
    Task task = Task::regression;
    std::vector<RunFolds> runs;
    bool interrupted = false;  ///< the folds so far
};

/// The loss, then metric_values() of one part.
inline constexpr std::size_t kFoldColumns = 1 + kMetricColumns;
std::array<double, kFoldColumns> fold_values(Task task, const SplitMetrics& metrics);
/// "loss", then metric_columns().
std::vector<std::string_view> fold_columns(Task task);

/// The points are dealt into folds (fold_of_points, by the experiment's split seed and whether its split is
/// stratified). In turn each fold takes the place of the experiment's test points, a share of the others that
/// of its validation points; inputs are scaled by what is left to train on; and every run starts from where
/// it always does and takes at most `steps` steps. `go_on` is called with the fold and the step now and then,
/// and ends the work when it returns false. Throws Error for a test function, as fold_of_points, and when the
/// experiment is not possible with the points that are left.
KFold k_fold(const Experiment& experiment, std::uint64_t folds, Step steps,
             const std::function<bool(std::size_t, Step)>& go_on = {});

}  // namespace talweg
