// Linear, logarithmic and symmetric logarithmic axes.
#include "app/plot/scale.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kLargest = 1e300;
constexpr double kSmallest = 1e-300;

/// Whether doubles still tell the pixels of such a range apart, and nothing overflows.
bool usable(Scale scale, Range r) {
    if (!std::isfinite(r.low) || !std::isfinite(r.high) || !(r.low < r.high)) return false;
    if (std::max(std::fabs(r.low), std::fabs(r.high)) > kLargest) return false;
    if (scale == Scale::log10 && r.low < kSmallest) return false;
    const double largest = std::max(std::fabs(r.low), std::fabs(r.high));
    return r.span() >= std::max(kSmallest, largest * 2e-12);
}

}  // namespace

AxisMap::AxisMap(Scale scale, Range range, double pixel_low, double pixel_high, double symlog_constant)
    : scale_(scale), range_(range), constant_(symlog_constant), pixel_low_(pixel_low) {
    TALWEG_CHECK(std::isfinite(range.low) && std::isfinite(range.high) && range.low < range.high);
    TALWEG_CHECK(scale != Scale::log10 || range.low > 0.0);
    TALWEG_CHECK(scale != Scale::symlog || symlog_constant > 0.0);
    warped_low_ = warp(range.low);
    const double warped_span = warp(range.high) - warped_low_;
    pixels_per_unit_ = warped_span > 0.0 ? (pixel_high - pixel_low) / warped_span : 0.0;
}

// Symlog is v / c inside ± c and ± (1 + ln(|v| / c)) outside: value and slope are continuous at ± c.
double AxisMap::warp(double value) const {
    switch (scale_) {
        case Scale::linear:
            return value;
        case Scale::log10:
            return value > 0.0 ? std::log10(value) : kNan;
        case Scale::symlog: {
            const double ratio = std::fabs(value) / constant_;
            return ratio > 1.0 ? std::copysign(1.0 + std::log(ratio), value) : value / constant_;
        }
    }
    return value;
}

double AxisMap::unwarp(double value) const {
    switch (scale_) {
        case Scale::linear:
            return value;
        case Scale::log10:
            return std::pow(10.0, value);
        case Scale::symlog: {
            const double size = std::fabs(value);
            return size > 1.0 ? std::copysign(constant_ * std::exp(size - 1.0), value) : value * constant_;
        }
    }
    return value;
}

double AxisMap::to_value(double pixel) const {
    if (pixels_per_unit_ == 0.0) return range_.low;
    return unwarp(warped_low_ + (pixel - pixel_low_) / pixels_per_unit_);
}

Range AxisMap::panned(double pixels) const {
    if (pixels_per_unit_ == 0.0 || !std::isfinite(pixels)) return range_;
    const double shift = pixels / pixels_per_unit_;
    const Range moved{unwarp(warped_low_ - shift), unwarp(warp(range_.high) - shift)};
    return usable(scale_, moved) ? moved : range_;
}

Range AxisMap::zoomed(double pixel, double factor) const {
    if (pixels_per_unit_ == 0.0 || !std::isfinite(pixel) || !(factor > 0.0) || !std::isfinite(factor)) {
        return range_;
    }
    const double at = warped_low_ + (pixel - pixel_low_) / pixels_per_unit_;
    const Range near{unwarp(at + (warped_low_ - at) / factor),
                     unwarp(at + (warp(range_.high) - at) / factor)};
    return usable(scale_, near) ? near : range_;
}

}  // namespace talweg
