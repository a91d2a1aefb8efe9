// Series, rings and paths: what is kept, what is merged, and that grouping never shows.
#include "core/history/run_recorder.h"

#include "core/base/random.h"
#include "core/history/path_steps.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace talweg {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

BucketSeries all_of(const SeriesRecorder& recorder) {
    BucketSeries series;
    recorder.publish(series, SeriesRecorder::kBuckets, nullptr, 0);
    return series;
}

}  // namespace

TEST_CASE("a bucket has the extremes and both ends and counts what is not finite") {
    SeriesRecorder recorder;
    std::vector<double> values(16384, 5.0);
    recorder.fold(values.data(), values.size());
    CHECK(recorder.stride() == 1);
    const double tail[] = {3.0, kNan, 9.0, -1.0, kInf};
    recorder.fold(tail, 5);
    CHECK(recorder.stride() == 2);
    const BucketSeries series = all_of(recorder);
    REQUIRE(series.buckets.size() == 8192 + 3);
    const Bucket& first = series.buckets[8192];
    CHECK(first.low == 3.0);
    CHECK(first.high == 3.0);
    CHECK(first.first == 3.0);
    CHECK(std::isnan(first.last));
    CHECK(first.non_finite == 1);
    CHECK(first.count == 2);
    const Bucket& second = series.buckets[8193];
    CHECK(second.low == -1.0);
    CHECK(second.high == 9.0);
    CHECK(second.first == 9.0);
    CHECK(second.last == -1.0);
    const Bucket& third = series.buckets[8194];
    CHECK(third.low > third.high);
    CHECK(third.non_finite == 1);
    CHECK(third.count == 1);
}

