// The trainer: what a state is, how runs end, and the numbers of the first experiment.
#include "core/train/trainer.h"
#include "core/base/hash.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

TEST_CASE("the first experiment gives PyTorch's numbers after 1000 steps") {
    Trainer trainer(first_experiment());
    while (trainer.step()) {
    }
    CHECK(trainer.step_index() == 1000);
    const RunState& sgd = trainer.run(0);
    CHECK(sgd.step == 1000);
    CHECK(sgd.status == RunStatus::finished);
    CHECK(close(sgd.theta[0], 1.6912099417717381, 1e-12));
    CHECK(close(sgd.theta[1], 0.025843843109557688, 1e-12));
    CHECK(close(sgd.loss, 0.07511154822521782, 1e-12));
    CHECK(close(trainer.run(2).theta[0], 1.7, 1e-12));
    CHECK(std::abs(trainer.run(2).theta[1]) < 1e-12);
    CHECK(close(trainer.run(3).theta[0], 1.536052135386088, 1e-12));
    CHECK(close(trainer.run(3).theta[1], 0.46703403512800284, 1e-12));
    CHECK(trainer.run(4).status == RunStatus::diverged);
    CHECK(trainer.run(4).step == 862);
    CHECK(trainer.reason(4) == "learning rate 0.15 × largest curvature 16.7 = 2.51 > 2");
    CHECK(trainer.reason(0) == "reached max_steps 1,000");
    CHECK_FALSE(trainer.running());
}

TEST_CASE("the paths of the first experiment have the same bits in every build") {
    // Over every step of all five runs: theta, loss and gradient. Of one baseline: x86-64 with SSE2.
    Trainer trainer(first_experiment());
    std::uint64_t hash = hash_bytes("", 0);
    do {
        for (std::size_t i = 0; i < trainer.run_count(); ++i) {
            const RunState& run = trainer.run(i);
            hash = hash_bytes(run.theta.data(), 2 * sizeof(double), hash);
            hash = hash_bytes(run.gradient.data(), 2 * sizeof(double), hash);
            hash = hash_bytes(&run.loss, sizeof(double), hash);
            hash = hash_bytes(&run.gradient_norm, sizeof(double), hash);
        }
    } while (trainer.step());
    CHECK(hash == 0x7fc91a69cbad18e3ULL);
}

TEST_CASE("state 0 is the start with its loss and gradient") {
    const Trainer trainer(four_points(0.01));
    const RunState& run = trainer.run(0);
    CHECK(run.step == 0);
    CHECK(run.epoch == 0.0);
    CHECK(run.rate == 0.01);
    CHECK(run.loss == 21.75);
    CHECK(run.train_loss == 21.75);
    CHECK(std::isnan(run.validation_loss));
    CHECK(run.gradient == Vector{{-25.5, -8.5}});
    CHECK(close(run.gradient_norm, std::hypot(25.5, 8.5), 1e-15));
    CHECK(run.theta == Vector{{0.0, 0.0}});
    CHECK(trainer.reason(0).empty());
    CHECK(trainer.running());
}

TEST_CASE("one step by hand") {
    Trainer trainer(four_points(0.01));
    CHECK(trainer.step());
    const RunState& run = trainer.run(0);
    CHECK(run.step == 1);
    CHECK(run.epoch == 1.0);
    CHECK(close(run.theta, Vector{{0.255, 0.085}}, 1e-15));
    // residuals of w x + b - y at the new theta
    double loss = 0.0;
    for (int x = 1; x <= 4; ++x) {
        const double y[] = {2, 3, 5, 7};
        loss += std::pow(0.255 * x + 0.085 - y[x - 1], 2) / 4.0;
    }
    CHECK(close(run.loss, loss, 1e-14));
    CHECK(run.train_loss == run.loss);
}

TEST_CASE("a run ends exactly at its last step and nothing changes after") {
    Experiment experiment = four_points(0.01);
    experiment.stop.max_steps = 3;
    Trainer trainer(experiment);
    for (int i = 0; i < 3; ++i) CHECK(trainer.step());
    CHECK(trainer.run(0).status == RunStatus::finished);
    const Vector theta = trainer.run(0).theta;
    CHECK_FALSE(trainer.step());
    CHECK(trainer.run(0).step == 3);
    CHECK(same_bits(trainer.run(0).theta, theta));
}

