// Recorded series made ready for drawing: a visible part, split at the cursor, thinned to pixel columns.
#pragma once

#include "core/history/series.h"
#include "core/history/step_map.h"

#include <vector>

namespace talweg {

/// Consecutive steps [first, last] and what they had. low > high: no finite value. first_value and last_value
/// may be NaN while others are not (a series with values at some steps only).
struct CurveItem {
    Step first = 0;
    Step last = 0;
    double low = 0.0;
    double high = 0.0;
    double first_value = 0.0;
    double last_value = 0.0;
};

/// The buckets that touch steps [from, to], and one more on each side so that lines enter and leave the plot.
std::vector<CurveItem> curve_items(const BucketSeries& series, Step from, Step to);

/// Steps [from, to] of one column of a window of exact values, one item a step, with a neighbour on each
/// side.
std::vector<CurveItem> curve_items(const SampleWindow& window, std::size_t column, Step from, Step to);

/// Exponential moving average of the buckets' values (the mean of first and last of each; with one step a
/// bucket that is the value itself), debiased: m <- weight m + (1 - weight) v, shown as m / (1 - weight^k).
/// weight in [0, 1). One value per bucket; NaN where a bucket has no finite value, which leaves m as it was.
std::vector<double> smoothed(const BucketSeries& series, double weight);

/// Cuts the item that holds `step` in two, so that one ends and the next begins there with `value`. Returns
/// the index of the first item after the cut (items.size() when all lie before).
std::size_t split_at(std::vector<CurveItem>& items, Step step, double value);

/// A line through exact values and, where columns hold more than two steps, the extremes of each column.
struct ThinCurve {
    std::vector<double> x, y;
    std::vector<double> band_x, band_low, band_high;
};

/// Where the steps of a run stand on the horizontal axis: evenly, or where a map has them.
struct StepScale {
    double per_unit = 1.0;  ///< steps in one unit
    double offset = 0.0;    ///< where step 0 stands
    const StepMap* map = nullptr;

    double x(double step) const { return map != nullptr ? map->at(step) : step / per_unit + offset; }
    /// The other way; may lie between two steps.
    double step(double x) const { return map != nullptr ? map->step_of(x) : (x - offset) * per_unit; }
};

/// How steps lie on the axis: `columns` pixels from x_low to x_high, evenly in x or in its logarithm (then
/// x_low > 0).
struct CurveColumns {
    double x_low = 0.0;
    double x_high = 1.0;
    std::size_t columns = 1;
    StepScale scale;
    bool logarithmic = false;
};

/// At most two points and one extreme per column: the cost of drawing follows pixels, not steps. Nothing is
/// lost but order: every value of an item lies between its column's extremes. Items without a finite value
/// are passed over.
ThinCurve thin_curve(const CurveItem* items, std::size_t count, const CurveColumns& columns);

}  // namespace talweg
