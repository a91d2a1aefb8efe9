// A number that grows with the steps of a run, as published.
#include "core/history/step_map.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

struct Segment {
    double from_step, to_step;
    double from, to;
};

/// From mark `index` to the next one, or to the last step.
Segment segment_of(const StepMap& map, std::size_t index) {
    const auto stride = static_cast<double>(map.stride);
    const double begin = static_cast<double>(index) * stride;
    if (index + 1 < map.marks.size()) return {begin, begin + stride, map.marks[index], map.marks[index + 1]};
    return {begin, std::max(begin, static_cast<double>(map.last_step)), map.marks[index], map.last};
}

/// y of x on the line through two points; `otherwise` where they are one above the other.
double on_line(double x, double x0, double x1, double y0, double y1, double otherwise) {
    return x1 > x0 ? y0 + (y1 - y0) * ((x - x0) / (x1 - x0)) : otherwise;
}

}  // namespace

double StepMap::at(double step) const {
    if (step >= static_cast<double>(last_step)) return last;
    if (!(step > 0.0)) return marks.front();
    const auto index = static_cast<std::size_t>(step / static_cast<double>(stride));
    const Segment segment = segment_of(*this, std::min(index, marks.size() - 1));
    return on_line(step, segment.from_step, segment.to_step, segment.from, segment.to, segment.to);
}

double StepMap::step_of(double value) const {
    if (value >= last) return static_cast<double>(last_step);
    if (!(value > marks.front())) return 0.0;
    const auto above = std::upper_bound(marks.begin(), marks.end(), value);
    const Segment segment = segment_of(*this, static_cast<std::size_t>(above - marks.begin()) - 1);
    return on_line(value, segment.from, segment.to, segment.from_step, segment.to_step, segment.from_step);
}

}  // namespace talweg
