// Stopping rules: the step at which each ends a run, what it says, and how edits change it.
#include "core/base/text.h"
#include "core/train/assemble.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"
#include "tests/core/stopping.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

/// The stopped run is at `step`, with the numbers of the run without the rule there.
void check_stopped(const Trainer& trainer, const std::vector<RunState>& free, Step step,
                   const std::string& reason) {
    CHECK(trainer.run(0).status == RunStatus::stopped);
    CHECK(trainer.run(0).step == step);
    CHECK(same_bits(trainer.run(0).theta, free[step].theta));
    CHECK(same_bits(trainer.run(0).loss, free[step].loss));
    CHECK(trainer.reason(0) == reason);
}

struct EarlyStop {
    Step step = 0;
    Step best_step = 0;
    double best = 0.0;
};

/// Early stopping as its definition says, over the recorded states.
EarlyStop early_stop(const std::vector<RunState>& states, std::uint64_t patience, double min_delta) {
    EarlyStop stop{0, 0, INFINITY};
    std::uint64_t stale = 0;
    for (const RunState& state : states) {
        if (std::isnan(state.validation_loss)) continue;
        if (state.validation_loss < stop.best - min_delta) {
            stop.best = state.validation_loss;
            stop.best_step = state.step;
            stale = 0;
        } else if (++stale == patience) {
            stop.step = state.step;
            return stop;
        }
    }
    FAIL("never stopped");
    return stop;
}

}  // namespace

TEST_CASE("a run stops where its loss reaches the limit") {
    Experiment experiment = four_points(0.01);
    const auto free = states_of(experiment, 200);
    const Step step = first_step(free, [&](Step k) { return free[k].loss <= 0.5; });
    CHECK(step > 1);
    experiment.stop.loss = 0.5;
    experiment.stop.max_steps = 200;
    check_stopped(ended(experiment), free, step, "loss: the train loss 0.38618 is at most 0.5");
    experiment.stop.loss = 21.75;  // that of the start
    check_stopped(ended(experiment), free, 0, "loss: the train loss 21.75 is at most 21.75");
    experiment.stop.loss = 21.74;
    CHECK(ended(experiment).run(0).step == 1);
}

TEST_CASE("a run stops where its gradient is small enough") {
    Experiment experiment = four_points(0.05);
    const auto free = states_of(experiment, 2000);
    const Step step = first_step(free, [&](Step k) { return free[k].gradient.norm() <= 1e-3; });
    experiment.stop.grad_norm = 1e-3;
    check_stopped(ended(experiment), free, step,
                  "grad_norm: the norm of the gradient 0.00098626 is at most 0.001");
}

TEST_CASE("with batches the gradient over all points is looked at where epochs start") {
    Experiment experiment = four_points(0.02);
    experiment.data.table.x = {0, 1, 2, 3};
    experiment.data.table.y = {0, 5, 7, 9};
    experiment.seed = 4;
    experiment.runs[0].batch = 1;
    experiment.stop.grad_norm = 1e-3;
    experiment.stop.max_steps = 40;
    // The first batch is the point that the start fits: its gradient alone is 0.
    Trainer trainer(experiment);
    REQUIRE(trainer.run(0).gradient_norm == 0.0);
    CHECK(trainer.run(0).status == RunStatus::running);
    while (trainer.step()) {
    }
    CHECK(trainer.run(0).status == RunStatus::finished);
    // Where the whole gradient is short enough, it ends, whatever the batch there has.
    experiment.stop.max_steps.reset();
    experiment.stop.grad_norm = 4.0;
    const std::unique_ptr<Objective> objective = make_objective(experiment);
    Experiment free_running = experiment;
    free_running.stop = {};
    const auto free = states_of(free_running, 400);
    const auto whole = [&](Step k) {
        Vector gradient(2);
        objective->value_and_gradient(free[k].theta, gradient);
        return gradient.norm();
    };
    const Step step = first_step(free, [&](Step k) { return k % 4 == 0 && whole(k) <= 4.0; });
    CHECK(step > 0);
    const Trainer last = ended(experiment);
    CHECK(last.run(0).step == step);
    CHECK(last.run(0).status == RunStatus::stopped);
    CHECK(last.reason(0) ==
          "grad_norm: the norm of the gradient " + short_text(whole(step)) + " is at most 4");
    // Set in the middle, it holds at once where an epoch starts and otherwise at the next.
    Trainer edited(free_running);
    for (int i = 0; i < 5; ++i) edited.step();
    experiment.stop.grad_norm = 1e6;
    edited.apply(experiment);
    CHECK(edited.run(0).status == RunStatus::running);
    while (edited.step()) {
    }
    CHECK(edited.run(0).step == 8);
}

