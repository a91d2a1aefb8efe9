// The runner with its threads: the same numbers at any speed, commands at any moment, a quick end.
#include "core/base/error.h"
#include "core/base/random.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <thread>

namespace talweg {
namespace {

using namespace std::chrono_literals;

bool at_rest(const Snapshot& s) { return s.phase != Phase::seeking && s.phase != Phase::playing; }

/// The snapshot hash after 4,000 steps with an edit at step 1,000 and one at 2,500.
std::uint64_t straight_hash() {
    Session session(mixed_experiment(), 0, 64u << 20);
    session.advance(1000, kNever);
    session.edit(with_other_rate(mixed_experiment(), 0, 0.006), 1);
    session.advance(1500, kNever);
    session.edit(with_dragged_point(with_other_rate(mixed_experiment(), 0, 0.006), 4, 3.0), 2);
    session.advance(1500, kNever);
    Slot slot;
    session.fill(slot);
    return snapshot_hash(slot.snapshot);
}

/// The same through a runner that plays at `speed`, pauses, steps and scrubs on the way.
std::uint64_t played_hash(double speed, std::uint64_t seed) {
    Runner runner(mixed_experiment());
    Random random(seed, Stream::init);
    runner.post(SetSpeed{speed});
    const auto wander = [&](Step goal) {
        for (int i = 0; i < 4; ++i) {
            runner.post(Play{});
            std::this_thread::sleep_for(std::chrono::microseconds(500 + random.below(3000)));
            runner.post(Pause{});
            if (random.below(2) == 0) runner.post(StepBy{1 + random.below(5)});
            if (random.below(2) == 0) runner.post(StepBack{1 + random.below(50)});
            if (random.below(2) == 0) runner.post(SeekTo{random.below(goal)});
            if (random.below(2) == 0) runner.post(Inspect{random.below(goal), goal});
            runner.refresh();
        }
        return go_to(runner, goal);
    };
    REQUIRE(wander(1000));
    Experiment edited = with_other_rate(mixed_experiment(), 0, 0.006);
    runner.post(Edit{edited, 1});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.generation == 1 && at_rest(s); }));
    REQUIRE(runner.snapshot().cursor == 1000);
    REQUIRE(wander(2500));
    runner.post(Edit{with_dragged_point(edited, 4, 3.0), 2});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.generation == 2 && at_rest(s); }));
    REQUIRE(go_to(runner, 4000));
    REQUIRE(runner.snapshot().head == 4000);
    return snapshot_hash(runner.snapshot());
}

}  // namespace

TEST_CASE("a runner shows its experiment at once and at rest") {
    Runner runner(first_experiment());
    const Snapshot& now = runner.snapshot();
    CHECK(now.number == 1);
    CHECK(now.phase == Phase::paused);
    CHECK(now.cursor == 0);
    CHECK(now.runs.size() == first_experiment().runs.size());
    CHECK(now.experiment == first_experiment());
    CHECK(now.data.rows() == 4);
    CHECK(now.parameter_names.size() == 2);
    Experiment bad = first_experiment();
    bad.data.table.y.clear();
    CHECK_THROWS_AS(Runner{bad}, Error);
}

TEST_CASE("the history is the same at any speed and with any pauses and scrubbing") {
    const std::uint64_t want = straight_hash();
    std::uint64_t seed = 1;
    for (const double speed : {0.0, 20'000.0, 500.0}) {
        CAPTURE(speed);
        CHECK(played_hash(speed, seed++) == want);
    }
}

TEST_CASE("steps are counted exactly") {
    Runner runner(mixed_experiment());
    runner.post(StepBy{1});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.cursor == 1; }));
    runner.post(StepBy{10});
    runner.post(StepBy{5});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.cursor == 16; }));
    runner.post(StepBack{6});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.cursor == 10; }));
    CHECK(runner.snapshot().head == 16);
    CHECK(runner.snapshot().phase == Phase::paused);
    runner.post(StepBack{1000});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.cursor == 0; }));
    runner.post(Reset{});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.head == 0; }));
}

