// Run, Cross-validate: every run trained without each fold of the points in turn, and judged on it.
#pragma once

#include "app/panels/folds_table.h"
#include "app/panels/ui_state.h"
#include "core/worker/folds_worker.h"

namespace talweg {

class FoldsDialog {
  public:
    /// `wanted`: opens it and begins with ui.folds folds, unless that is what it shows already. Another
    /// number of folds begins anew; closing it ends the work.
    void draw(const Snapshot& now, UiState& ui, bool wanted);
    /// Whether folds are being trained: the picture will change by itself.
    bool busy() const { return worker_.busy(); }

  private:
    void begin(const Snapshot& now, UiState& ui);
    void hear(const UiState& ui);
    void top_row(const Snapshot& now, UiState& ui);
    void progress(Kit& kit);
    void tables(Kit& kit);

    FoldsWorker worker_;
    std::uint64_t asked_ = 0;  ///< the worker's number of the wish that is waited for
    Experiment experiment_;    ///< that the folds are of, and how many
    std::uint64_t folds_ = 0;
    Step steps_ = 0;

    Task task_ = Task::regression;
    std::vector<FoldedRun> runs_;
    std::string trouble_;
    bool finished_ = false;
    std::size_t chosen_ = 0;  ///< run whose folds are listed
};

}  // namespace talweg
