// What edits do to a session: live, forking, restarting, refused.
#include "core/base/error.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <algorithm>
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

}  // namespace

TEST_CASE("a live edit keeps the state and the step has the new loss") {
    const auto session = walked(mixed_experiment(), 400);
    const Vector theta = session->walker().state(0).theta;
    const double before = session->walker().state(0).loss;
    session->edit(with_dragged_point(mixed_experiment(), 0, 9.0), 5);
    CHECK(session->cursor() == 400);
    CHECK(session->walker().state(0).theta == theta);
    const double after = session->walker().state(0).loss;
    CHECK(after > before);
    CHECK(session->recorder(0).ring().at(kLoss, 400) == after);
    Slot slot;
    session->fill(slot);
    CHECK(slot.snapshot.generation == 5);
    CHECK(slot.snapshot.data.y(0, 0) == 9.0);
    CHECK(slot.snapshot.experiment.data.table.y[0] == 9.0);
}

TEST_CASE("points moved while paused leave theta alone, and every number of that step follows them") {
    const auto session = walked(mixed_experiment(), 400);
    Slot slot;
    session->fill(slot);
    const Snapshot before = slot.snapshot;
    session->edit(with_dragged_point(mixed_experiment(), 0, 9.0), 5);
    session->fill(slot);
    const Snapshot& after = slot.snapshot;
    CHECK(after.cursor == 400);
    CHECK(after.data_revision != before.data_revision);
    CHECK(after.extent.target.high == 9.0);
    CHECK(after.closed_form.loss > before.closed_form.loss);
    for (std::size_t run = 0; run < after.runs.size(); ++run) {
        CHECK(after.runs[run].state.theta == before.runs[run].state.theta);
        CHECK(after.runs[run].metrics.train.mse > before.runs[run].metrics.train.mse);
        if (run == 1 || run == 2) continue;  // of batches: the loss over all points is not of every step
        CHECK(after.runs[run].metrics.train.mse ==
              doctest::Approx(after.runs[run].state.train_loss).epsilon(1e-12));
    }
    // Another point, and it is taken away again.
    Experiment more = mixed_experiment();
    more.data.table.x.push_back(0.0);
    more.data.table.y.push_back(0.0);
    session->edit(more, 6);
    session->fill(slot);
    CHECK(slot.snapshot.data.rows() == 41);
    CHECK(slot.snapshot.runs[0].metrics.train.points == 41);
    session->edit(mixed_experiment(), 7);
    session->fill(slot);
    CHECK(slot.snapshot.runs[0].state.loss == before.runs[0].state.loss);
    CHECK(slot.snapshot.runs[0].metrics.train.mse == before.runs[0].metrics.train.mse);
}

TEST_CASE("points held back in mid-run have a loss from that step on") {
    const auto session = walked(mixed_experiment(), 400);
    Experiment held = mixed_experiment();
    held.data.validation = 0.25;
    session->edit(held, 1);
    Slot slot;
    session->fill(slot);
    CHECK(slot.snapshot.data.validation_x.rows() == 10);
    for (const RunSnapshot& run : slot.snapshot.runs) {
        REQUIRE(run.validation_loss.buckets.size() == 401);
        CHECK(run.validation_loss.buckets[400].last == run.state.validation_loss);
        CHECK(run.metrics.validation.mse == doctest::Approx(run.state.validation_loss).epsilon(1e-12));
    }
    session->advance(200, kNever);
    session->fill(slot);
    for (const RunSnapshot& run : slot.snapshot.runs) {
        REQUIRE(run.validation_loss.buckets.size() == 601);
        CHECK(std::isnan(run.validation_loss.buckets[399].last));
        CHECK(std::isfinite(run.validation_loss.buckets[400].last));
    }
    const std::vector<Bucket>& buckets = slot.snapshot.runs[0].validation_loss.buckets;
    CHECK(std::all_of(buckets.begin() + 400, buckets.end(),
                      [](const Bucket& bucket) { return std::isfinite(bucket.last); }));
}

TEST_CASE("edits at one step are one entry of the journal and the last one counts") {
    const auto session = walked(mixed_experiment(), 100);
    for (int i = 0; i < 50; ++i) {
        session->edit(with_other_rate(mixed_experiment(), 0, 0.001 + 0.0001 * i),
                      static_cast<std::uint64_t>(i));
    }
    CHECK(session->timeline().entry_count() == 2);
    session->advance(1, kNever);
    CHECK(session->walker().state(0).rate == 0.001 + 0.0001 * 49);
}

TEST_CASE("before a data edit the points shown are those the numbers belong to") {
    const auto session = walked(mixed_experiment(), 100);
    session->edit(with_dragged_point(mixed_experiment(), 0, 9.0), 1);
    session->advance(10, kNever);
    go_to(*session, 99);
    Slot slot;
    session->fill(slot);
    CHECK(slot.snapshot.data.y(0, 0) == mixed_experiment().data.table.y[0]);
    go_to(*session, 100);
    session->fill(slot);
    CHECK(slot.snapshot.data.y(0, 0) == 9.0);
}

