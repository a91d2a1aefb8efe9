// history.csv: every recorded step of every run, written while it trains.
#pragma once

#include "core/base/file.h"
#include "core/objective/objective.h"
#include "core/train/experiment.h"
#include "core/train/metrics.h"
#include "core/train/trainer.h"

#include <filesystem>
#include <string>
#include <vector>

namespace talweg {

/// Columns run, step, epoch, lr, loss, train_loss, validation_loss, grad_norm, theta_0, theta_1, … (the first
/// 16 parameters), evaluations, penalty; gradient_norm_layer1, … where the model has several layers; and at
/// the rows that have a train_loss, for each part of the data that there is, train_mse, … as metric_columns()
/// names them, and test_loss. Where a run keeps an average of theta, average_loss (as train_loss, at the rows
/// that have one) and average_0, average_1, … stand last. Row k of a run holds theta before update k and the
/// loss whose gradient that update used; its last row holds the end, which is judged over all samples
/// whatever the batches. Numbers read back as the same double; what is absent is an empty cell.
class HistoryCsv {
  public:
    /// every: only steps that are multiples of it are written, and each run's last. Throws Error when the
    /// file cannot be written; nothing appears under its name before finish().
    /// metrics: what works them out; null: there are none. objective: the runs', for averages and for ends
    /// within an epoch; null: their losses stay empty. averages: a run keeps one.
    HistoryCsv(const std::filesystem::path& path, std::size_t parameters, Step every,
               std::unique_ptr<Evaluator> metrics = nullptr, std::unique_ptr<Objective> objective = nullptr,
               bool averages = false);

    /// The next state of a run. The same step again is taken once.
    void add(const RunSpec& run, const RunState& state);
    /// Each run's last row, if it is not there yet, and the file under its name. Throws Error.
    void finish();

  private:
    struct Last {
        std::uint64_t id;
        std::string name;
        RunState state;
        bool written;
    };
    Last* find(std::uint64_t id);
    std::string header() const;
    void write(const std::string& name, const RunState& state);
    void append_metrics(std::string& row, const RunState& state);
    void append_average(std::string& row, const RunState& state);
    void write_end(Last& last);

    FileWriter file_;
    std::size_t parameters_;
    Step every_;
    std::unique_ptr<Evaluator> evaluator_;
    std::unique_ptr<Objective> objective_;
    bool averages_;
    Index layers_ = 0;  ///< whose gradient norms have columns
    Metrics metrics_;
    std::vector<Last> last_;
};

/// A text cell: quoted where it must be, and never the start of a spreadsheet's formula.
std::string csv_text(std::string_view text);

}  // namespace talweg
