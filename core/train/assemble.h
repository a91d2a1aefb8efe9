// Puts an experiment's parts together over a data set that is already there.
#pragma once

#include "core/loss/loss.h"
#include "core/model/model.h"
#include "core/schedule/schedule.h"
#include "core/train/experiment.h"

#include <memory>

namespace talweg {

/// The loss of an experiment with data. Throws Error when the targets do not suit it.
std::shared_ptr<const Loss> assemble_loss(const Experiment& experiment, const Dataset& data);
/// A model with scratch space of its own for these inputs and targets. Throws Error.
std::unique_ptr<Model> assemble_model(const Experiment& experiment, const Dataset& data, const Loss& loss);

/// The objective of an experiment over `data` (ignored for a test function). Throws Error.
std::unique_ptr<Objective> assemble_objective(const Experiment& experiment,
                                              const std::shared_ptr<const Dataset>& data);

/// A generator's points, two at most: settings that it cannot take show in these as in all, and so do columns
/// and classes.
Dataset few_points(const DatasetPart& part, KnobMap knobs);

/// The outputs that a model needs for all targets of `data`: a class may be met among the points held back
/// alone.
Index outputs_of(const Loss& loss, const Dataset& data);

/// A schedule with all that it is made of. Throws Error, also where a composition has no parts or some that
/// it cannot have, or where another schedule has some.
std::unique_ptr<Schedule> make_schedule(const PartChoice& choice);

struct MadeSchedule {
    const PartChoice& choice;
    Schedule& schedule;
};
/// After an edit: what the old schedule has heard goes on in the new one, where it still means the same (the
/// choices among the knobs, which say what it listens to, are as before).
void carry_heard(MadeSchedule from, MadeSchedule to);

}  // namespace talweg
