// result.json: what came of an experiment, for programs.
#pragma once

#include "core/worker/runner.h"

#include <string>
#include <string_view>

namespace talweg {

/// {"version", "experiment", "runs": [{"name", "status", "reason", "steps", "loss", "theta", "metrics",
/// "seconds", "steps_per_second"}]}. "metrics" holds the numbers of the last state, and
/// under "train", "validation" and "test" those of metrics.h on the parts of the data that there are.
/// "experiment" is the experiment as it was run, as TOML. Numbers read back
/// as the same double; what is not finite is null. A run that was still running has the status "stopped" and
/// `stopped_because` as its reason.
std::string result_json(const HeadlessResult& result, std::string_view version,
                        std::string_view stopped_because);

}  // namespace talweg
