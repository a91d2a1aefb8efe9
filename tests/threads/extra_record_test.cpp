// What only some runs have beside their losses: evaluations, a penalty, other rates, an averaged theta.
#include "core/history/path_steps.h"
#include "core/history/run_recorder.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

/// Three evaluations a step, a penalty of a quarter of the loss, a rate that falls, an average (step, 2
/// step).
RunState rich_state(Step step) {
    const auto k = static_cast<double>(step);
    RunState state = state_at(step, 1.0 + 1.0 / (1.0 + k), k, -k);
    state.evaluations = 1 + 3 * step;
    state.penalty = 0.25 * state.loss;
    state.rate = 1.0 / (1.0 + k);
    state.average = Vector{{k, 2.0 * k}};
    return state;
}

RunState plain_state(Step step) {
    RunState state = state_at(step, 1.0);
    state.evaluations = step + 1;
    return state;
}

struct Extras {
    explicit Extras(RunRecorder& recorder) {
        recorder.publish_rate(rate);
        recorder.publish_penalty(penalty, data_loss);
        recorder.publish_evaluations(evaluations);
        recorder.publish_average(average.x, average.y, average.last_step);
    }
    bool none() const {
        return rate.buckets.empty() && penalty.buckets.empty() && data_loss.buckets.empty() &&
               evaluations.empty() && average.x.empty();
    }
    BucketSeries rate, penalty, data_loss;
    StepMap evaluations;
    PathSeries average;
};

bool same(const Extras& a, const Extras& b) {
    return same_bits(a.rate, b.rate) && same_bits(a.penalty, b.penalty) &&
           same_bits(a.data_loss, b.data_loss) && a.evaluations.stride == b.evaluations.stride &&
           a.evaluations.marks == b.evaluations.marks && a.evaluations.last == b.evaluations.last &&
           a.average.x == b.average.x && a.average.y == b.average.y;
}

}  // namespace

