// Names of runs that nobody has named, from their settings.
#pragma once

#include "core/train/experiment.h"

#include <span>
#include <string>

namespace talweg {

/// "momentum 0.9", "nesterov", "nesterov off", "milestones 10 20": a knob and its value in words.
std::string knob_words(std::string_view knob, const KnobValue& value);

/// Names the runs at `unnamed` (indices): optimizer and learning rate ("Adam 0.05"), and of what else they
/// are set to only as much as tells runs of the same name apart ("Adam 0.05 + SAM", "Adam 0.05, cosine"). A
/// number ("Adam 0.05 (2)") where nothing does. Other runs keep their names, and no name comes twice unless
/// two of theirs do.
void name_runs(Experiment& experiment, std::span<const std::size_t> unnamed);

/// The same for one run that is not in the experiment, or stands there under its id and is to get a new name.
std::string name_for(const Experiment& experiment, const RunSpec& run);

}  // namespace talweg
