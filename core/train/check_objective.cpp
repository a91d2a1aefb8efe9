// Checks of runs on an objective of a few points.
#include "core/train/check_objective.h"

#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/wrapped_optimizer.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr Index kFewPoints = 4;

}  // namespace

// Every optimizer that keeps a matrix or asks for one needs all samples at once.
bool needs_objective(const RunSpec& run) { return !optimizer_part(run.optimizer.kind).full_batch.empty(); }

std::unique_ptr<Objective> objective_of_few(const Experiment& experiment) {
    Dataset few = make_dataset(experiment);
    const Index rows = std::min(few.rows(), kFewPoints);
    few.x.conservativeResize(rows, Eigen::NoChange);
    few.y.conservativeResize(rows, Eigen::NoChange);
    return assemble_objective(experiment, std::make_shared<const Dataset>(std::move(few)));
}

void check_on(const RunSpec& run, Objective& objective) {
    make_optimizer(run, objective.parameters());  // refuses too many
    check_needs(run, objective, Vector::Zero(objective.parameter_count()));
}

}  // namespace talweg
