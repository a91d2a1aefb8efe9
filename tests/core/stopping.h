// What tests of stopping rules share.
#pragma once

#include "core/data/split.h"
#include "core/train/assemble.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace talweg::test {

/// Every state of run 0 under `experiment`, at most `steps` further than its start.
inline std::vector<RunState> states_of(const Experiment& experiment, Step steps) {
    Trainer trainer(experiment);
    std::vector<RunState> states{trainer.run(0)};
    while (states.size() <= steps && trainer.step()) states.push_back(trainer.run(0));
    return states;
}

inline bool same_state(const RunState& a, const RunState& b) {
    return a.step == b.step && a.status == b.status && same_bits(a.epoch, b.epoch) &&
           same_bits(a.rate, b.rate) && same_bits(a.loss, b.loss) && same_bits(a.train_loss, b.train_loss) &&
           same_bits(a.validation_loss, b.validation_loss) && same_bits(a.gradient_norm, b.gradient_norm) &&
           same_bits(a.penalty, b.penalty) && a.evaluations == b.evaluations && same_bits(a.theta, b.theta) &&
           same_bits(a.gradient, b.gradient);
}

inline Trainer ended(const Experiment& experiment) {
    Trainer trainer(experiment);
    while (trainer.step()) {
    }
    return trainer;
}

template <class Holds>
Step first_step(const std::vector<RunState>& states, Holds holds) {
    Step step = 0;
    while (step < states.size() && !holds(step)) ++step;
    REQUIRE(step < states.size());
    return step;
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