TEST_CASE("a pause ends the way to a far step where it is") {
    Experiment endless = mixed_experiment();
    endless.stop = {};
    Runner runner(endless);
    runner.post(SeekTo{1'000'000'000'000});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.phase == Phase::seeking && s.cursor > 100; }));
    runner.post(Pause{});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.phase == Phase::paused; }));
    const Step there = runner.snapshot().cursor;
    CHECK(there == runner.snapshot().head);
    CHECK(there < 1'000'000'000'000);
    runner.post(StepBy{1});
    REQUIRE(wait_for(runner, [there](const Snapshot& s) { return s.cursor == there + 1; }));
}

TEST_CASE("playing ends when every run has and says so") {
    Runner runner(first_experiment());
    runner.post(Play{});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.phase == Phase::ended; }));
    const Snapshot& now = runner.snapshot();
    CHECK(now.head == 1000);
    CHECK(now.cursor == 1000);
    CHECK(now.steps_per_second == 0.0);
    CHECK(now.history_bytes > 0);
    for (const RunSnapshot& run : now.runs) CHECK(run.end_status != RunStatus::running);
    runner.post(SeekTo{400});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.cursor == 400; }));
    CHECK(runner.snapshot().phase == Phase::paused);
    runner.post(Play{});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.phase == Phase::ended; }));
}

TEST_CASE("a slow speed takes its time and a change of speed counts at once") {
    Runner runner(mixed_experiment());
    runner.post(SetSpeed{0.01});
    runner.post(Play{});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.phase == Phase::playing; }));
    CHECK(runner.snapshot().speed == 0.01);
    std::this_thread::sleep_for(30ms);
    runner.refresh();
    CHECK(runner.snapshot().cursor == 0);
    runner.post(SetSpeed{5000.0});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.cursor > 50; }));
    runner.post(SetSpeed{NAN});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.cursor > 20'000; }));
    CHECK(runner.snapshot().speed == 0.0);
}

TEST_CASE("a refused edit keeps the old experiment and says why") {
    Runner runner(mixed_experiment());
    REQUIRE(go_to(runner, 100));
    Experiment bad = mixed_experiment();
    bad.runs[1].batch = 1000;
    runner.post(Edit{bad, 8});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.generation == 8; }));
    CHECK_FALSE(runner.snapshot().message.empty());
    CHECK(runner.snapshot().experiment == mixed_experiment());
    CHECK(runner.snapshot().phase == Phase::paused);
    runner.post(Edit{with_other_rate(mixed_experiment(), 0, 0.01), 9});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.generation == 9; }));
    CHECK(runner.snapshot().message.empty());
    runner.post(Load{bad, 10});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.generation == 10; }));
    CHECK_FALSE(runner.snapshot().message.empty());
    CHECK(runner.snapshot().cursor == 100);
    runner.post(Load{first_experiment(), 11});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.generation == 11; }));
    CHECK(runner.snapshot().experiment == first_experiment());
    CHECK(runner.snapshot().cursor == 0);
}

TEST_CASE("the surface follows an edit without waiting for the training") {
    std::atomic<int> woken{0};
    RunnerOptions options;
    options.wake = [&woken] { woken.fetch_add(1); };
    Runner runner(mixed_experiment(), options);
    runner.post(Play{});
    runner.post(Edit{with_dragged_point(mixed_experiment(), 0, 5.0), 3});
    bool seen = false;
    for (int i = 0; i < 30'000 && !seen; ++i) {
        runner.refresh();
        seen = runner.surface().generation == 3 && runner.surface().finest;
        std::this_thread::sleep_for(1ms);
    }
    CHECK(seen);
    CHECK(runner.surface().columns == 512);
    CHECK(woken.load() > 0);
}

TEST_CASE("old steps are answered exactly while it plays") {
    Runner runner(mixed_experiment());
    REQUIRE(go_to(runner, 70'000));
    Session session(mixed_experiment(), 0, 1u << 20);
    go_to(session, 3000);
    runner.post(Play{});
    runner.post(Inspect{3000, 3100});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.runs[2].detail.count > 0; }));
    const auto sample = sample_at(runner.snapshot().runs[2], 3000);
    REQUIRE(sample);
    CHECK(sample->exact);
    CHECK(sample->loss == session.walker().state(2).loss);
    CHECK(runner.snapshot().runs[2].detail.count == 101);
}

