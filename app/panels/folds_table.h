// The tables of cross-validation: a row for each run, and below one for each fold of the run that is chosen.
#pragma once

#include "app/panels/kit.h"
#include "core/study/k_fold.h"

#include <array>
#include <string>
#include <vector>

namespace talweg {

/// One run over the folds that are done.
struct FoldedRun {
    std::string name;
    Rgba color;
    std::vector<FoldResult> folds;
    std::array<Spread, kFoldColumns> train;  ///< of fold_columns()
    std::array<Spread, kFoldColumns> test;
    std::size_t diverged = 0;  ///< folds

    /// After more folds.
    void sum_up(Task task);
};

/// Mean ± standard deviation over the folds; a click on a row chooses its run. `height`: that it may take,
/// px; what is more scrolls.
void folds_summary(Kit& kit, Task task, const std::vector<FoldedRun>& runs, std::size_t& chosen,
                   float height);
float folds_summary_height(const Kit& kit, std::size_t runs);

/// The numbers of each fold, in the columns of the summary. Only rows that are seen are made.
void folds_list(Kit& kit, Task task, const FoldedRun& run, float height);
float folds_list_height(const Kit& kit, std::uint64_t folds);

/// A row for each run and fold with all digits, its cells parted by tabs: for a spreadsheet.
std::string folds_text(Task task, const std::vector<FoldedRun>& runs);

}  // namespace talweg
