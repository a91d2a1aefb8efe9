// Runs that stopping rules end.
#pragma once

#include "core/data/split.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <vector>

namespace talweg::test {

/// Every state of run 0 under `experiment`, at most `steps` further than its start.
inline std::vector<RunState> states_of(const Experiment& experiment, Step steps) {
    Trainer trainer(experiment);
    std::vector<RunState> states{trainer.run(0)};
    while (states.size() <= steps && trainer.step()) states.push_back(trainer.run(0));
    return states;
}

inline Trainer ended(const Experiment& experiment) {
    Trainer trainer(experiment);
    while (trainer.step()) {
    }
    return trainer;
}

/// Ten points of y = 2 x, of which two are for validation; these lie on y = x, so that their loss falls while
/// the slope grows from 0, and rises when it passes 1.
inline Experiment two_minds(std::uint64_t batch) {
    Experiment experiment = four_points(0.0005);
    experiment.data.table = {};
    for (int i = 1; i <= 10; ++i) {
        experiment.data.table.x.push_back(i);
        experiment.data.table.y.push_back(2.0 * i);
    }
    experiment.data.validation = 0.2;
    const Dataset data = make_dataset(experiment);
    REQUIRE(data.validation_x.rows() == 2);
    for (Index i = 0; i < 2; ++i) {
        const auto row = static_cast<std::size_t>(row_before_split(data, data.rows() + i));
        experiment.data.table.y[row] = experiment.data.table.x[row];
    }
    experiment.runs[0].batch = batch;
    return experiment;
}

}  // namespace talweg::test
