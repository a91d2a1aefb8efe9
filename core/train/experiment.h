// The experiment: what a file holds, what panels edit, what undo keeps, what the trainer is built from.
#pragma once

#include "core/base/part.h"
#include "core/base/types.h"
#include "core/data/csv_choice.h"
#include "core/data/dataset.h"
#include "core/objective/objective.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace talweg {

/// kind "table": the points stand in `table`; kind "csv": in the file that `csv` names. Otherwise a
/// generator's id and its knobs. The shares of the points that are held back from training (split.h) are of
/// any kind.
struct DataChoice {
    PartChoice part{"table", {}};
    Table table;
    CsvChoice csv;
    double validation = 0.0;
    double test = 0.0;
    std::optional<std::uint64_t> split_seed = {};  ///< of the split; absent: the experiment's
    bool stratified = false;                       ///< the split keeps the proportions of the classes
    std::string scaling = "none";                  ///< of the inputs; one of scaling_names()
    bool operator==(const DataChoice&) const = default;
};

/// Where theta begins: `numbers` in theta's order, or a `scheme` (of inits()) with its settings when numbers
/// is empty.
struct Init {
    std::string scheme = "zeros";
    std::vector<double> numbers;
    KnobMap knobs = {};
    bool operator==(const Init&) const = default;
};

/// Where theta begins with this model when nobody says.
Init default_init(const PartChoice& model);

/// Whatever is reached first ends a run; what is absent never does. "Train loss" is the loss over all points
/// to train on, with its penalty; it is known at every step at full batch, else where an epoch starts.
struct StopRules {
    std::optional<std::uint64_t> max_steps = {};
    std::optional<std::uint64_t> max_epochs = {};
    std::optional<double> loss = {};       ///< train loss at most this
    std::optional<double> grad_norm = {};  ///< norm of the step's gradient, before clipping, at most this
    std::optional<double> parameter_change = {};  ///< norm of one step's change of theta at most this
    /// |train loss now - train loss `loss_change_steps` ago| at most this. With mini-batches: that of as many
    /// whole epochs ago as those steps reach into.
    std::optional<double> loss_change = {};
    std::uint64_t loss_change_steps = 10;
    /// Early stopping: this many evaluations of the validation loss in a row (steps at full batch, else
    /// epochs) without one that is lower than the best by more than min_delta.
    std::optional<std::uint64_t> patience = {};
    double min_delta = 0.0;
    bool restore_best = false;  ///< a run ends at the best theta, whatever rule ends it
    bool operator==(const StopRules&) const = default;
};

/// One run: an optimizer at a learning rate, on the experiment's data, model and loss.
struct RunSpec {
    /// Tells runs apart across edits, undo and snapshots; unique in an experiment, not stored in files.
    std::uint64_t id = 0;
    std::string name;
    PartChoice optimizer{"sgd", {}};
    double lr = 0.01;
    PartChoice schedule{"constant", {}};
    /// Around the optimizer, each kind at most once, in the catalogue's order (the first is innermost).
    std::vector<PartChoice> wrappers;
    std::optional<double> clip_norm;   ///< as torch.nn.utils.clip_grad_norm_: gradients longer than this
    std::optional<double> clip_value;  ///< as clip_grad_value_: each entry to [-this, this]; before clip_norm
    std::uint64_t batch = 0;           ///< samples per step; 0: all of them ("full")
    bool drop_last = false;            ///< an epoch leaves out a last batch that would be smaller
    bool replacement = false;          ///< samples of a batch are drawn independently, with replacement
    std::optional<Init> init;          ///< its own start; absent: the model's
    bool shown = true;
    std::string color;  ///< "#rrggbb", or empty: by its place
    bool operator==(const RunSpec&) const = default;
};

struct Experiment {
    std::string title;
    std::string notes;
    std::uint64_t seed = 0;
    /// A test function replaces data, model and loss.
    std::optional<PartChoice> function;
    DataChoice data;
    PartChoice model{"linear", {}};
    Init init;
    PartChoice loss{"mse", {}};
    Penalty penalty;
    StopRules stop;
    std::vector<RunSpec> runs;
    bool operator==(const Experiment&) const = default;
};

/// What an edit asks of a run under way.
enum class EditKind {
    none,     ///< the two are equal
    display,  ///< titles, names, colours, shown or hidden, stop rules: nothing moves
    live,  ///< data, loss, penalty, rates, schedules, knobs, batches: state is kept, the next step feels it
    restart,  ///< seed, start, model, function, scaling, optimizer kind, the set of runs: from step 0 again
};

/// The strongest kind of difference between the two.
EditKind classify_edit(const Experiment& before, const Experiment& after);

/// Checks everything that does not need the data: kinds known, knobs in range, rates finite and > 0, batch at
/// most n, lengths of init. Throws Error naming the key ("run 2, lr: …"), what was expected, the nearest
/// name.
void check_experiment(const Experiment& experiment);

/// All points of an experiment with data, neither split nor scaled, and NaN where an input is to be filled.
/// Throws Error.
Dataset make_points(const Experiment& experiment);
/// Split points as they are trained on: filled and scaled by what those to train on tell. Throws Error.
Dataset prepare_inputs(Dataset split, const DataChoice& choice);
/// The experiment's data set (empty for a test function). Throws Error.
Dataset make_dataset(const Experiment& experiment);

/// The step at which training without a window ends at the latest, unless said otherwise: its own limit;
/// 1,000 where there is no rule at all, a million where only rules end it that may never hold, none where it
/// is counted in epochs (the largest Step).
Step usual_last_step(const Experiment& experiment);

/// What the experiment minimises. Throws Error.
std::unique_ptr<Objective> make_objective(const Experiment& experiment);

/// theta before the first update of run `run_index`: (parameter_count). Pure: seed and index decide.
Vector make_start(const Experiment& experiment, std::size_t run_index, const Objective& objective);

/// Four points, x = 1..4, y = 2, 3, 5, 7, from w = b = 0, by a few rates, one of which diverges.
Experiment first_experiment();

/// "Four points, linear, mse": one line for titles and lists.
std::string summary(const Experiment& experiment);

/// "sgd, lr 0.01, momentum 0.9, full batch": a run's settings in one line, defaults left out.
std::string summary(const RunSpec& run);

/// A new id, larger than every id in the experiment.
std::uint64_t next_run_id(const Experiment& experiment);

}  // namespace talweg