TEST_CASE("a series does not depend on how its numbers were grouped") {
    const std::vector<double> values = awkward_numbers(150'000);
    for (const bool sparse : {false, true}) {
        SeriesRecorder at_once(sparse);
        at_once.fold(values.data(), values.size());
        SeriesRecorder one_by_one(sparse);
        for (const double value : values) one_by_one.fold(&value, 1);
        SeriesRecorder in_pieces(sparse);
        Random random(5, Stream::data);
        for (std::size_t done = 0; done < values.size();) {
            const std::size_t count = std::min<std::size_t>(values.size() - done, 1 + random.below(700));
            in_pieces.fold(values.data() + done, count);
            done += count;
        }
        CHECK(at_once.stride() == 16);
        CHECK(same_bits(all_of(at_once), all_of(one_by_one)));
        CHECK(same_bits(all_of(at_once), all_of(in_pieces)));
    }
}

TEST_CASE("every bucket agrees with its numbers looked at one by one") {
    const std::vector<double> values = awkward_numbers(40'000);
    SeriesRecorder recorder;
    recorder.fold(values.data(), values.size());
    const BucketSeries series = all_of(recorder);
    REQUIRE(series.stride == 4);
    for (std::size_t i = 0; i < series.buckets.size(); ++i) {
        double low = kInf;
        double high = -kInf;
        std::uint32_t bad = 0;
        for (std::size_t j = 4 * i; j < 4 * i + 4; ++j) {
            if (!std::isfinite(values[j])) {
                ++bad;
                continue;
            }
            low = std::min(low, values[j]);
            high = std::max(high, values[j]);
        }
        REQUIRE(series.buckets[i].low == low);
        REQUIRE(series.buckets[i].high == high);
        REQUIRE(series.buckets[i].non_finite == bad);
    }
}

TEST_CASE("a sparse series passes over steps without a number") {
    SeriesRecorder recorder(true);
    std::vector<double> values(20'000, kNan);
    for (std::size_t i = 0; i < values.size(); i += 10) values[i] = static_cast<double>(i);
    recorder.fold(values.data(), values.size());
    const BucketSeries series = all_of(recorder);
    REQUIRE(series.stride == 2);
    CHECK(series.buckets[5].low == 10.0);
    CHECK(series.buckets[5].first == 10.0);
    CHECK(series.buckets[5].last == 10.0);
    CHECK(series.buckets[5].non_finite == 0);
    CHECK(series.buckets[6].low > series.buckets[6].high);
    CHECK(std::isnan(series.buckets[6].last));
    CHECK(series.buckets[6].non_finite == 0);
}

TEST_CASE("a truncated series goes on as if the rest had never been") {
    const std::vector<double> values = awkward_numbers(100'000);
    SeriesRecorder cut;
    cut.fold(values.data(), 70'000);
    cut.truncate(40'000);
    cut.fold(values.data() + 40'000, 60'000);
    SeriesRecorder whole;
    whole.fold(values.data(), values.size());
    CHECK(same_bits(all_of(cut), all_of(whole)));
}

TEST_CASE("published buckets are at most the limit and cover every step") {
    std::vector<double> values(50'001);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i);
    SeriesRecorder recorder;
    recorder.fold(values.data(), values.size() - 1);
    BucketSeries series;
    recorder.publish(series, 4096, &values.back(), 1);
    CHECK(series.stride == 16);
    REQUIRE(series.buckets.size() == 3126);
    for (std::size_t i = 0; i < series.buckets.size(); ++i) {
        REQUIRE(series.buckets[i].low == static_cast<double>(16 * i));
        REQUIRE(series.buckets[i].last == std::min(16.0 * static_cast<double>(i) + 15.0, 50'000.0));
    }
    CHECK(series.buckets.back().count == 1);
}

TEST_CASE("kept steps are all at first and then ever fewer") {
    CHECK(kept_step(0) == 0);
    CHECK(kept_step(4095) == 4095);
    CHECK(kept_step(4096) == 4096);
    CHECK(kept_step(4097) == 4113);  // 16 steps apart, every second one a step late
    CHECK(kept_step(4098) == 4128);
    CHECK(kept_step(4096 + 256) == 8192);
    CHECK(kept_step(4096 + 257) == 8225);
    CHECK(kept_below(1'000'000'000) < 8'800);
    for (std::size_t i = 0; i < 10'000; ++i) {
        const Step step = kept_step(i);
        REQUIRE(kept_step(i + 1) > step);
        REQUIRE(kept_below(step) == i);
        REQUIRE(kept_below(step + 1) == i + 1);
        REQUIRE(kept_below(kept_step(i + 1)) == i + 1);
    }
}

TEST_CASE("a path keeps the points of its steps however it is folded and cut") {
    PathRecorder path;
    std::vector<double> x(100'000);
    std::vector<double> y(100'000);
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = static_cast<double>(i);
        y[i] = -static_cast<double>(i);
    }
    path.fold(x.data(), y.data(), 33'333);
    path.fold(x.data() + 33'333, y.data() + 33'333, x.size() - 33'333);
    REQUIRE(path.x().size() == kept_below(100'000));
    for (std::size_t i = 0; i < path.x().size(); ++i) {
        REQUIRE(path.x()[i] == static_cast<double>(kept_step(i)));
        REQUIRE(path.y()[i] == -static_cast<double>(kept_step(i)));
    }
    const std::vector<double> whole = path.x();
    path.truncate(50'001);
    CHECK(path.x().size() == kept_below(50'001));
    path.fold(x.data() + 50'001, y.data() + 50'001, 49'999);
    CHECK(path.x() == whole);
}

TEST_CASE("the ring holds the last steps exactly and forgets from a step on") {
    SampleRing ring(2, 64);
    for (Step step = 0; step < 100; ++step) {
        ring.push(state_at(step, static_cast<double>(step), 1.0, static_cast<double>(2 * step)));
    }
    CHECK(ring.first() == 36);
    CHECK(ring.end() == 100);
    SampleWindow window;
    ring.copy(40, 60, 60, window);
    CHECK(window.columns == 7);
    for (std::size_t i = 0; i < 60; ++i) {
        REQUIRE(window.column(kLoss)[i] == 40.0 + static_cast<double>(i));
        REQUIRE(window.column(kGradientNorm)[i] == 80.0 + 2.0 * static_cast<double>(i));
        REQUIRE(window.column(kTheta + 1)[i] == 80.0 + 2.0 * static_cast<double>(i));
    }
    ring.truncate(50);
    CHECK(ring.first() == 36);
    CHECK(ring.end() == 50);
    ring.push(state_at(50, -1.0));
    CHECK(ring.at(kLoss, 50) == -1.0);
    ring.truncate(10);
    CHECK(ring.first() == 10);
    CHECK(ring.end() == 10);
}

}  // namespace talweg
