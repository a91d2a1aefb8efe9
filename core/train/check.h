// Checks of an experiment's single values, shared by check_experiment and the file reader. Each throws Error
// with a sentence that does not say where; whoever calls adds the place.
#pragma once

#include "core/train/experiment.h"

namespace talweg {

/// More runs than one can tell apart, and more than memory is planned for.
inline constexpr std::size_t kMostRuns = 64;
/// The last losses that a stopping rule looks back on.
inline constexpr std::uint64_t kLongestLossWindow = 100000;
/// What a file's whole number can hold.
inline constexpr std::uint64_t kLargestWhole = 0x7fffffffffffffffULL;

void check_seed(std::uint64_t seed);
void check_function(const PartChoice& function);
void check_data(const DataChoice& data);
/// `name`: "validation" or "test".
void check_share(const char* name, double share);
/// Both shares together, against the points there are; that a table's targets are classes where the split is
/// stratified; the seed of the split.
void check_split(const DataChoice& data);
/// That the points to train on can fill what is missing in a file, where it is to be filled.
void check_filling(const Experiment& experiment);
/// Early stopping needs points to validate with.
void check_early_stopping(const Experiment& experiment);
void check_model(const PartChoice& model);
void check_loss(const PartChoice& loss);
/// That a table's targets suit the loss, and a generator's classes; its numbers are not known yet. Loss and
/// data are sound.
void check_targets(const Experiment& experiment);
/// `name`: "l1" or "l2".
void check_penalty(const char* name, double value);
/// `name`: "max_steps" or "max_epochs".
void check_limit(const char* name, const std::optional<std::uint64_t>& limit);
void check_rate(double rate);
void check_optimizer(const PartChoice& optimizer);
void check_schedule(const PartChoice& schedule);
/// Refuses a schedule that cycles the momentum for an optimizer that has none.
void check_momentum(const PartChoice& optimizer, const PartChoice& schedule);
/// Refuses a schedule that listens to the validation loss where no points are held back for it.
void check_listens(const PartChoice& schedule, const Experiment& experiment);
void check_wrappers(const std::vector<PartChoice>& chosen);
/// `name`: "clip_norm" or "clip_value".
void check_clip(const char* name, const std::optional<double>& limit);
void check_stop(const StopRules& stop);
/// Refuses mini-batches for an optimizer that needs all samples at once.
void check_full_batch(const RunSpec& run, std::uint64_t samples);
/// samples: of the data set; 0: a test function, which knows only full batches.
void check_batch(std::uint64_t batch, std::uint64_t samples);
/// Refuses 'drop_last' and 'replacement' for a full batch.
void check_batch_rule(const RunSpec& run);
void check_color(const std::string& color);
/// count: the parameters, or nothing when they are not known without the data.
void check_init(const Init& init, std::optional<Index> count);
/// A test function has no layers, which some schemes look at.
void check_function_start(const Init& init);

/// How many samples batches are drawn from, those to train on, without making the data; 0 for a test
/// function.
std::uint64_t sample_count(const Experiment& experiment);
/// How many parameters there are, where it is known without making the data.
std::optional<Index> parameter_count(const Experiment& experiment);

}  // namespace talweg
