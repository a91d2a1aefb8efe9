// One recorded number per step for 10^9 steps in bounded memory: buckets of extremes, and the last steps
// exactly.
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <span>
#include <vector>

namespace talweg {

/// What `stride` consecutive steps had: nothing between them is lost but order. low > high: no finite value.
struct Bucket {
    double low;
    double high;
    double first;
    double last;
    std::uint32_t non_finite;
    std::uint32_t count;  ///< steps in it, non-finite ones included; below stride only in the last bucket
};

/// In a series that has no number at some steps (a train loss once an epoch) those steps are passed over: a
/// bucket with low > high and non_finite 0 is a step without a number, not a gap.
/// Buckets as published: bucket i covers steps [i * stride, i * stride + count).
struct BucketSeries {
    Step stride = 1;
    std::vector<Bucket> buckets;
};

/// Exact values of steps [first, first + count), column by column in the order of `Column` below; a column's
/// values are contiguous: values[column * capacity + (step - first)].
struct SampleWindow {
    Step first = 0;
    std::size_t count = 0;
    std::size_t capacity = 0;
    std::size_t columns = 0;
    std::vector<double> values;

    std::span<const double> column(std::size_t index) const {
        return std::span<const double>(values).subspan(index * capacity, count);
    }
    bool has(Step step) const { return step >= first && step < first + count; }
};

/// The order of recorded columns; theta_0, theta_1, … follow, at most kRecordedParameters of them.
enum Column : std::size_t { kRate, kLoss, kTrainLoss, kValidationLoss, kGradientNorm, kTheta };

/// The smallest power of two that divides `steps` steps into at most `limit` pieces (limit > 0).
constexpr Step published_stride(Step steps, std::size_t limit) {
    Step stride = 1;
    while (steps > stride * limit) stride *= 2;
    return stride;
}

/// theta is recorded up to this many parameters (as history.csv has it).
inline constexpr std::size_t kRecordedParameters = 16;

}  // namespace talweg
