// What a schedule does to the learning rate over a run, small enough to stand in the form.
#pragma once

#include "app/panels/ui_state.h"

#include <vector>

namespace talweg {

/// The rate over `length` steps as a line: in each of equal pieces the first, the lowest and the highest rate
/// looked at, in the order of steps. Empty: nothing is known (a schedule that listens, before its first
/// step).
struct ScheduleCurve {
    struct Point {
        double step;
        double rate;
    };
    Step length = 0;
    double highest = 0.0;
    std::vector<Point> points;
};

/// Of the run at `index`. Its length: to the experiment's last step if there is one, else as far as the run
/// has come or as the schedule needs to show its shape. known: the run as recorded, or nullptr; of a schedule
/// that listens to losses only what was recorded is there. pieces > 0.
ScheduleCurve schedule_curve(const Experiment& experiment, std::size_t index, const RunSnapshot* known,
                             std::size_t pieces);

/// A row with the curve, in the run's colour, and a dot at the present step. Nothing for a rate that never
/// changes. Marks "run.INDEX.schedule.curve".
void schedule_curve_row(const Snapshot& now, UiState& ui, std::size_t index);

}  // namespace talweg
