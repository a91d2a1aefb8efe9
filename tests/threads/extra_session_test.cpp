// Evaluations, penalties, rates, averages and seconds of whole runs: in snapshots, after seeks and forks.
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

double fake_now = 0.0;
/// A clock by which every look takes a millisecond.
double ticking() { return fake_now += 1e-3; }

/// SAM in an average, L-BFGS and plain SGD, with an L2 penalty.
Experiment varied_experiment() {
    Experiment experiment = mixed_experiment();
    experiment.runs.resize(3);
    experiment.runs[0].wrappers = {{"sam", {}}, {"ema", {}}};
    experiment.runs[1].optimizer = {"lbfgs", {}};
    experiment.runs[1].batch = 0;
    experiment.runs[1].lr = 0.1;
    experiment.runs[2].optimizer = {"sgd", {}};
    experiment.runs[2].batch = 0;
    experiment.runs[2].lr = 0.01;
    experiment.penalty.l2 = 0.125;
    return experiment;
}

Snapshot snapshot_of(Session& session) {
    Slot slot;
    session.fill(slot);
    return slot.snapshot;
}

}  // namespace

TEST_CASE("a snapshot has each run's evaluations, penalty and average as its states had them") {
    Session session(varied_experiment(), 0, 64u << 20);
    std::vector<double> evaluations;
    std::vector<double> penalties;
    std::vector<double> averages;
    for (Step step = 0; step <= 50; ++step) {
        evaluations.push_back(static_cast<double>(session.walker().state(1).evaluations));
        penalties.push_back(session.walker().state(0).penalty);
        averages.push_back(session.walker().state(0).average[1]);
        session.advance(1, kNever);
    }
    const Snapshot now = snapshot_of(session);
    const RunSnapshot& sam = now.runs[0];
    CHECK(sam.evaluations.at(50) == 101.0);  // two a step and one at the start
    for (std::size_t step = 0; step <= 50; ++step) {
        CHECK(now.runs[1].evaluations.marks[step] == evaluations[step]);
        CHECK(sam.penalty.buckets[step].first == penalties[step]);
        CHECK(sam.data_loss.buckets[step].first ==
              doctest::Approx(sam.loss.buckets[step].first - penalties[step]));
        CHECK(sam.average.y[step] == averages[step]);
    }
    CHECK(evaluations.back() > 60.0);
    CHECK(now.runs[1].average.x.empty());
    CHECK(now.runs[2].evaluations.empty());
    CHECK(now.runs[2].rate.buckets.empty());
    CHECK(now.runs[2].state.evaluations == 52);
}

TEST_CASE("a schedule's rates are recorded and an edit of the rate shows as a step") {
    Session session(mixed_experiment(), 0, 64u << 20);
    go_to(session, 700);
    Snapshot now = snapshot_of(session);
    REQUIRE(now.runs[3].rate.buckets.size() == 701);
    CHECK(now.runs[3].rate.buckets[0].first == 0.001);
    CHECK(now.runs[3].rate.buckets[700].first == now.runs[3].state.rate);
    CHECK(now.runs[0].rate.buckets.empty());
    session.edit(with_other_rate(mixed_experiment(), 0, 0.001), 1);
    session.advance(10, kNever);
    now = snapshot_of(session);
    REQUIRE(now.runs[0].rate.buckets.size() == 711);
    CHECK(now.runs[0].rate.buckets[699].first == 0.003);
    CHECK(now.runs[0].rate.buckets[700].first == 0.001);
}

TEST_CASE("after an edit in the past everything is as if the future had never been") {
    const Experiment before = varied_experiment();
    const Experiment after = with_other_rate(before, 2, 0.02);
    Session forked(before, 0, 64u << 20);
    go_to(forked, 40'000);
    go_to(forked, 3'210);
    forked.edit(after, 1);
    go_to(forked, 4'000);
    Session straight(before, 0, 64u << 20);
    go_to(straight, 3'210);
    straight.edit(after, 1);
    go_to(straight, 4'000);
    const Snapshot a = snapshot_of(forked);
    const Snapshot b = snapshot_of(straight);
    for (std::size_t run = 0; run < a.runs.size(); ++run) {
        CHECK(same_bits(a.runs[run].rate, b.runs[run].rate));
        CHECK(same_bits(a.runs[run].penalty, b.runs[run].penalty));
        CHECK(same_bits(a.runs[run].data_loss, b.runs[run].data_loss));
        CHECK(a.runs[run].evaluations.marks == b.runs[run].evaluations.marks);
        CHECK(a.runs[run].average.x == b.runs[run].average.x);
        CHECK(a.runs[run].seconds.last_step == a.runs[run].end_step);
    }
    REQUIRE(a.ghosts.size() == 3);
    CHECK(a.ghosts[0].evaluations.last > 80'000.0);
    CHECK(a.ghosts[0].seconds.last > 0.0);
}

TEST_CASE("time is shared out by what each run's own steps take") {
    fake_now = 0.0;
    Experiment experiment = mixed_experiment();
    experiment.runs.resize(2);
    Session session(experiment, 0, 64u << 20);
    session.set_clock(ticking);
    // Watched: a millisecond for each run. The block's end is one look later: three milliseconds for two.
    session.advance(1, kNever);
    Snapshot now = snapshot_of(session);
    CHECK(now.runs[0].seconds.last == doctest::Approx(1.5e-3));
    CHECK(now.runs[1].seconds.last == doctest::Approx(1.5e-3));
    CHECK(now.runs[0].seconds.last_step == 1);
    session.advance(100, kNever);
    now = snapshot_of(session);
    CHECK(now.runs[0].seconds.last_step == 101);
    CHECK(now.runs[0].seconds.last == doctest::Approx(3e-3));
    CHECK(now.runs[0].seconds.at(51) == doctest::Approx(2.25e-3));
}

TEST_CASE("steps walked again take no time in the record") {
    Session session(mixed_experiment(), 0, 64u << 20);
    go_to(session, 5'000);
    const double seconds = snapshot_of(session).runs[0].seconds.last;
    CHECK(seconds > 0.0);
    go_to(session, 100);
    go_to(session, 5'000);
    CHECK(snapshot_of(session).runs[0].seconds.last == seconds);
}

TEST_CASE("the clock touches no number of the history") {
    Session fast(varied_experiment(), 0, 64u << 20);
    Session slow(varied_experiment(), 0, 64u << 20);
    slow.set_clock(ticking);
    go_to(fast, 2'002);
    while (slow.cursor() < 2'002) slow.advance(7, kNever);
    CHECK(slow.cursor() == 2'002);
    CHECK(history_hash(fast) == history_hash(slow));
}

}  // namespace talweg
