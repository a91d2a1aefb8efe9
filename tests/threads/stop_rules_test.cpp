// Stopping rules under recording, seeking and edits: the same bits on every way.
#include "tests/threads/count_allocations.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

/// Every run ends by early stopping, which puts the best theta back.
Experiment early_experiment(std::uint64_t patience) {
    Experiment experiment = mixed_experiment();
    experiment.data.validation = 0.2;
    experiment.stop.patience = patience;
    experiment.stop.restore_best = true;
    return experiment;
}

std::unique_ptr<Session> walked(const Experiment& experiment, Step steps) {
    auto session = std::make_unique<Session>(experiment, 0, 1u << 20);
    session->advance(steps, kNever);
    return session;
}

void settle(Session& session) {
    while (session.seeking()) session.advance(1000, kNever);
}

}  // namespace

TEST_CASE("runs that a rule has stopped are walked again with the same bits") {
    const auto session = walked(early_experiment(10), 1'000'000);
    REQUIRE(session->ended());
    const Step end = session->head();
    CHECK(end < 1'000'000);
    Slot slot;
    session->fill(slot);
    for (const RunSnapshot& run : slot.snapshot.runs) {
        CHECK(run.end_status == RunStatus::stopped);
        CHECK(run.reason.find("early stopping") == 0);
        CHECK(run.reason.find("restored") != std::string::npos);
        CHECK(run.metrics.validation.points == 8);
        CHECK(run.metrics.step == run.state.step);
    }
    const std::uint64_t want = cursor_hash(*session);
    const std::uint64_t history = history_hash(*session);
    for (const Step from : {end - 1, end / 2, Step{0}}) {
        go_to(*session, from);
        go_to(*session, end);
        CHECK(cursor_hash(*session) == want);
        CHECK(history_hash(*session) == history);
    }
}

TEST_CASE("a relaxed rule lets stopped runs go on wherever one looks") {
    // One run, so that the head is where it stopped.
    const auto alone = [](std::uint64_t patience) {
        Experiment experiment = early_experiment(patience);
        experiment.runs.erase(experiment.runs.begin() + 1, experiment.runs.end());
        return experiment;
    };
    const auto direct = walked(alone(40), 1'000'000);
    REQUIRE(direct->ended());
    const std::uint64_t want = history_hash(*direct);
    for (const bool looking_back : {false, true}) {
        CAPTURE(looking_back);
        const auto session = walked(alone(5), 1'000'000);
        REQUIRE(session->ended());
        REQUIRE(session->head() < direct->head());
        if (looking_back) go_to(*session, session->head() / 2);
        session->edit(alone(40), 1);
        settle(*session);
        CHECK_FALSE(session->ended());
        session->advance(1'000'000, kNever);
        CHECK(session->ended());
        CHECK(session->head() == direct->head());
        CHECK(cursor_hash(*session) == cursor_hash(*direct));
        CHECK(history_hash(*session) == want);
    }
}

TEST_CASE("rules set and taken back at one step leave no trace") {
    const auto direct = walked(early_experiment(30), 300);
    const auto session = walked(early_experiment(30), 300);
    Experiment edited = early_experiment(1);
    edited.stop.loss_change = 1e3;
    session->edit(edited, 1);
    edited.stop.grad_norm = 1e9;
    session->edit(edited, 2);
    CHECK(session->ended());
    session->edit(early_experiment(30), 3);
    direct->edit(early_experiment(30), 1);
    for (Session* each : {session.get(), direct.get()}) each->advance(200, kNever);
    CHECK(history_hash(*session) == history_hash(*direct));
    CHECK(cursor_hash(*session) == cursor_hash(*direct));
}

TEST_CASE("watching all rules does not allocate") {
    Experiment experiment = early_experiment(1'000'000'000);
    experiment.stop.loss = -1.0;
    experiment.stop.grad_norm = 0.0;
    experiment.stop.parameter_change = 0.0;
    experiment.stop.loss_change = 0.0;
    experiment.stop.loss_change_steps = 100'000;
    Session session(experiment, 0, 64u << 20);
    session.advance(100, kNever);
    const std::uint64_t before = allocations();
    session.advance(500, kNever);
    CHECK(allocations() == before);
    CHECK(session.cursor() == 600);
}

}  // namespace talweg
