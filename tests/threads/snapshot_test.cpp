// Looking things up in a snapshot.
#include "core/worker/snapshot.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

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
    run.path.stride = 8;
    for (Step step = 0; step <= 1000; step += 8) {
        run.path.x.push_back(static_cast<double>(step));
        run.path.y.push_back(-static_cast<double>(step));
    }
    run.path.x.push_back(1000.0);
    run.path.y.push_back(-1000.0);
    run.path.last_step = 1000;
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
    const auto sample = sample_at(hand_made(), 203);
    REQUIRE(sample);
    CHECK_FALSE(sample->exact);
    CHECK(sample->step == 200);
    CHECK(sample->loss == 200.0);
    CHECK(sample->theta == std::vector<double>{200.0, -200.0});
    CHECK(sample_at(hand_made(), 204)->step == 208);
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
