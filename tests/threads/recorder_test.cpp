// What is recorded of a run: the same however often one looks, however it is edited and cut.
#include "core/history/run_recorder.h"

#include "core/history/path_steps.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace talweg {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("what a recorder gives does not depend on how often one looks") {
    const std::vector<double> values = awkward_numbers(90'000);
    RunRecorder watched(2);
    RunRecorder alone(2);
    BucketSeries series;
    for (Step step = 0; step < values.size(); ++step) {
        watched.push(state_at(step, values[step], values[step], 1.0));
        alone.push(state_at(step, values[step], values[step], 1.0));
        if (step % 77 == 0) watched.publish_loss(series);
        if (step % 1999 == 0) watched.replace(state_at(step, values[step], values[step], 1.0));
    }
    BucketSeries other;
    watched.publish_loss(series);
    alone.publish_loss(other);
    CHECK(same_bits(series, other));
    watched.publish_train_loss(series);
    CHECK(series.buckets.empty());
    watched.publish_validation_loss(series);
    CHECK(series.buckets.empty());
}

TEST_CASE("an edit at the newest step replaces its numbers everywhere") {
    RunRecorder recorder(2);
    for (Step step = 0; step < 513; ++step) recorder.push(state_at(step, 1.0));
    BucketSeries series;
    recorder.publish_loss(series);
    CHECK(series.buckets.back().high == 1.0);
    recorder.replace(state_at(512, 7.0, 3.0, 4.0));
    recorder.publish_loss(series);
    REQUIRE(series.buckets.size() == 513);
    CHECK(series.buckets.back().low == 7.0);
    CHECK(series.buckets.back().count == 1);
    CHECK(recorder.ring().at(kLoss, 512) == 7.0);
    Step last = 0;
    std::vector<double> x;
    std::vector<double> y;
    recorder.publish_path(x, y, last);
    CHECK(last == 512);
    CHECK(x.back() == 3.0);
    CHECK(y.back() == 4.0);
}

TEST_CASE("a train loss that differs from the loss is published with its gaps passed over") {
    RunRecorder recorder(2);
    for (Step step = 0; step < 1000; ++step) {
        RunState state = state_at(step, 1.0);
        state.train_loss = step % 5 == 0 ? 2.0 : kAbsent;
        state.validation_loss = step % 5 == 0 ? 3.0 : kAbsent;
        recorder.push(state);
    }
    BucketSeries series;
    recorder.publish_train_loss(series);
    REQUIRE(series.buckets.size() == 1000);
    CHECK(series.buckets[5].last == 2.0);
    CHECK(series.buckets[6].low > series.buckets[6].high);
    recorder.publish_validation_loss(series);
    REQUIRE(series.buckets.size() == 1000);
    CHECK(series.buckets[995].first == 3.0);
}

TEST_CASE("a history cut before its first train or validation loss is as one that never had any") {
    RunRecorder cut(2);
    RunRecorder plain(2);
    for (Step step = 0; step < 600; ++step) {
        RunState state = state_at(step, 1.0 / (1.0 + static_cast<double>(step)));
        state.validation_loss = step >= 400 ? 2.0 : kNan;
        if (step >= 400) state.train_loss = 0.5;
        cut.push(state);
        if (step <= 300) plain.push(state);
    }
    const auto push_again = [&](Step step) {
        cut.push(state_at(step, 1.0 / (1.0 + static_cast<double>(step))));
    };
    BucketSeries series;
    cut.publish_train_loss(series);
    REQUIRE(series.buckets.size() == 600);
    cut.truncate(401);
    push_again(401);
    cut.publish_train_loss(series);
    CHECK(series.buckets.size() == 402);
    cut.publish_validation_loss(series);
    CHECK(series.buckets.size() == 402);
    cut.truncate(300);
    push_again(300);
    cut.publish_train_loss(series);
    CHECK(series.buckets.empty());
    cut.publish_validation_loss(series);
    CHECK(series.buckets.empty());
    BucketSeries losses;
    BucketSeries plain_losses;
    cut.publish_loss(losses);
    plain.publish_loss(plain_losses);
    CHECK(same_bits(losses, plain_losses));
}

TEST_CASE("a spike of one step is still seen among very many and memory does not grow") {
    constexpr Step kSteps = kSlowBuild ? 4'000'000 : 1'000'000'000;
    constexpr Step kSpike = kSteps / 3 + 12345;
    RunRecorder recorder(2);
    RunState state = state_at(0, 1.0);
    for (Step step = 0; step < 100'000; ++step) recorder.push(state);
    const std::uint64_t early = recorder.bytes();
    for (Step step = 100'000; step < kSteps; ++step) {
        state.loss = state.train_loss = step == kSpike ? 1000.0 : 1.0;
        state.theta[0] = static_cast<double>(step);
        recorder.push(state);
    }
    CHECK(recorder.bytes() == early);
    CHECK(early < 6u << 20);
    BucketSeries series;
    recorder.publish_loss(series);
    CHECK(series.buckets.size() <= 4096);
    std::size_t spikes = 0;
    Step covered = 0;
    for (std::size_t i = 0; i < series.buckets.size(); ++i) {
        covered += series.buckets[i].count;
        if (series.buckets[i].high != 1000.0) continue;
        ++spikes;
        CHECK(i == kSpike / series.stride);
    }
    CHECK(spikes == 1);
    CHECK(covered == kSteps);
    Step last = 0;
    std::vector<double> x;
    std::vector<double> y;
    recorder.publish_path(x, y, last);
    CHECK(x.size() == kept_below(kSteps - 1) + 1);
    CHECK(last == kSteps - 1);
    CHECK(x[x.size() - 2] == static_cast<double>(kept_step(x.size() - 2)));
}

}  // namespace talweg