TEST_CASE("a live edit in the past forks and leaves the old future as a ghost") {
    const Experiment edited = with_other_rate(mixed_experiment(), 0, 0.008);
    const auto session = walked(mixed_experiment(), 3000);
    const double old_loss = session->recorder(0).ring().at(kLoss, 3000);
    go_to(*session, 1234);
    session->edit(edited, 1);
    settle(*session);
    CHECK(session->cursor() == 1234);
    CHECK(session->head() == 1234);
    Slot slot;
    session->fill(slot);
    REQUIRE(slot.snapshot.ghosts.size() == 4);
    const GhostRun& ghost = slot.snapshot.ghosts[0];
    CHECK(ghost.id == 1);
    CHECK(ghost.first_step == 1234);
    CHECK(ghost.loss.buckets.back().last == old_loss);
    CHECK(ghost.path.last_step == 3000);

    session->advance(1766, kNever);
    const auto direct = walked(mixed_experiment(), 1234);
    direct->edit(edited, 1);
    direct->advance(1766, kNever);
    CHECK(history_hash(*session) == history_hash(*direct));
    CHECK(session->walker().state(0).rate == 0.008);
}

TEST_CASE("a fork far back in a long history has fine buckets again") {
    const Experiment edited = with_other_rate(mixed_experiment(), 0, 0.008);
    constexpr Step kLong = kSlowBuild ? 70'000 : 300'000;
    const auto session = walked(mixed_experiment(), kLong);
    REQUIRE(session->recorder(0).stride() == (kSlowBuild ? 8 : 32));
    go_to(*session, 5000);
    session->edit(edited, 1);
    settle(*session);
    CHECK(session->cursor() == 5000);
    const auto direct = walked(mixed_experiment(), 5000);
    direct->edit(edited, 1);
    CHECK(history_hash(*session) == history_hash(*direct));
    // Not so far back: cut where buckets begin, same numbers.
    constexpr Step kFork = kLong / 3 * 2 + 1;
    session->advance(kLong - 5000, kNever);
    go_to(*session, kFork);
    session->edit(with_other_rate(edited, 0, 0.01), 2);
    settle(*session);
    session->advance(kLong - kFork, kNever);
    direct->advance(kFork - 5000, kNever);
    direct->edit(with_other_rate(edited, 0, 0.01), 2);
    direct->advance(kLong - kFork, kNever);
    CHECK(history_hash(*session) == history_hash(*direct));
}

