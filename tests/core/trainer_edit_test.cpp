// Edits between two steps.
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

TEST_CASE("a new rate keeps the state and is felt by the next step") {
    Trainer trainer(four_points(0.01));
    trainer.step();
    Experiment edited = trainer.experiment();
    edited.runs[0].lr = 0.02;
    const RunState before = trainer.run(0);
    trainer.apply(edited);
    CHECK(same_bits(trainer.run(0).theta, before.theta));
    CHECK(trainer.run(0).step == 1);
    CHECK(trainer.run(0).rate == 0.02);
    trainer.step();
    CHECK(close(trainer.run(0).theta, before.theta - 0.02 * before.gradient, 1e-15));
    CHECK(trainer.experiment() == edited);
}

TEST_CASE("momentum turned on mid-run starts from the next gradient") {
    Trainer trainer(four_points(0.01));
    trainer.step();
    Experiment edited = trainer.experiment();
    edited.runs[0].optimizer.knobs = {{"momentum", 0.5}};
    trainer.apply(edited);
    const RunState a = trainer.run(0);
    trainer.step();
    const RunState b = trainer.run(0);
    CHECK(close(b.theta, a.theta - 0.01 * a.gradient, 1e-15));
    trainer.step();
    CHECK(close(trainer.run(0).theta, b.theta - 0.01 * (0.5 * a.gradient + b.gradient), 1e-14));
}

TEST_CASE("a moved point changes loss and gradient at once and theta not") {
    Trainer trainer(four_points(0.01));
    trainer.step();
    Experiment edited = trainer.experiment();
    edited.data.table.y[2] = -1.0;
    const Vector theta = trainer.run(0).theta;
    trainer.apply(edited);
    const auto objective = make_objective(edited);
    Vector gradient(2);
    CHECK(same_bits(trainer.run(0).theta, theta));
    CHECK(same_bits(trainer.run(0).loss, objective->value_and_gradient(theta, gradient)));
    CHECK(same_bits(trainer.run(0).gradient, gradient));
    CHECK(same_bits(trainer.run(0).train_loss, trainer.run(0).loss));
    CHECK(trainer.dataset().y(2, 0) == -1.0);
}

TEST_CASE("several edits at once are all felt by the next step") {
    Trainer trainer(four_points(0.01));
    for (int i = 0; i < 5; ++i) trainer.step();
    Experiment edited = trainer.experiment();
    edited.data.table.x.push_back(5);
    edited.data.table.y.push_back(11);
    edited.loss.kind = "half_mse";
    edited.penalty.l2 = 0.1;
    edited.runs[0].batch = 2;
    trainer.apply(edited);
    CHECK(trainer.steps_per_epoch(0) == 3);
    CHECK(trainer.batch(0).size() == 1);  // step 5 is the last of an epoch of three steps over five points
    const RunState before = trainer.run(0);
    const auto objective = make_objective(edited);
    Vector gradient(2);
    CHECK(same_bits(before.loss,
                    objective->batch_value_and_gradient(before.theta, trainer.batch(0), gradient)));
    trainer.step();
    CHECK(close(trainer.run(0).theta, before.theta - 0.01 * gradient, 1e-15));
    CHECK(trainer.run(0).epoch == 2.0);
    CHECK(same_bits(trainer.run(0).train_loss, objective->value(trainer.run(0).theta)));
}

TEST_CASE("a later limit lets a finished run go on and an earlier one ends it") {
    Experiment experiment = four_points(0.01);
    experiment.stop.max_steps = 2;
    Trainer trainer(experiment);
    while (trainer.step()) {
    }
    experiment.stop.max_steps = 4;
    trainer.apply(experiment);
    CHECK(trainer.run(0).status == RunStatus::running);
    while (trainer.step()) {
    }
    CHECK(trainer.run(0).step == 4);
    experiment.stop.max_steps = 3;
    trainer.apply(experiment);
    CHECK(trainer.run(0).status == RunStatus::finished);
    CHECK(trainer.run(0).step == 4);
    experiment.stop.max_steps.reset();
    trainer.apply(experiment);
    CHECK(trainer.running());
    experiment.stop.max_steps = 1;
    trainer.apply(experiment);
    CHECK_FALSE(trainer.running());
}

TEST_CASE("a diverged run stays so with its old reason when its rate is lowered") {
    Trainer trainer(four_points(0.15));
    while (trainer.step()) {
    }
    const std::string reason = trainer.reason(0);
    Experiment edited = trainer.experiment();
    edited.runs[0].lr = 0.01;
    trainer.apply(edited);
    CHECK(trainer.run(0).status == RunStatus::diverged);
    CHECK(trainer.reason(0) == reason);
}

TEST_CASE("an edit that is not possible changes nothing") {
    Trainer trainer(four_points(0.01));
    trainer.step();
    const RunState before = trainer.run(0);
    const Experiment experiment = trainer.experiment();
    for (int i = 0; i < 4; ++i) {
        Experiment edited = experiment;
        if (i == 0) edited.runs[0].lr = -1.0;
        if (i == 1) edited.data.table.y[0] = std::nan("");
        if (i == 2) edited.runs[0].batch = 9;
        if (i == 3) edited.loss.kind = "none";
        CHECK_FALSE(error_of([&] { trainer.apply(edited); }).empty());
        CHECK(trainer.experiment() == experiment);
        CHECK(same_bits(trainer.run(0).loss, before.loss));
    }
    trainer.step();
    CHECK(close(trainer.run(0).theta, before.theta - 0.01 * before.gradient, 1e-15));
}

TEST_CASE("an impossible number of points is refused like any other edit") {
    Experiment experiment = four_points(0.01);
    experiment.data = {{"line", {{"n", std::int64_t{20}}}}, {}, {}};
    Trainer trainer(experiment);
    Experiment edited = experiment;
    edited.data.part.knobs["n"] = std::int64_t{0};
    CHECK(classify_edit(experiment, edited) == EditKind::live);
    CHECK(error_of([&] { trainer.apply(edited); }).find("'n'") != std::string::npos);
    edited.data.part.knobs["n"] = std::int64_t{21};
    trainer.apply(edited);
    CHECK(trainer.dataset().rows() == 21);
}

TEST_CASE("a name changes nothing but the name") {
    Trainer trainer(four_points(0.01));
    trainer.step();
    const RunState before = trainer.run(0);
    Experiment edited = trainer.experiment();
    edited.runs[0].name = "other";
    trainer.apply(edited);
    CHECK(same_bits(trainer.run(0).theta, before.theta));
    CHECK(same_bits(trainer.run(0).loss, before.loss));
    CHECK(trainer.experiment().runs[0].name == "other");
}