TEST_CASE("a run stops where a step moves theta little enough") {
    Experiment experiment = four_points(0.05);
    const auto free = states_of(experiment, 2000);
    const Step step =
        first_step(free, [&](Step k) { return k > 0 && (free[k].theta - free[k - 1].theta).norm() <= 1e-5; });
    experiment.stop.parameter_change = 1e-5;
    check_stopped(ended(experiment), free, step,
                  "parameter_change: the last step moved the parameters by 9.9684e-06, at most 1e-05");
}

TEST_CASE("a run stops where its loss has changed little over some steps") {
    Experiment experiment = four_points(0.05);
    const auto free = states_of(experiment, 2000);
    const Step step =
        first_step(free, [&](Step k) { return k >= 7 && std::abs(free[k].loss - free[k - 7].loss) <= 1e-6; });
    experiment.stop.loss_change = 1e-6;
    experiment.stop.loss_change_steps = 7;
    check_stopped(ended(experiment), free, step,
                  "loss_change: the train loss changed by 9.7297e-07 over 7 steps, at most 1e-06");
}

TEST_CASE("with batches the loss is looked at where epochs start and the window is whole epochs") {
    Experiment experiment = four_points(0.02);
    experiment.runs[0].batch = 2;
    const auto free = states_of(experiment, 4000);
    const Step step = first_step(free, [&](Step k) { return free[k].train_loss <= 0.2; });
    CHECK(step % 2 == 0);
    experiment.stop.loss = 0.2;
    CHECK(ended(experiment).run(0).step == step);
    // Three steps reach into two epochs of two steps: four steps ago.
    experiment.stop = {};
    experiment.stop.loss_change = 1e-3;
    experiment.stop.loss_change_steps = 3;
    const Step late = first_step(free, [&](Step k) {
        return k >= 4 && k % 2 == 0 && std::abs(free[k].train_loss - free[k - 4].train_loss) <= 1e-3;
    });
    const Trainer trainer = ended(experiment);
    CHECK(trainer.run(0).step == late);
    CHECK(trainer.reason(0).find("over 4 steps, at most 0.001") != std::string::npos);
}

TEST_CASE("early stopping ends a run after so many evaluations without a better one") {
    for (const std::uint64_t batch : {0u, 3u}) {
        for (const double min_delta : {0.0, 0.05, 1.0, 3.0}) {
            CAPTURE(batch);
            CAPTURE(min_delta);
            Experiment experiment = two_minds(batch);
            const auto free = states_of(experiment, 2000);
            experiment.stop.patience = 5;
            experiment.stop.min_delta = min_delta;
            const EarlyStop want = early_stop(free, 5, min_delta);
            CHECK(want.best_step > 5);
            // So much asked of an improvement ends the run earlier.
            if (min_delta >= 1.0) CHECK(want.step < early_stop(free, 5, 0.0).step);
            const Trainer last = ended(experiment);
            CHECK(last.run(0).step == want.step);
            CHECK(same_bits(last.run(0).theta, free[want.step].theta));
            experiment.stop.restore_best = true;
            const Trainer best = ended(experiment);
            CHECK(best.run(0).status == RunStatus::stopped);
            CHECK(best.run(0).step == want.step);
            CHECK(same_bits(best.run(0).theta, free[want.best_step].theta));
            CHECK(same_bits(best.run(0).train_loss, free[want.best_step].train_loss));
            CHECK(same_bits(best.run(0).validation_loss, want.best));
            CHECK(best.run(0).evaluations == free[want.step].evaluations + 1);
        }
    }
}

TEST_CASE("early stopping says what it waited for") {
    Experiment experiment = two_minds(0);
    experiment.stop.patience = 5;
    experiment.stop.min_delta = 0.05;
    experiment.stop.restore_best = true;
    const EarlyStop want = early_stop(states_of(two_minds(0), 2000), 5, 0.05);
    char words[200];
    std::snprintf(
        words, sizeof words,
        "early stopping: the validation loss has not fallen below %.5g - min_delta 0.05 for 5 steps; "
        "best at step %d, restored",
        want.best, static_cast<int>(want.best_step));
    CHECK(ended(experiment).reason(0) == words);
    experiment.runs[0].batch = 3;
    experiment.stop.patience = 1;
    experiment.stop.min_delta = 0.0;
    experiment.stop.restore_best = false;
    const std::string epochs = ended(experiment).reason(0);
    CHECK(epochs.find(" for 1 epoch; best at step ") != std::string::npos);
    CHECK(epochs.find("restored") == std::string::npos);
    CHECK(epochs.find("min_delta") == std::string::npos);
}

