// Looking things up in a snapshot.
#include "core/worker/snapshot.h"

#include "core/history/path_steps.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

/// The path to `last`, with point (k, -k) at step k.
void give_path(RunSnapshot& run, Step last) {
    run.path = {};
    for (std::size_t i = 0; i < kept_below(last); ++i) {
        run.path.x.push_back(static_cast<double>(kept_step(i)));
        run.path.y.push_back(-static_cast<double>(kept_step(i)));
    }
    run.path.x.push_back(static_cast<double>(last));
    run.path.y.push_back(-static_cast<double>(last));
    run.path.last_step = last;
}

/// 1,001 steps; step k has loss k at theta (k, -k). Cursor 500, trail of 4, recent 990 to 1000, detail 100
/// to 109.
RunSnapshot hand_made() {
    RunSnapshot run;
    run.id = 4;
    run.end_step = 1000;
    run.state.step = 500;
    run.state.loss = 500.0;
    run.state.theta = Vector{{500.0, -500.0}};
    run.loss.stride = 4;
    for (Step step = 0; step <= 1000; step += 4) {
        const double k = static_cast<double>(step);
        run.loss.buckets.push_back({k, k + 3, k, k + 3, 0, step == 1000 ? 1u : 4u});
    }
    give_path(run, 1000);
    const auto fill = [](SampleWindow& window, Step first, std::size_t count) {
        window.first = first;
        window.count = count;
        window.capacity = count + 3;
        window.columns = kTheta + 2;
        window.values.assign(window.columns * window.capacity, 0.0);
        for (std::size_t i = 0; i < count; ++i) {
            const double k = static_cast<double>(first + i);
            window.values[kLoss * window.capacity + i] = k;
            window.values[kTheta * window.capacity + i] = k;
            window.values[(kTheta + 1) * window.capacity + i] = -k;
        }
    };
    fill(run.trail, 497, 4);
    fill(run.recent, 990, 11);
    fill(run.detail, 100, 10);
    return run;
}

}  // namespace

TEST_CASE("a sample is exact at the cursor and in the trail and in recent and inspected steps") {
    const RunSnapshot run = hand_made();
    for (const Step step : {500u, 497u, 990u, 1000u, 100u, 109u}) {
        const auto sample = sample_at(run, step);
        REQUIRE(sample);
        CHECK(sample->exact);
        CHECK(sample->step == step);
        CHECK(sample->loss == static_cast<double>(step));
        REQUIRE(sample->theta.size() == 2);
        CHECK(sample->theta[1] == -static_cast<double>(step));
    }
}

TEST_CASE("elsewhere a sample is the nearest step on the path with its loss") {
    const auto sample = sample_at(hand_made(), 201);
    REQUIRE(sample);
    CHECK_FALSE(sample->exact);
    CHECK(sample->step == 200);
    CHECK(sample->loss == 200.0);
    CHECK(sample->theta == std::vector<double>{200.0, -200.0});
    CHECK(sample_at(hand_made(), 202)->step == 204);
}

TEST_CASE("in a long history a sample is a step whose loss and point are both known") {
    RunSnapshot run = hand_made();
    run.end_step = 1'000'000;
    run.loss.stride = 256;
    run.loss.buckets.clear();
    for (Step step = 0; step <= run.end_step; step += 256) {
        const double k = static_cast<double>(step);
        run.loss.buckets.push_back({k, k + 255, k, k + 255, 0, 256});
    }
    give_path(run, run.end_step);
    for (const Step step : {2'000u, 5'001u, 65'535u, 700'123u, 999'900u}) {
        const auto sample = sample_at(run, step);
        REQUIRE(sample);
        REQUIRE(sample->theta.size() == 2);
        CHECK(sample->theta[0] == static_cast<double>(sample->step));
        CHECK(sample->loss == static_cast<double>(sample->step));
        const double off = static_cast<double>(sample->step) - static_cast<double>(step);
        CHECK(std::abs(off) <= 2048.0);
    }
}

TEST_CASE("points of a path are counted by their steps") {
    RunSnapshot run;
    give_path(run, 100'000);
    for (const Step step : {0u, 4095u, 4096u, 4100u, 8191u, 8192u, 50'000u, 99'999u}) {
        const std::size_t points = path_points_until(run.path, step);
        CHECK(path_step(run.path, points - 1) <= step);
        CHECK(path_step(run.path, points) > step);
    }
    CHECK(path_points_until(run.path, 100'000) == run.path.x.size());
    CHECK(path_step(run.path, run.path.x.size() - 1) == 100'000);
}

TEST_CASE("beyond its end a run gives its last step and an empty one nothing") {
    const auto sample = sample_at(hand_made(), 5000);
    REQUIRE(sample);
    CHECK(sample->step == 1000);
    CHECK_FALSE(sample_at(RunSnapshot{}, 3));
}

TEST_CASE("runs are found by their id") {
    Snapshot snapshot;
    snapshot.runs.resize(3);
    snapshot.runs[1].id = 9;
    CHECK(find_run(snapshot, 9) == std::optional<std::size_t>(1));
    CHECK_FALSE(find_run(snapshot, 8));
}

}  // namespace talweg
