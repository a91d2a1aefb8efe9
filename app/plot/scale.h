// From numbers to pixels and back, for one axis.
#pragma once

#include "app/plot/figure.h"

namespace talweg {

/// Doubles throughout; the caller casts last. Built once per axis and frame.
class AxisMap {
  public:
    AxisMap() = default;
    /// `range` must be finite, low < high, and > 0 for log10. pixel_low is where range.low lies (for y: the
    /// bottom).
    AxisMap(Scale scale, Range range, double pixel_low, double pixel_high, double symlog_constant = 1.0);

    /// NaN for NaN, and for values <= 0 on a log axis. May lie far outside the plot.
    double to_pixel(double value) const {
        // Here rather than in scale.cpp: paths have tens of thousands of points, and most axes are linear.
        const double warped = scale_ == Scale::linear ? value : warp(value);
        return pixel_low_ + (warped - warped_low_) * pixels_per_unit_;
    }
    double to_value(double pixel) const;
    Scale scale() const { return scale_; }
    Range range() const { return range_; }

    /// The range after moving the plot by `pixels` (drag to the right: positive x).
    Range panned(double pixels) const;
    /// The range after zooming by `factor` (> 1: closer) about the value under `pixel`. Stops at the limits
    /// of double's resolution and at 1e-300 and 1e300.
    Range zoomed(double pixel, double factor) const;

  private:
    double warp(double value) const;
    double unwarp(double value) const;

    Scale scale_ = Scale::linear;
    Range range_{0.0, 1.0};
    double constant_ = 1.0;
    double warped_low_ = 0.0;
    double pixels_per_unit_ = 1.0;
    double pixel_low_ = 0.0;
};

}  // namespace talweg