TEST_CASE("a relaxed rule lets a run go on as though it had never been tighter") {
    for (const std::uint64_t batch : {0u, 3u}) {
        CAPTURE(batch);
        Experiment tight = two_minds(batch);
        tight.runs[0].optimizer.knobs = {{"momentum", 0.5}};
        tight.stop.patience = 2;
        tight.stop.restore_best = true;
        Experiment loose = tight;
        loose.stop.patience = 12;
        Trainer edited = ended(tight);
        REQUIRE(edited.run(0).status == RunStatus::stopped);
        edited.apply(loose);
        CHECK(edited.run(0).status == RunStatus::running);
        CHECK(edited.reason(0).empty());
        Trainer direct(loose);
        while (direct.run(0).step < edited.run(0).step) direct.step();
        CHECK(same_state(edited.run(0), direct.run(0)));
        while (direct.step()) {
            edited.step();
            CHECK(same_state(edited.run(0), direct.run(0)));
        }
        CHECK(edited.reason(0) == direct.reason(0));
        // Whether the best is restored may be changed after the end, too.
        Experiment last = loose;
        last.stop.restore_best = false;
        edited.apply(last);
        CHECK(edited.run(0).status == RunStatus::stopped);
        CHECK(same_state(edited.run(0), ended(last).run(0)));
        edited.apply(loose);
        CHECK(same_state(edited.run(0), direct.run(0)));
    }
}

TEST_CASE("other rules decide anew about a run that had stopped") {
    Experiment experiment = four_points(0.05);
    experiment.stop.loss = 1.0;
    experiment.stop.max_steps = 100;
    Trainer trainer = ended(experiment);
    const Step stopped = trainer.run(0).step;
    Experiment edited = experiment;
    edited.stop.loss = 2.0;  // it holds already
    trainer.apply(edited);
    CHECK(trainer.run(0).step == stopped);
    CHECK(trainer.run(0).status == RunStatus::stopped);
    CHECK(trainer.reason(0).find("at most 2") != std::string::npos);
    edited.stop.loss = 1e-9;
    trainer.apply(edited);
    CHECK(trainer.run(0).status == RunStatus::running);
    while (trainer.step()) {
    }
    CHECK(trainer.run(0).status == RunStatus::finished);
    CHECK(trainer.run(0).step == 100);
    CHECK(trainer.reason(0) == "reached max_steps 100");
    edited.stop.grad_norm = 1e3;
    trainer.apply(edited);
    CHECK(trainer.run(0).status == RunStatus::stopped);
}

TEST_CASE("a rule set in the middle looks back no further than its beginning") {
    Experiment experiment = four_points(0.05);
    Trainer trainer(experiment);
    const auto free = states_of(experiment, 100);
    for (int i = 0; i < 40; ++i) trainer.step();
    experiment.stop.loss_change = 1e3;  // holds as soon as there is a window
    experiment.stop.loss_change_steps = 6;
    trainer.apply(experiment);
    while (trainer.step()) {
    }
    CHECK(trainer.run(0).step == 46);
    CHECK(same_bits(trainer.run(0).theta, free[46].theta));
}

TEST_CASE("other data forget what early stopping had seen") {
    Experiment experiment = two_minds(0);
    experiment.stop.patience = 3;
    Trainer trainer = ended(experiment);
    const Step stopped = trainer.run(0).step;
    for (double& y : experiment.data.table.y) y *= 2.0;
    trainer.apply(experiment);
    CHECK(trainer.run(0).status == RunStatus::running);
    while (trainer.step()) {
    }
    CHECK(trainer.run(0).step > stopped + 3);
    CHECK(trainer.run(0).status == RunStatus::stopped);
}

TEST_CASE("early stopping without validation points is refused") {
    CHECK(
        message(kData + "[stop]\npatience = 3\n[[run]]") ==
        "a.toml:5: [stop] 'patience' needs points to validate with: set 'validation' in [data], such as 0.2");
    CHECK(message("[function]\nkind = \"sphere\"\n[stop]\npatience = 3\n[[run]]") ==
          "a.toml:4: [stop] 'patience' needs points to validate with, which a test function does not have");
    CHECK(message("[data]\nx = [1, 2]\ny = [1, 2]\nvalidation = 0.5\n[stop]\npatience = 3\n[[run]]").empty());
    Experiment experiment = four_points(0.1);
    experiment.stop.patience = 3;
    CHECK(error_of([&] { check_experiment(experiment); }).find("stop: 'patience' needs points") == 0);
}