TEST_CASE("edits while a fork is under way all count from the forking step") {
    const auto session = walked(mixed_experiment(), 40'000);
    go_to(*session, 1000);
    for (int i = 1; i <= 20; ++i) {
        session->edit(with_other_rate(mixed_experiment(), 0, 0.001 * i), static_cast<std::uint64_t>(i));
        session->advance(10, kNever);
    }
    settle(*session);
    CHECK(session->cursor() == 1000);
    CHECK(session->timeline().entry_count() == 2);
    CHECK(session->timeline().last().step == 1000);
    CHECK(session->walker().state(0).rate == 0.02);
    Slot slot;
    session->fill(slot);
    CHECK(slot.snapshot.ghosts.size() <= 8);
    const auto direct = walked(mixed_experiment(), 1000);
    direct->edit(with_other_rate(mixed_experiment(), 0, 0.02), 1);
    CHECK(history_hash(*session) == history_hash(*direct));
}

TEST_CASE("a fork at step 0 begins again with the edit") {
    const Experiment edited = with_dragged_point(mixed_experiment(), 3, -4.0);
    const auto session = walked(mixed_experiment(), 500);
    go_to(*session, 0);
    session->edit(edited, 1);
    CHECK(session->head() == 0);
    Slot slot;
    session->fill(slot);
    CHECK(slot.snapshot.ghosts.size() == 4);
    session->advance(300, kNever);
    CHECK(history_hash(*session) == history_hash(*walked(edited, 300)));
}

TEST_CASE("a restarting edit begins again and goes to the step one was at") {
    Experiment edited = mixed_experiment();
    edited.init.numbers = {2.0, 2.0};
    const auto session = walked(mixed_experiment(), 2000);
    go_to(*session, 1500);
    session->edit(edited, 1);
    CHECK(session->seeking());
    CHECK(session->goal() == 1500);
    session->advance(100, kNever);
    edited.init.numbers = {2.0, 3.0};
    session->edit(edited, 2);
    CHECK(session->goal() == 1500);
    settle(*session);
    CHECK(session->cursor() == 1500);
    CHECK(session->head() == 1500);
    CHECK(history_hash(*session) == history_hash(*walked(edited, 1500)));
}

TEST_CASE("taking a run out leaves the others as they are to the last bit") {
    Experiment experiment = mixed_experiment();
    const auto session = walked(experiment, 1000);
    session->edit(experiment = with_other_rate(experiment, 2, 0.01), 1);
    session->advance(3000, kNever);
    std::vector<std::uint64_t> states;
    for (std::size_t run = 0; run < 4; ++run) states.push_back(state_hash(session->walker().state(run)));
    go_to(*session, 2500);
    const std::uint64_t adam = state_hash(session->walker().state(2));

    Experiment fewer = experiment;
    fewer.runs.erase(fewer.runs.begin() + 1);
    session->edit(fewer, 2);
    CHECK_FALSE(session->seeking());
    CHECK(session->cursor() == 2500);
    CHECK(session->head() == 4000);
    CHECK(state_hash(session->walker().state(1)) == adam);
    session->advance(1500, kNever);
    CHECK(state_hash(session->walker().state(0)) == states[0]);
    CHECK(state_hash(session->walker().state(1)) == states[2]);
    CHECK(state_hash(session->walker().state(2)) == states[3]);
    go_to(*session, 999);
    go_to(*session, 4000);
    CHECK(state_hash(session->walker().state(1)) == states[2]);

    // Putting it back walks everything again with the same edits at the same steps.
    session->edit(experiment, 3);
    settle(*session);
    CHECK(session->cursor() == 4000);
    for (std::size_t run = 0; run < 4; ++run) {
        if (run != 1) CHECK(state_hash(session->walker().state(run)) == states[run]);
    }
    CHECK(state_hash(session->walker().state(1)) == states[1]);
}

TEST_CASE("names and colours move nothing and stop rules hold from the head on") {
    Experiment experiment = mixed_experiment();
    experiment.stop.max_steps = 800;
    const auto session = walked(experiment, 5000);
    CHECK(session->head() == 800);
    CHECK(session->ended());
    go_to(*session, 300);
    const std::uint64_t before = cursor_hash(*session);
    experiment.runs[0].color = "#123456";
    experiment.title = "Other";
    session->edit(experiment, 1);
    CHECK(session->timeline().entry_count() == 1);
    experiment.stop.max_steps = 1500;
    session->edit(experiment, 2);
    CHECK(session->cursor() == 300);
    CHECK(session->head() == 800);
    CHECK(cursor_hash(*session) == before);
    go_to(*session, 800);
    CHECK_FALSE(session->ended());
    session->advance(5000, kNever);
    CHECK(session->head() == 1500);
    go_to(*session, 700);
    go_to(*session, 1500);
    Experiment longer = mixed_experiment();
    longer.stop.max_steps = 1500;
    CHECK(history_hash(*session) == history_hash(*walked(longer, 5000)));
}

TEST_CASE("an impossible edit is refused and nothing has changed") {
    const auto session = walked(mixed_experiment(), 500);
    go_to(*session, 100);
    const std::uint64_t history = history_hash(*session);
    const std::uint64_t here = cursor_hash(*session);
    Experiment bad = mixed_experiment();
    bad.runs[1].batch = 41;
    CHECK_THROWS_AS(session->edit(bad, 1), Error);
    bad = mixed_experiment();
    bad.runs[0].lr = -1.0;
    CHECK_THROWS_AS(session->edit(bad, 1), Error);
    bad = mixed_experiment();
    bad.data.table.y.pop_back();
    CHECK_THROWS_AS(session->edit(bad, 1), Error);
    bad = mixed_experiment();
    bad.init.numbers = {1.0, 2.0, 3.0};
    CHECK_THROWS_AS(session->edit(bad, 1), Error);
    CHECK(cursor_hash(*session) == here);
    CHECK(session->head() == 500);
    go_to(*session, 500);
    go_to(*session, 100);
    CHECK(cursor_hash(*session) == here);
    CHECK(history_hash(*session) == history);
}

TEST_CASE("reset keeps start and seed and forgets the edits on the way") {
    const Experiment edited = with_other_rate(mixed_experiment(), 0, 0.009);
    const auto session = walked(mixed_experiment(), 300);
    session->edit(edited, 1);
    session->advance(300, kNever);
    session->reset();
    CHECK(session->cursor() == 0);
    CHECK(session->head() == 0);
    session->advance(600, kNever);
    CHECK(history_hash(*session) == history_hash(*walked(edited, 600)));
}

TEST_CASE("the last run cannot be taken out and a new one may replace it") {
    Experiment one = mixed_experiment();
    one.runs.resize(1);
    const auto session = walked(one, 100);
    Experiment none = one;
    none.runs.clear();
    CHECK_THROWS_AS(session->edit(none, 1), Error);
    CHECK(session->cursor() == 100);
    Experiment other = one;
    other.runs[0].id = 17;
    other.runs[0].lr = 0.005;
    session->edit(other, 2);
    settle(*session);
    CHECK(session->cursor() == 100);
    CHECK(history_hash(*session) == history_hash(*walked(other, 100)));
}

}  // namespace talweg
