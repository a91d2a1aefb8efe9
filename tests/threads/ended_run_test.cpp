// Runs that have ended: what is kept of them, and what edits still do to them.
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

std::unique_ptr<Session> walked(const Experiment& experiment, Step steps) {
    auto session = std::make_unique<Session>(experiment, 0, 1u << 20);
    session->advance(steps, kNever);
    return session;
}

void settle(Session& session) {
    while (session.seeking()) session.advance(1000, kNever);
}

const RunSnapshot& filled_run(Session& session, Slot& slot, std::size_t run) {
    session.fill(slot);
    return slot.snapshot.runs[run];
}

}  // namespace

TEST_CASE("a run that diverged stays behind at its last finite state") {
    Experiment experiment = first_experiment();
    const auto session = walked(experiment, 5000);
    Slot slot;
    std::size_t diverged = 0;
    session->fill(slot);
    for (const RunSnapshot& run : slot.snapshot.runs) {
        if (run.end_status != RunStatus::diverged) continue;
        ++diverged;
        CHECK(run.end_step < 1000);
        CHECK(run.state.step == run.end_step);
        CHECK_FALSE(run.reason.empty());
        CHECK(run.path.last_step == run.end_step);
        const auto sample = sample_at(run, 1000);
        REQUIRE(sample);
        CHECK(sample->step == run.end_step);
        CHECK(std::isfinite(sample->loss));
    }
    CHECK(diverged == 1);
    go_to(*session, 10);
    const RunSnapshot& last = filled_run(*session, slot, slot.snapshot.runs.size() - 1);
    CHECK(last.state.status == RunStatus::running);
    CHECK(last.end_status == RunStatus::diverged);
    CHECK_FALSE(last.reason.empty());
}

TEST_CASE("an edit shows in the last step of ended runs however it is reached") {
    Experiment experiment = mixed_experiment();
    experiment.stop.max_epochs = 100;  // full batches end at 100, batches of 16 at 300, of 7 at 600
    const Experiment edited = with_dragged_point(experiment, 0, 9.0);
    const auto direct = walked(experiment, 400);
    direct->edit(edited, 1);
    direct->advance(50, kNever);
    const std::uint64_t want = history_hash(*direct);

    const auto forked = walked(experiment, 500);
    go_to(*forked, 400);
    forked->edit(edited, 1);
    settle(*forked);
    forked->advance(50, kNever);
    CHECK(history_hash(*forked) == want);

    // A run that comes and goes has all the others walked again.
    Experiment more = edited;
    more.runs.push_back(more.runs[1]);
    more.runs.back().id = next_run_id(more);
    direct->edit(more, 2);
    settle(*direct);
    direct->edit(edited, 3);
    CHECK(direct->head() == 450);
    CHECK(history_hash(*direct) == want);
}

TEST_CASE("the reason of an end names the rule in force wherever it was changed") {
    Experiment experiment = mixed_experiment();
    experiment.stop.max_steps = 300;
    const auto session = walked(experiment, 300);
    Slot slot;
    CHECK(filled_run(*session, slot, 0).reason == "reached max_steps 300");
    experiment.stop.max_steps = 200;
    session->edit(experiment, 1);
    CHECK(filled_run(*session, slot, 0).reason == "reached max_steps 200");
    go_to(*session, 50);
    CHECK(filled_run(*session, slot, 0).reason == "reached max_steps 200");
    experiment.stop.max_steps = 100;
    session->edit(experiment, 2);
    go_to(*session, 300);
    CHECK(filled_run(*session, slot, 0).reason == "reached max_steps 100");
    CHECK(session->ended());
}

}  // namespace talweg
