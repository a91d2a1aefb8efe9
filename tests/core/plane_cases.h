// A small network, and a plane through its parameters.
#pragma once

#include "core/objective/plane_values.h"
#include "core/train/experiment.h"

#include <cmath>

namespace talweg::test {

inline Experiment network() {
    Experiment experiment;
    experiment.model = {"mlp", {{"hidden", std::vector<double>{3}}}};
    experiment.data.table.inputs = 2;
    experiment.data.table.x = {0.5, -1.0, 1.5, 0.25, -0.75, 2.0, 1.0, 1.0};
    experiment.data.table.y = {0.5, -1.0, 0.75, 0.25};
    experiment.init.scheme = "torch_linear";
    RunSpec run;
    run.id = 1;
    experiment.runs.push_back(run);
    return experiment;
}

/// A plane of two arbitrary directions, neither of length one nor at right angles.
inline ThetaPlane slanting(Index p) {
    ThetaPlane plane{Vector(p), Vector(p), Vector(p)};
    for (Index i = 0; i < p; ++i) {
        const auto k = static_cast<double>(i);
        plane.origin[i] = 0.3 * std::sin(1.0 + k);
        plane.u[i] = std::cos(2.0 * k);
        plane.v[i] = 0.5 * std::sin(3.0 * k) + 0.1;
    }
    return plane;
}

}  // namespace talweg::test
