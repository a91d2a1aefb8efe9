// talweg run: trains without a window and writes figures, history.csv and result.json.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/streams.h"
#include "core/train/experiment.h"

#include <functional>

namespace talweg {

/// The experiment with what the command line changes in it: seed, and limits where --steps says how far.
/// Throws UsageError when it cannot be trained.
Experiment prepared_experiment(Experiment experiment, const RunRequest& request);

/// The step at which training ends at the latest.
Step last_step(const Experiment& experiment, const RunRequest& request);

/// Makes the folder that is written to. Throws Error.
void make_folder(const std::filesystem::path& folder);

/// Returns the exit status: 0, or 128 + n when signal n ended it (what is done is written). Throws UsageError
/// when the experiment is not possible, Error when something cannot be written. `on_progress` is called with
/// the step now and then, from the thread that trains.
int run_command(const RunRequest& request, const Experiment& experiment, const Streams& streams,
                const std::function<void(Step)>& on_progress = {});

}  // namespace talweg