TEST_CASE("a run with one evaluation a step, one rate and no penalty publishes none of that") {
    RunRecorder recorder(2);
    CHECK(Extras(recorder).none());
    for (Step step = 0; step < 100'000; ++step) recorder.push(plain_state(step));
    CHECK(Extras(recorder).none());
}

TEST_CASE("evaluations, penalty, rate and average are recorded step by step") {
    RunRecorder recorder(2);
    for (Step step = 0; step < 1000; ++step) recorder.push(rich_state(step));
    const Extras extras(recorder);
    REQUIRE(extras.rate.buckets.size() == 1000);
    CHECK(extras.rate.buckets[9].first == 0.1);
    REQUIRE(extras.penalty.buckets.size() == 1000);
    CHECK(extras.penalty.buckets[1].first == 0.375);
    CHECK(extras.data_loss.buckets[1].first == 1.125);
    CHECK(extras.penalty.buckets[999].last == 0.25 * (1.0 + 1.0 / 1000.0));
    CHECK(extras.evaluations.stride == 1);
    CHECK(extras.evaluations.marks[400] == 1201.0);
    CHECK(extras.evaluations.last_step == 999);
    CHECK(extras.evaluations.last == 2998.0);
    REQUIRE(extras.average.x.size() == 1000);
    CHECK(extras.average.y[123] == 246.0);
    CHECK(extras.average.last_step == 999);
}

TEST_CASE("a long record of everything is bounded and the same however often one looks") {
    constexpr Step kSteps = 200'000;
    RunRecorder watched(2);
    RunRecorder alone(2);
    std::uint64_t early = 0;
    for (Step step = 0; step < kSteps; ++step) {
        watched.push(rich_state(step));
        alone.push(rich_state(step));
        if (step % 777 == 0) Extras{watched};
        if (step % 1999 == 0) watched.replace(rich_state(step));
        if (step == 20'000) early = alone.bytes();
    }
    CHECK(alone.bytes() == early);
    CHECK(early < 9u << 20);
    const Extras extras(alone);
    CHECK(same(extras, Extras(watched)));
    CHECK(extras.evaluations.marks.size() <= RunRecorder::kPublishedBuckets);
    CHECK(extras.penalty.buckets.size() <= RunRecorder::kPublishedBuckets);
    for (const Step step : {Step{0}, Step{64}, Step{64 * 777}, kSteps - 1}) {
        CHECK(extras.evaluations.at(static_cast<double>(step)) == 1.0 + 3.0 * static_cast<double>(step));
    }
    CHECK(extras.average.x.size() == kept_below(kSteps - 1) + 1);
}

TEST_CASE("what begins late is as if it had been recorded from the start") {
    RunRecorder recorder(2);
    for (Step step = 0; step < 40'000; ++step) {
        RunState state = plain_state(step);
        if (step >= 33'333) {
            state.rate = 0.125;
            state.penalty = 0.25;
            ++state.evaluations;
        }
        recorder.push(state);
    }
    const Extras extras(recorder);
    BucketSeries loss;
    recorder.publish_loss(loss);
    REQUIRE(extras.rate.buckets.size() == loss.buckets.size());
    REQUIRE(extras.rate.stride == loss.stride);
    REQUIRE(extras.penalty.buckets.size() == loss.buckets.size());
    const std::size_t change = 33'333 / loss.stride;
    CHECK(extras.rate.buckets[0].first == 0.5);
    CHECK(extras.rate.buckets[change - 1].low == 0.5);
    CHECK(extras.rate.buckets[change - 1].count == loss.stride);
    CHECK(extras.rate.buckets[change].low == 0.125);
    CHECK(extras.rate.buckets[change].high == 0.5);
    CHECK(extras.penalty.buckets[change - 1].low > extras.penalty.buckets[change - 1].high);
    CHECK(extras.penalty.buckets[change].first == 0.25);
    CHECK(extras.data_loss.buckets[change].last == 0.75);
    CHECK(extras.evaluations.at(30'000) == 30'001.0);
    CHECK(extras.evaluations.last == 40'001.0);
}

TEST_CASE("an edit at the newest step shows at once in every series") {
    RunRecorder recorder(2);
    for (Step step = 0; step < 300; ++step) recorder.push(plain_state(step));
    recorder.replace(rich_state(299));
    const Extras extras(recorder);
    REQUIRE(extras.rate.buckets.size() == 300);
    CHECK(extras.rate.buckets[298].last == 0.5);
    CHECK(extras.rate.buckets[299].last == 1.0 / 300.0);
    CHECK(extras.penalty.buckets[299].last == rich_state(299).penalty);
    CHECK(extras.evaluations.last == 898.0);
    CHECK(extras.evaluations.at(298) == 299.0);
    recorder.replace(plain_state(299));
    const Extras back(recorder);
    CHECK(back.rate.buckets.empty());
    CHECK(back.penalty.buckets.empty());
    CHECK(back.evaluations.empty());
}

TEST_CASE("a record cut short is as one that never went further") {
    RunRecorder cut(2);
    RunRecorder shorter(2);
    for (Step step = 0; step < 30'000; ++step) cut.push(rich_state(step));
    REQUIRE(cut.stride() == 2);
    Extras{cut};
    cut.truncate(20'000);
    for (Step step = 0; step < 20'001; ++step) shorter.push(rich_state(step));
    cut.push(rich_state(20'000));
    CHECK(same(Extras(cut), Extras(shorter)));
    for (Step step = 20'001; step < 21'000; ++step) {
        RunState state = rich_state(step);
        state.rate = 0.75;
        state.penalty = kAbsent;
        cut.push(state);
        shorter.push(state);
    }
    CHECK(same(Extras(cut), Extras(shorter)));
}

TEST_CASE("cut before it began to differ, a record has nothing apart any more") {
    RunRecorder recorder(2);
    for (Step step = 0; step < 900; ++step) {
        RunState state = plain_state(step);
        if (step >= 600) {
            state.rate = 0.25;
            state.penalty = 1.0;
            ++state.evaluations;
        }
        recorder.push(state);
    }
    CHECK_FALSE(Extras(recorder).none());
    recorder.truncate(601);
    recorder.push(plain_state(601));
    CHECK(Extras(recorder).rate.buckets.size() == 602);
    CHECK(Extras(recorder).penalty.buckets.size() == 602);
    recorder.truncate(600);
    recorder.push(plain_state(600));
    CHECK(Extras(recorder).none());
    recorder.reset();
    recorder.push(plain_state(0));
    CHECK(Extras(recorder).none());
}

TEST_CASE("seconds are lines between the moments that were told") {
    RunRecorder recorder(2);
    recorder.time(1.0);  // no step yet: nothing to time
    for (Step step = 0; step <= 100; ++step) recorder.push(plain_state(step));
    recorder.time(2.0);
    for (Step step = 101; step <= 200; ++step) recorder.push(plain_state(step));
    StepMap seconds;
    recorder.publish_seconds(seconds);
    CHECK(seconds.last_step == 100);
    recorder.time(6.0);
    CHECK(recorder.seconds() == 6.0);
    recorder.publish_seconds(seconds);
    CHECK(seconds.at(0) == 0.0);
    CHECK(seconds.at(50) == doctest::Approx(1.0));
    CHECK(seconds.at(100) == doctest::Approx(2.0));
    CHECK(seconds.at(150) == doctest::Approx(4.0));
    CHECK(seconds.at(200) == 6.0);
    CHECK(seconds.step_of(4.0) == doctest::Approx(150.0));
    recorder.truncate(151);
    CHECK(recorder.seconds() == doctest::Approx(4.0));
    CHECK(recorder.timed() == 151);
    recorder.push(plain_state(151));
    recorder.time(5.0);
    recorder.publish_seconds(seconds);
    CHECK(seconds.at(151) == 5.0);
    recorder.time(0.0);  // a clock never goes back
    CHECK(recorder.seconds() == 5.0);
}

TEST_CASE("a step map reads both ways") {
    const StepMap map{4, {1.0, 9.0, 9.0, 21.0}, 14, 25.0};
    CHECK(map.at(-1) == 1.0);
    CHECK(map.at(2) == 5.0);
    CHECK(map.at(6) == 9.0);
    CHECK(map.at(11) == 18.0);
    CHECK(map.at(13) == 23.0);
    CHECK(map.at(14) == 25.0);
    CHECK(map.at(1e9) == 25.0);
    CHECK(map.step_of(0.0) == 0.0);
    CHECK(map.step_of(5.0) == 2.0);
    CHECK(map.step_of(15.0) == 10.0);
    CHECK(map.step_of(23.0) == 13.0);
    CHECK(map.step_of(1e9) == 14.0);
    CHECK(StepMap{1, {0.0}, 0, 0.0}.at(0.0) == 0.0);
    CHECK(StepMap{1, {0.0}, 0, 0.0}.step_of(3.0) == 0.0);
}

TEST_CASE("equal steps folded at once are as one after the other") {
    for (const bool sparse : {false, true}) {
        for (const double value : {0.5, kAbsent}) {
            for (const Step count : {Step{0}, Step{1}, Step{77'777}}) {
                SeriesRecorder at_once(sparse);
                SeriesRecorder single(sparse);
                at_once.fold_same(value, count);
                for (Step i = 0; i < count; ++i) single.fold(&value, 1);
                const double more[] = {1.0, 2.0};
                BucketSeries a;
                BucketSeries b;
                at_once.publish(a, 4096, more, 2);
                single.publish(b, 4096, more, 2);
                CHECK(same_bits(a, b));
            }
        }
    }
}

}  // namespace talweg
