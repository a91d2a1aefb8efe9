// Records one number per step into a bounded number of buckets, however many steps there are.
#include "core/history/series_recorder.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

constexpr Bucket kEmptyBucket{kInfinity, -kInfinity, kNothing, kNothing, 0, 0};

struct Extremes {
    double low = kInfinity;
    double high = -kInfinity;
    std::uint32_t non_finite = 0;
};

/// Number by number, minding whatever is not finite.
Extremes careful_extremes(const double* values, std::size_t count, bool sparse) {
    Extremes found;
    for (std::size_t i = 0; i < count; ++i) {
        if (std::isfinite(values[i])) {
            found.low = std::min(found.low, values[i]);
            found.high = std::max(found.high, values[i]);
        } else if (!sparse || !std::isnan(values[i])) {
            ++found.non_finite;
        }
    }
    return found;
}

/// Four lanes, so that the compiler can use vector instructions. `blemish` turns NaN when any number is NaN
/// or infinite; a NaN never passes a comparison. Minima and maxima do not depend on the order.
Extremes extremes(const double* values, std::size_t count, bool sparse) {
    if (count < 8) return careful_extremes(values, count, sparse);
    double low[4] = {kInfinity, kInfinity, kInfinity, kInfinity};
    double high[4] = {-kInfinity, -kInfinity, -kInfinity, -kInfinity};
    double blemish[4] = {0.0, 0.0, 0.0, 0.0};
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        for (std::size_t lane = 0; lane < 4; ++lane) {
            const double v = values[i + lane];
            low[lane] = v < low[lane] ? v : low[lane];
            high[lane] = v > high[lane] ? v : high[lane];
            blemish[lane] += v * 0.0;
        }
    }
    Extremes found = careful_extremes(values + i, count - i, sparse);
    for (std::size_t lane = 0; lane < 4; ++lane) {
        found.low = std::min(found.low, low[lane]);
        found.high = std::max(found.high, high[lane]);
    }
    const bool clean = !std::isnan(blemish[0] + blemish[1] + blemish[2] + blemish[3]);
    const bool no_infinity = found.low != -kInfinity && found.high != kInfinity;
    return clean || (sparse && no_infinity) ? found : careful_extremes(values, count, sparse);
}

/// The first (step 1) or last (step -1) number that is not NaN, or NaN.
double nearest_present(const double* values, std::size_t count, bool from_end) {
    for (std::size_t i = 0; i < count; ++i) {
        const double v = values[from_end ? count - 1 - i : i];
        if (!std::isnan(v)) return v;
    }
    return kNothing;
}

void extend(Bucket& bucket, const double* values, std::size_t count, bool sparse) {
    const Extremes found = extremes(values, count, sparse);
    // Adding +0 makes -0 into +0: which of two equal zeros came first must not show in the bits.
    if (found.low < bucket.low) bucket.low = found.low + 0.0;
    if (found.high > bucket.high) bucket.high = found.high + 0.0;
    bucket.non_finite += found.non_finite;
    if (!sparse) {
        if (bucket.count == 0) bucket.first = values[0];
        bucket.last = values[count - 1];
    } else if (found.low <= found.high || found.non_finite > 0) {
        if (std::isnan(bucket.first)) bucket.first = nearest_present(values, count, false);
        bucket.last = nearest_present(values, count, true);
    }
    bucket.count += static_cast<std::uint32_t>(count);
}

Bucket merged(const Bucket& a, const Bucket& b, bool sparse) {
    Bucket both;
    both.low = std::min(a.low, b.low);
    both.high = std::max(a.high, b.high);
    both.first = sparse && std::isnan(a.first) ? b.first : a.first;
    both.last = sparse && std::isnan(b.last) ? a.last : b.last;
    both.non_finite = a.non_finite + b.non_finite;
    both.count = a.count + b.count;
    return both;
}

}  // namespace

SeriesRecorder::SeriesRecorder(bool sparse, std::size_t most) : sparse_(sparse), most_(most) {
    TALWEG_CHECK(most >= 2 && most % 2 == 0);
    buckets_.reserve(most);
}

template <class Take>
void SeriesRecorder::grow(Step count, Take take) {
    steps_ += count;
    while (count > 0) {
        if (buckets_.empty() || buckets_.back().count == stride_) {
            if (buckets_.size() == most_) {
                for (std::size_t i = 0; i < most_ / 2; ++i) {
                    buckets_[i] = merged(buckets_[2 * i], buckets_[2 * i + 1], sparse_);
                }
                buckets_.resize(most_ / 2);
                stride_ *= 2;
            }
            buckets_.push_back(kEmptyBucket);
        }
        Bucket& bucket = buckets_.back();
        const Step taken = std::min<Step>(count, stride_ - bucket.count);
        take(bucket, static_cast<std::size_t>(taken));
        count -= taken;
    }
}

void SeriesRecorder::fold(const double* values, std::size_t count) {
    grow(count, [&](Bucket& bucket, std::size_t taken) {
        extend(bucket, values, taken, sparse_);
        values += taken;
    });
}

void SeriesRecorder::fold_same(double value, Step count) {
    grow(count, [&](Bucket& bucket, std::size_t taken) {
        const std::uint32_t before = bucket.non_finite;
        extend(bucket, &value, 1, sparse_);
        const auto others = static_cast<std::uint32_t>(taken - 1);
        bucket.non_finite += (bucket.non_finite - before) * others;
        bucket.count += others;
    });
}

void SeriesRecorder::truncate(Step steps) {
    if (steps >= steps_) return;
    TALWEG_CHECK(steps % stride_ == 0);
    buckets_.resize(steps / stride_);
    steps_ = steps;
}

void SeriesRecorder::reset() {
    buckets_.clear();
    stride_ = 1;
    steps_ = 0;
}

void SeriesRecorder::publish(BucketSeries& out, std::size_t limit, const double* values,
                             std::size_t count) const {
    TALWEG_CHECK(limit >= 2);
    const Step stride = std::max(stride_, published_stride(steps_ + count, limit));
    const std::size_t factor = stride / stride_;
    out.stride = stride;
    out.buckets.reserve(std::min(limit, most_));
    out.buckets.clear();
    for (std::size_t i = 0; i < buckets_.size(); i += factor) {
        Bucket bucket = buckets_[i];
        const std::size_t end = std::min(i + factor, buckets_.size());
        for (std::size_t j = i + 1; j < end; ++j) bucket = merged(bucket, buckets_[j], sparse_);
        out.buckets.push_back(bucket);
    }
    while (count > 0) {
        if (out.buckets.empty() || out.buckets.back().count == stride) out.buckets.push_back(kEmptyBucket);
        Bucket& bucket = out.buckets.back();
        const std::size_t taken = std::min<std::size_t>(count, stride - bucket.count);
        extend(bucket, values, taken, sparse_);
        values += taken;
        count -= taken;
    }
}

}  // namespace talweg
