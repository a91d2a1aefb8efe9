// Where an axis has marks, and what stands beside them.
#pragma once

#include "app/plot/figure.h"
#include "app/plot/painter.h"

#include <string>
#include <vector>

namespace talweg {

struct Tick {
    double value;
    std::string label;  ///< empty: a minor tick
};

struct Ticks {
    std::vector<Tick> ticks;
    /// What to add to (and multiply by) the labels, written once at the axis' end when the range is tiny
    /// against its values: "+100" or "×10⁻⁹ + 1".
    std::string offset;
};

/// Ticks inside the range for an axis `pixels` long. Linear: integers times a step of 1, 2 or 5 powers of
/// ten, about one per `spacing` px, no drift, no "-0". Log: decades, 2…9 as minors; labels within one decade
/// too.
Ticks make_ticks(const Axis& axis, Range range, double pixels, double spacing);

/// Drops labels until none touch: `horizontal` axes compare widths, others heights.
void thin_labels(Ticks& ticks, const class AxisMap& map, const TextMeasure& measure, double size,
                 bool horizontal);

/// 10⁻⁸, 0.01, 2,000: how a tick of that value is written when neighbours are `step` apart.
std::string tick_label(double value, double step, bool grouped);

}  // namespace talweg
