// All of theta along a run's way: which steps, what they hold, edits, and bounded memory.
#include "core/history/theta_path.h"
#include "core/worker/session.h"
#include "tests/threads/count_allocations.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <atomic>

namespace talweg {
namespace {

RunState state_of(Step step, Index parameters) {
    RunState state;
    state.step = step;
    state.theta = Vector::Constant(parameters, static_cast<double>(step)) +
                  0.001 * Vector::LinSpaced(parameters, 0.0, static_cast<double>(parameters - 1));
    return state;
}

void check_whole(const ThetaPath& path, Step newest) {
    REQUIRE(path.count == path.steps.below(newest + 1));
    for (std::size_t i = 0; i < path.count; ++i) {
        const Vector wanted = state_of(path.step(i), static_cast<Index>(path.parameters)).theta;
        for (std::size_t k = 0; k < path.parameters; ++k)
            REQUIRE(path.theta(i)[k] == wanted[static_cast<Index>(k)]);
    }
}

}  // namespace

TEST_CASE("a path of theta holds the steps that it names") {
    ThetaPathRecorder recorder(105);
    ThetaPath path;
    RunState state = state_of(0, 105);
    for (Step step = 0; step < 5000; ++step) {
        state = state_of(step, 105);
        recorder.write(state, step);
        if (step % 777 == 0) recorder.publish(path);
    }
    recorder.publish(path);
    CHECK(path.steps == PathSteps{256, 16});
    CHECK(path.step(255) == 255);
    CHECK(path.step(256) == 256);
    CHECK(path.step(257) == 256 + 16 + 1);
    check_whole(path, 4999);
    const std::uint64_t revision = path.revision;

    recorder.truncate(300);
    recorder.publish(path);
    CHECK(path.revision != revision);
    check_whole(path, 299);
    for (Step step = 300; step < 1000; ++step) recorder.write(state_of(step, 105), step);
    recorder.publish(path);
    check_whole(path, 999);
    recorder.reset();
    recorder.publish(path);
    CHECK(path.count == 0);
}

TEST_CASE("an edit at the newest step replaces what was kept of it") {
    ThetaPathRecorder recorder(3);
    ThetaPath path;
    recorder.write(state_of(0, 3), 0);
    recorder.write(state_of(1, 3), 1);
    recorder.publish(path);
    recorder.write(state_of(7, 3), 1);
    recorder.publish(path);
    REQUIRE(path.count == 2);
    CHECK(path.theta(1)[0] == 7.0);
}

TEST_CASE("long thetas are kept at fewer steps, the longest and pairs not at all") {
    for (const std::size_t parameters : {3UL, 1000UL, 8'000UL}) {
        ThetaPathRecorder recorder(parameters);
        CHECK(recorder.bytes() < (std::uint64_t{5} << 20));
        ThetaPath path;
        const auto p = static_cast<Index>(parameters);
        for (Step step = 0; step < 100; ++step) recorder.write(state_of(step, p), step);
        recorder.publish(path);
        CHECK(path.count >= 16);
        check_whole(path, 99);
    }
    for (const std::size_t parameters : {2UL, 8'001UL}) {
        ThetaPathRecorder recorder(parameters);
        CHECK(recorder.bytes() == 0);
        recorder.write(state_of(0, static_cast<Index>(parameters)), 0);
        ThetaPath path;
        recorder.publish(path);
        CHECK(path.count == 0);
    }
}

TEST_CASE("recording and publishing a path of theta does not allocate once it has its room") {
    ThetaPathRecorder recorder(50);
    ThetaPath path;
    recorder.publish(path);
    const RunState state = state_of(3, 50);
    const std::uint64_t before = allocations();
    for (Step step = 0; step < 3000; ++step) {
        recorder.write(state, step);
        if (step % 100 == 0) recorder.publish(path);
    }
    CHECK(allocations() == before);
}

TEST_CASE("a session publishes the path of a network and forgets what was taken back") {
    Experiment experiment;
    experiment.model = {"mlp", {{"hidden", std::vector<double>{3}}}};
    experiment.data.table.x = {0.0, 1.0, 2.0};
    experiment.data.table.y = {0.0, 1.0, 0.5};
    experiment.init.scheme = "torch_linear";
    experiment.runs.emplace_back();
    experiment.runs.back().id = 1;
    Session session(experiment, 0, 64 << 20);
    const std::atomic<bool> never{false};
    session.advance(40, never);
    Slot slot;
    session.fill(slot);
    const ThetaPath& way = slot.snapshot.runs[0].way;
    REQUIRE(way.count == 41);
    REQUIRE(way.parameters == 10);
    const auto objective = make_objective(experiment);
    const Vector start = make_start(experiment, 0, *objective);
    const Vector& end = slot.snapshot.runs[0].state.theta;
    for (Index i = 0; i < 10; ++i) {
        CHECK(way.theta(0)[i] == start[i]);
        CHECK(way.theta(40)[i] == end[i]);
    }
}

}  // namespace talweg