TEST_CASE("a thousand commands at any moment neither block nor break it") {
    Random random(99, Stream::init);
    Runner runner(mixed_experiment());
    Experiment experiment = mixed_experiment();
    std::uint64_t generation = 0;
    const auto edit = [&] {
        const std::uint64_t kind = random.below(6);
        if (kind == 0) experiment = with_dragged_point(experiment, random.below(40), random.normal());
        if (kind == 1) experiment = with_other_rate(experiment, 0, 0.001 + 0.01 * random.uniform());
        if (kind == 2) experiment.init.numbers = {random.normal(), random.normal()};
        if (kind == 3) experiment.title += "x";
        if (kind == 4 && experiment.runs.size() > 1) experiment.runs.pop_back();
        if (kind == 5 && experiment.runs.size() < 6) {
            experiment.runs.push_back(experiment.runs.front());
            experiment.runs.back().id = next_run_id(experiment);
        }
        runner.post(Edit{experiment, ++generation});
    };
    for (int i = 0; i < 1000; ++i) {
        switch (random.below(10)) {
            case 0:
                runner.post(Play{});
                break;
            case 1:
                runner.post(Pause{});
                break;
            case 2:
                runner.post(StepBy{random.below(300)});
                break;
            case 3:
                runner.post(StepBack{random.below(300)});
                break;
            case 4:
                runner.post(SeekTo{random.below(runner.snapshot().head + 100)});
                break;
            case 5:
                runner.post(SetSpeed{random.below(2) == 0 ? 0.0 : 1000.0 * random.uniform()});
                break;
            case 6:
                runner.post(Inspect{random.below(2000), 2000});
                break;
            case 7:
                runner.post(ShowSurface{false, -3.0, 3.0, -3.0 * random.uniform(), 3.0});
                break;
            case 8:
                if (random.below(10) == 0) runner.post(Reset{});
                break;
            default:
                edit();
        }
        if (i % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(random.below(2000)));
        if (!runner.refresh()) continue;
        const Snapshot& now = runner.snapshot();
        REQUIRE(now.phase != Phase::failed);
        REQUIRE(now.cursor <= now.head);
        for (const RunSnapshot& run : now.runs) {
            REQUIRE(run.state.step <= now.cursor);
            REQUIRE(run.end_step <= now.head);
        }
    }
    runner.post(Pause{});
    REQUIRE(go_to(runner, 700));
    CHECK(runner.snapshot().experiment == experiment);
    CHECK(runner.snapshot().message.empty());
}

TEST_CASE("runners come and go without delay") {
    for (int i = 0; i < 20; ++i) {
        Runner runner(mixed_experiment());
        runner.post(Play{});
        if (i % 2 == 0) runner.post(SeekTo{1'000'000'000});
        if (i % 3 == 0) std::this_thread::sleep_for(2ms);
    }
}

TEST_CASE("training without threads gives the same numbers and a row for every step") {
    Experiment experiment = mixed_experiment();
    std::vector<Step> rows(4, 0);
    bool in_order = true;
    const auto row = [&](const RunSpec& run, const RunState& state) {
        in_order = in_order && state.step == rows[run.id - 1];
        ++rows[run.id - 1];
    };
    const HeadlessResult with_rows = run_headless(experiment, 2000, {}, row);
    CHECK(in_order);
    CHECK(rows == std::vector<Step>(4, 2001));
    const HeadlessResult without = run_headless(experiment, 2000, {}, {});
    CHECK(snapshot_hash(with_rows.snapshot) == snapshot_hash(without.snapshot));
    CHECK(with_rows.surface.columns == 512);
    CHECK(with_rows.surface.finest);
    Runner runner(experiment);
    REQUIRE(go_to(runner, 2000));
    CHECK(snapshot_hash(runner.snapshot()) == snapshot_hash(without.snapshot));
}

TEST_CASE("training without threads stops when asked to") {
    const HeadlessResult result =
        run_headless(mixed_experiment(), 1'000'000'000, [](Step) { return false; }, {});
    CHECK(result.interrupted);
    CHECK(result.snapshot.head > 0);
    CHECK(result.snapshot.head < 1'000'000'000);
    const HeadlessResult first = run_headless(first_experiment(), 5000, {}, {});
    CHECK_FALSE(first.interrupted);
    CHECK(first.snapshot.phase == Phase::ended);
    CHECK(first.snapshot.head == 1000);
}

}  // namespace talweg
