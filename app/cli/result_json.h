// result.json: what came of an experiment, for programs.
#pragma once

#include "core/worker/runner.h"

#include <string>
#include <string_view>

namespace talweg {

/// {"version", "experiment", "closed_form", "runs": [{"name", "status", "reason", "steps", "loss", "theta",
/// "metrics", "seconds", "steps_per_second"}]}. "metrics" holds the numbers of the last state, and under
/// "train", "validation" and "test" those of metrics.h on the parts of the data that there are. Classes have
/// their "index" (the row and column of "confusion") and their "label", their name where they have one.
/// "closed_form" is {"theta", "loss", "unique"} where the runs are least squares (closed_form.h), else null.
/// "experiment" is the experiment as it was run, as TOML. Numbers read back
/// as the same double; what is not finite is null. A run that was still running has the status "stopped" and
/// `stopped_because` as its reason.
std::string result_json(const HeadlessResult& result, std::string_view version,
                        std::string_view stopped_because);

}  // namespace talweg
