// What the tests of the explained step go through: every optimizer under each of its settings.
#pragma once

#include "core/train/catalogue.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace talweg::test {

/// The defaults, and each switch and choice turned on its own where that is possible.
inline std::vector<KnobMap> variants(const PartInfo& part) {
    std::vector<KnobMap> all = {{}};
    const bool has_momentum = find_knob(part, "momentum") != nullptr;
    if (has_momentum) all.push_back({{"momentum", 0.8}});
    for (const Knob& knob : part.knobs) {
        KnobMap knobs;
        if (has_momentum) knobs["momentum"] = 0.8;
        if (knob.type == KnobType::boolean) {
            knobs[std::string(knob.name)] = knob.initial == 0.0;
            all.push_back(knobs);
        }
        if (knob.type == KnobType::choice) {
            for (const std::string_view choice : knob.choices) {
                knobs[std::string(knob.name)] = std::string(choice);
                all.push_back(knobs);
            }
        }
        if (knob.name == "weight_decay") {
            knobs["weight_decay"] = 0.1;
            all.push_back(knobs);
        }
    }
    return all;
}

inline Experiment one_run(const OptimizerPart& part, const KnobMap& knobs) {
    Experiment experiment;
    experiment.data.table = {
        2, {0.5, -1.25, 1.5, 0.75, -2.0, 1.0, 3.0, -0.5, 0.25, 2.5}, {1.5, -0.25, 2.0, 3.75, -1.5}};
    experiment.init.numbers = {0.5, -0.25, 1.0};
    RunSpec run;
    run.id = 7;
    run.optimizer = {std::string(part.info.id), knobs};
    run.lr = std::min(part.default_rate, 0.05);
    experiment.runs = {run};
    return experiment;
}

inline bool same(double a, double b) {
    return std::abs(a - b) <= 1e-12 * std::max({1.0, std::abs(a), std::abs(b)});
}

}  // namespace talweg::test
