// Sums over eight lanes: number i always goes to lane i mod 8, and the lanes are always joined the same way.
#include "core/base/sum.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Index kLanes = 8;

double join(const double (&lane)[kLanes]) {
    return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

}  // namespace

double sum(const double* values, Index n) {
    double lane[kLanes] = {};
    Index i = 0;
    for (; i + kLanes <= n; i += kLanes) {
        for (Index j = 0; j < kLanes; ++j) lane[j] += values[i + j];
    }
    for (Index j = 0; i + j < n; ++j) lane[j] += values[i + j];
    return join(lane);
}

double dot(const double* a, const double* b, Index n) {
    // A line's two parameters, met at every step: the same bits without the empty lanes.
    if (n == 2) return (0.0 + a[0] * b[0]) + (0.0 + a[1] * b[1]);
    double lane[kLanes] = {};
    Index i = 0;
    for (; i + kLanes <= n; i += kLanes) {
        for (Index j = 0; j < kLanes; ++j) lane[j] += a[i + j] * b[i + j];
    }
    for (Index j = 0; i + j < n; ++j) lane[j] += a[i + j] * b[i + j];
    return join(lane);
}

double squared_norm(const double* values, Index n) { return dot(values, values, n); }

double norm(const double* values, Index n) {
    const double square = squared_norm(values, n);
    if (std::isfinite(square)) return std::sqrt(square);
    double largest = 0.0;
    for (Index i = 0; i < n; ++i) {
        if (!std::isfinite(values[i])) return std::abs(values[i]);
        largest = std::max(largest, std::abs(values[i]));
    }
    double scaled = 0.0;
    for (Index i = 0; i < n; ++i) scaled += (values[i] / largest) * (values[i] / largest);
    return largest * std::sqrt(scaled);
}

}  // namespace talweg
