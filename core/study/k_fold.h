// Cross-validation of an experiment: each run trained once for every fold and judged on the points it never
// saw.
#pragma once

#include "core/train/metrics.h"

#include <functional>
#include <string>
#include <string_view>
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

/// Of one column of fold_columns(), over the folds of a run: on the points of the fold (`test`), or on those
/// that were trained on.
Spread fold_spread(Task task, const std::vector<FoldResult>& folds, std::size_t column, bool test);
/// "0.25 ± 0.031": four digits, and two of the deviation where there is one; "–" where there is no mean.
std::string spread_text(const Spread& spread);
/// How a fold ended: "finished", "stopped", "diverged"; a run that took its last step was stopped.
std::string_view fold_end(RunStatus status);

/// Asked now and then with the fold and the step; false: the work ends.
using FoldWatch = std::function<bool(std::size_t fold, Step step)>;
/// Told when a fold is done, with all folds so far.
using FoldDone = std::function<void(const KFold& so_far)>;

/// The points are dealt into folds (fold_of_points, by the experiment's split seed and whether its split is
/// stratified). In turn each fold takes the place of the experiment's test points, a share of the others that
/// of its validation points; inputs are scaled by what is left to train on; and every run starts from where
/// it always does and takes at most `steps` steps. `go_on` is asked before at most some ten milliseconds of
/// work, or before each step where one takes longer. Throws Error for a test function, as fold_of_points, and
/// when the experiment is not possible with the points that are left.
KFold k_fold(const Experiment& experiment, std::uint64_t folds, Step steps, const FoldWatch& go_on = {},
             const FoldDone& done = {});

}  // namespace talweg
