// The experiment that Talweg opens with.
#include "core/train/experiment.h"

namespace talweg {

Experiment first_experiment() {
    Experiment experiment;
    experiment.title = "Four points";
    experiment.notes =
        "The least-squares line through these points is w = 1.7, b = 0, and momentum 0.9 is there within "
        "1,000 steps; plain gradient descent at rate 0.01 has only come to w = 1.6912, b = 0.0258, because "
        "the valley is 56 times flatter along than across. The article this case comes from prints "
        "1.5 and 0.5, which its own code does not give. Gradient descent is stable only below the rate "
        "2 / 16.7006 = 0.11976, where 16.7006 is the largest curvature of the loss: the last run is beyond "
        "that edge, and each of its steps overshoots further than the one before.";
    experiment.data.table.x = {1, 2, 3, 4};
    experiment.data.table.y = {2, 3, 5, 7};
    experiment.init.numbers = {0, 0};
    experiment.stop.max_steps = 1000;
    const auto add = [&](std::string name, std::string optimizer, double lr, KnobMap knobs) {
        RunSpec run;
        run.id = next_run_id(experiment);
        run.name = std::move(name);
        run.optimizer = {std::move(optimizer), std::move(knobs)};
        run.lr = lr;
        experiment.runs.push_back(std::move(run));
    };
    add("SGD 0.01", "sgd", 0.01, {});
    add("SGD 0.1", "sgd", 0.1, {});
    add("Momentum 0.9", "sgd", 0.01, {{"momentum", 0.9}});
    add("Adam 0.01", "adam", 0.01, {});
    add("SGD 0.15", "sgd", 0.15, {});
    return experiment;
}

}  // namespace talweg
