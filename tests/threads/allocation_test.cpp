// Steps and publications do not allocate.
#include "core/train/catalogue.h"
#include "core/train/trainer.h"
#include "tests/core/knob_cases.h"
#include "tests/threads/count_allocations.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace talweg {

TEST_CASE("a hundred thousand recorded steps do not allocate") {
    Session session(mixed_experiment(), 0, 64u << 20);
    session.advance(1000, kNever);
    const std::uint64_t before = allocations();
    session.advance(100'000, kNever);
    CHECK(allocations() == before);
    CHECK(session.cursor() == 101'000);
}

TEST_CASE("steps with a schedule, a penalty, an average and many evaluations do not allocate either") {
    Experiment experiment = mixed_experiment();
    experiment.penalty.l2 = 0.01;
    experiment.runs[0].wrappers = {{"sam", {}}, {"ema", {}}};
    Session session(experiment, 0, 64u << 20);
    const std::uint64_t at_start = allocations();
    session.advance(1, kNever);
    CHECK(allocations() - at_start < 10);  // the first checkpoint
    const std::uint64_t before = allocations();
    session.advance(3000, kNever);
    CHECK(allocations() == before);
    session.edit(with_other_rate(experiment, 2, 0.001), 1);
    session.advance(1, kNever);
    const std::uint64_t after_edit = allocations();
    session.advance(3000, kNever);
    CHECK(allocations() == after_edit);
}

TEST_CASE("no optimizer allocates in a step, alone or with all that can stand around it") {
    for (const OptimizerPart& part : optimizers()) {
        for (const bool wrapped : {false, true}) {
            CAPTURE(std::string(part.info.id));
            CAPTURE(wrapped);
            Experiment experiment = mixed_experiment();
            experiment.runs.resize(1);
            RunSpec& run = experiment.runs[0];
            run.optimizer = {std::string(part.info.id), {}};
            run.lr = 1e-3;
            run.batch = 0;
            run.clip_norm = 10.0;
            run.clip_value = 10.0;
            if (wrapped) run.wrappers = {{"sam", {}}, {"lookahead", {}}, {"swa", {}}};
            Trainer trainer(experiment);
            trainer.step();
            const std::uint64_t before = allocations();
            for (int i = 0; i < 100; ++i) trainer.step();
            CHECK(allocations() == before);
            CHECK(trainer.run(0).step == 101);
        }
    }
}

TEST_CASE("steps of a network over batches of two sizes do not allocate") {
    Experiment experiment;
    experiment.data.table = {2, {0, 1, 1, 0, 3, 2, 2, 3, 1, 1, 4, 0, 2, 2}, {0, 2, 1, 1, 0, 2, 1}};
    experiment.model = {"mlp", {{"hidden", std::vector<double>{5, 3}}}};
    experiment.init.scheme = "torch_linear";
    experiment.loss.kind = "cross_entropy";
    RunSpec run;
    run.id = 1;
    run.name = "batches of 3, 3 and 1";
    run.batch = 3;
    experiment.runs = {run};
    Trainer trainer(experiment);
    for (int i = 0; i < 10; ++i) trainer.step();
    const std::uint64_t before = allocations();
    for (int i = 0; i < 1000; ++i) trainer.step();
    CHECK(allocations() == before);
    CHECK(trainer.run(0).status == RunStatus::running);
}

TEST_CASE("no choice or switch of an optimizer makes its steps allocate") {
    const auto check = [](const OptimizerPart& part, const KnobMap& knobs, Experiment experiment) {
        CAPTURE(std::string(part.info.id));
        experiment.runs.resize(1);
        experiment.runs[0].optimizer = {std::string(part.info.id), knobs};
        experiment.runs[0].lr = std::min(part.default_rate, 0.01);
        Trainer trainer(experiment);
        for (int i = 0; i < 3; ++i) trainer.step();
        const std::uint64_t before = allocations();
        for (int i = 0; i < 200; ++i) trainer.step();
        CHECK(allocations() == before);
    };
    Experiment function = mixed_experiment();
    function.function = PartChoice{"rosenbrock", {}};
    for (const OptimizerPart& part : optimizers()) {
        check(part, {}, function);
        // And each switch and choice on its own; those that are not possible alone stand in no run.
        for (const Knob& knob : part.info.knobs) {
            const std::string name(knob.name);
            if (knob.type == KnobType::boolean && name != "nesterov") {
                check(part, {{name, knob.initial == 0.0}}, function);
            }
            for (const std::string_view choice : knob.choices) {
                check(part, {{name, std::string(choice)}}, function);
            }
        }
    }
}

TEST_CASE("a typed formula does not allocate, neither in a step nor in a row of the surface") {
    Experiment experiment = mixed_experiment();
    experiment.runs.resize(2);
    experiment.runs[1] = experiment.runs[0];
    experiment.runs[1].id = 2;
    experiment.runs[1].name = "Newton";
    experiment.runs[1].optimizer = {"newton", {}};
    experiment.function =
        PartChoice{"formula", {{"formula", std::string("a*sin(x)^2 + max(x, y, 1)/(2 + x^2*y^2)")}}};
    Trainer trainer(experiment);
    for (int i = 0; i < 3; ++i) trainer.step();
    const std::uint64_t before = allocations();
    for (int i = 0; i < 500; ++i) trainer.step();
    CHECK(allocations() == before);
    const auto objective = make_objective(experiment);
    Vector theta{{0.0, 0.5}};
    std::vector<double> row(200);
    objective->row_values(theta, -1.0, 0.01, row);
    const std::uint64_t between = allocations();
    for (int i = 0; i < 10; ++i) objective->row_values(theta, -1.0, 0.01 * i, row);
    CHECK(allocations() == between);
}

TEST_CASE("publishing does not allocate once sizes are stable") {
    Session session(mixed_experiment(), 0, 64u << 20);
    Slot slot;
    session.advance(20'000, kNever);
    session.fill(slot);
    session.advance(3'000, kNever);
    session.fill(slot);
    const std::uint64_t before = allocations();
    for (int i = 0; i < 50; ++i) {
        session.advance(777, kNever);
        session.fill(slot);
    }
    CHECK(allocations() == before);
    CHECK(slot.snapshot.cursor == session.cursor());
}

TEST_CASE("walking recorded steps again does not allocate") {
    Session session(mixed_experiment(), 0, 64u << 20);
    session.advance(50'000, kNever);
    go_to(session, 5000);
    const std::uint64_t before = allocations();
    session.advance(20'000, kNever);
    for (const Step step : {40'000u, 3u, 17'777u}) go_to(session, step);
    CHECK(allocations() == before);
}

TEST_CASE("an update of a layer's matrix and bias does not allocate") {
    const Parameters layer{5 * 7 + 5, {{0, 5, 7, true}, {35, 5, 1, false}}};
    for (const char* kind : {"adafactor", "muon"}) {
        CAPTURE(kind);
        const OptimizerPart& part = optimizer_part(kind);
        for (const KnobMap& knobs : test::knob_cases(part)) {
            const auto optimizer = part.make(Settings(part.info, knobs), layer);
            Vector theta = Vector::LinSpaced(layer.count, -1.0, 1.0);
            const Vector gradient = Vector::LinSpaced(layer.count, 2.0, -3.0);
            const std::uint64_t before = allocations();
            for (int i = 0; i < 50; ++i) optimizer->update(theta, gradient, 1e-3);
            CHECK(allocations() == before);
        }
    }
}

}  // namespace talweg
