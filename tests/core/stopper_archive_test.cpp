// Stopping rules saved and restored: what they remember goes with the run.
#include "tests/core/stopping.h"

using namespace talweg;
using namespace talweg::test;

namespace {

/// The run where `trainer` stands, in a trainer that has not taken a step.
Trainer restored(const Experiment& experiment, Trainer& trainer) {
    std::vector<std::byte> bytes;
    Archive writer = Archive::writer(bytes);
    trainer.archive(0, writer);
    Trainer fresh(experiment);
    Archive reader = Archive::reader(bytes);
    fresh.archive(0, reader);
    return fresh;
}

}  // namespace

TEST_CASE("stopping rules survive saving and restoring at every step") {
    Experiment experiment = two_minds(3);
    experiment.stop.patience = 4;
    experiment.stop.restore_best = true;
    experiment.stop.loss_change = 1e-12;
    experiment.stop.loss_change_steps = 9;
    experiment.stop.parameter_change = 1e-12;
    const Trainer end = ended(experiment);
    REQUIRE(end.run(0).status == RunStatus::stopped);
    for (Step at = 0; at <= end.run(0).step; at += 3) {
        Trainer first(experiment);
        while (first.run(0).step < at && first.step()) {
        }
        std::vector<std::byte> bytes;
        Archive writer = Archive::writer(bytes);
        first.archive(0, writer);
        Trainer second(experiment);  // which has seen nothing of all that
        Archive reader = Archive::reader(bytes);
        second.archive(0, reader);
        CHECK(reader.position() == bytes.size());
        CHECK(same_state(second.run(0), first.run(0)));
        while (second.step()) {
        }
        CHECK(same_state(second.run(0), end.run(0)));
        CHECK(second.reason(0) == end.reason(0));
    }
}

TEST_CASE("an ended run restored elsewhere names its rule with the same numbers") {
    const auto check = [](const StopRules& rules, std::uint64_t batch, const char* begins) {
        Experiment experiment = two_minds(batch);
        experiment.stop = rules;
        Trainer end = ended(experiment);
        REQUIRE(end.run(0).status == RunStatus::stopped);
        REQUIRE(end.run(0).step > 0);
        CHECK(end.reason(0).find(begins) == 0);
        CHECK(restored(experiment, end).reason(0) == end.reason(0));
    };
    for (const std::uint64_t batch : {0u, 3u}) {
        StopRules rules;
        rules.loss = 30.0;
        check(rules, batch, "loss: ");
        rules = {};
        rules.grad_norm = 20.0;
        check(rules, batch, "grad_norm: ");
        rules = {};
        rules.parameter_change = 0.01;
        check(rules, batch, "parameter_change: ");
        rules = {};
        rules.loss_change = 1.0;
        rules.loss_change_steps = 4;
        check(rules, batch, "loss_change: ");
        rules = {};
        rules.patience = 3;
        rules.min_delta = 1.0;
        rules.restore_best = true;
        check(rules, batch, "early stopping: ");
    }
}

TEST_CASE("a restored run knows where it stood before its best came back") {
    Experiment tight = two_minds(0);
    tight.stop.patience = 2;
    tight.stop.restore_best = true;
    Experiment loose = tight;
    loose.stop.patience = 12;
    Trainer end = ended(tight);
    Trainer elsewhere = restored(tight, end);
    elsewhere.apply(loose);
    end.apply(loose);
    CHECK(same_state(elsewhere.run(0), end.run(0)));
    while (end.step()) {
    }
    while (elsewhere.step()) {
    }
    CHECK(same_state(elsewhere.run(0), end.run(0)));
}
