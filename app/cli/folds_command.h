// talweg run --folds: cross-validation on the command line.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/streams.h"
#include "core/train/experiment.h"

namespace talweg {

/// Trains every run once for each of request.folds folds, prints mean ± deviation of the metrics on the
/// folds, and writes folds.json into request.out. Returns 0, or 128 + n when signal n ended it (the folds
/// that are done are written). Throws UsageError when the experiment or the number of folds is not possible,
/// Error when something cannot be written.
int folds_command(const RunRequest& request, const Experiment& experiment, const Streams& streams);

}  // namespace talweg