TEST_CASE("the earlier of two limits ends a run") {
    Experiment experiment = four_points(0.01);
    experiment.runs[0].batch = 3;  // two steps an epoch
    experiment.stop = {5, 2};
    Trainer trainer(experiment);
    while (trainer.step()) {
    }
    CHECK(trainer.run(0).step == 4);
    CHECK(trainer.run(0).epoch == 2.0);
    CHECK(trainer.reason(0) == "reached max_epochs 2");
}

TEST_CASE("a rate of 1e300 diverges at once and keeps the start") {
    Experiment experiment = four_points(1e300);
    RunSpec other = experiment.runs[0];
    other.id = 2;
    other.lr = 0.01;
    experiment.runs.push_back(other);
    Trainer trainer(experiment);
    CHECK(trainer.step());
    const RunState& run = trainer.run(0);
    CHECK(run.status == RunStatus::diverged);
    CHECK(run.step == 0);
    CHECK(run.theta == Vector{{0.0, 0.0}});
    CHECK(run.loss == 21.75);
    CHECK(run.gradient == Vector{{-25.5, -8.5}});
    CHECK(trainer.run(1).status == RunStatus::running);
    CHECK(trainer.run(1).step == 1);
    CHECK(trainer.step());
    CHECK(trainer.run(0).step == 0);
    CHECK(trainer.step_index() == 2);
}

TEST_CASE("a start without a finite loss has diverged before the first step") {
    Experiment experiment = four_points(0.01);
    experiment.init.numbers = {1e200, 0.0};
    Trainer trainer(experiment);
    CHECK(trainer.run(0).status == RunStatus::diverged);
    CHECK_FALSE(trainer.step());
    CHECK(trainer.reason(0).find("at the start") != std::string::npos);
}

TEST_CASE("a test function is trained on its two numbers") {
    Experiment experiment = four_points(0.25);
    experiment.function = PartChoice{"sphere", {}};
    Trainer trainer(experiment);
    CHECK(trainer.run(0).theta == Vector{{1.5, 1.0}});
    CHECK(trainer.run(0).loss == 3.25);
    CHECK(trainer.step());
    CHECK(trainer.run(0).theta == Vector{{0.75, 0.5}});
    CHECK(trainer.steps_per_epoch(0) == 1);
    CHECK(trainer.batch(0).empty());
    CHECK(trainer.dataset().rows() == 0);
}

TEST_CASE("a schedule per epoch stays within an epoch") {
    Experiment experiment = four_points(0.01);
    experiment.runs[0].batch = 2;
    experiment.runs[0].schedule = {"cosine", {{"t_max", std::int64_t{2}}, {"per", std::string("epoch")}}};
    Trainer trainer(experiment);
    std::vector<double> rates;
    for (int i = 0; i < 6; ++i) {
        rates.push_back(trainer.run(0).rate);
        trainer.step();
    }
    CHECK(rates[0] == 0.01);
    CHECK(rates[1] == 0.01);
    CHECK(close(rates[2], 0.005, 1e-15));
    CHECK(rates[3] == rates[2]);
    CHECK(std::abs(rates[4]) < 1e-17);
    CHECK(rates[5] == rates[4]);
}

TEST_CASE("status names are those of result.json") {
    CHECK(status_name(RunStatus::running) == "running");
    CHECK(status_name(RunStatus::finished) == "finished");
    CHECK(status_name(RunStatus::stopped) == "stopped");
    CHECK(status_name(RunStatus::diverged) == "diverged");
}

TEST_CASE("one point and equal x are trained to a loss of what cannot be fitted") {
    Experiment experiment = four_points(0.05);
    experiment.data.table = {1, {2, 2}, {1, 5}};
    Trainer trainer(experiment);
    for (int i = 0; i < 1000; ++i) trainer.step();
    CHECK(close(trainer.run(0).loss, 4.0, 1e-12));  // the mean, 3, misses both by 2
    experiment.data.table = {1, {2}, {5}};
    Trainer single(experiment);
    for (int i = 0; i < 1000; ++i) single.step();
    CHECK(single.run(0).loss < 1e-20);
}
