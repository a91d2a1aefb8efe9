// A number that grows with the steps of a run, as published: evaluations so far, seconds so far.
#pragma once

#include "core/base/types.h"

#include <vector>

namespace talweg {

/// Known at steps 0, stride, 2 stride, … and at last_step; straight lines between.
struct StepMap {
    Step stride = 1;
    std::vector<double> marks;  ///< mark i is the number at step i * stride; none: nothing is known
    Step last_step = 0;
    double last = 0.0;  ///< the number at last_step

    bool empty() const { return marks.empty(); }
    /// The number at a step, which may lie between two; beyond last_step, `last`. Not empty.
    double at(double step) const;
    /// The other way: a step with that number, from 0 to last_step. Not empty.
    double step_of(double value) const;
};

}  // namespace talweg
