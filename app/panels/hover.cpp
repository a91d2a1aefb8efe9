// The linked cursor: which step the pointer means, and asking for its exact numbers.
#include "app/panels/hover.h"

#include <algorithm>
#include <limits>

namespace talweg {
namespace {

constexpr Step kAround = 256;  // steps on either side of a hovered one: the pointer moves on

bool all_exact(const Snapshot& now, Step step) {
    for (const RunSnapshot& run : now.runs) {
        const auto sample = sample_at(run, std::min(step, run.end_step));
        if (sample && !sample->exact) return false;
    }
    return true;
}

}  // namespace

void DetailRequests::want(const Snapshot& now, Step first, Step last, Commands& commands) {
    const bool asked = first_ && generation_ == now.generation && *first_ <= first && last <= last_;
    if (asked || (all_exact(now, first) && all_exact(now, last))) return;
    first_ = first;
    last_ = last;
    generation_ = now.generation;
    commands.push_back(Inspect{first, last});
}

void DetailRequests::want_hover(const Snapshot& now, const std::optional<Hover>& hover, Commands& commands) {
    if (!hover || all_exact(now, hover->step)) return;
    if (first_ && generation_ == now.generation && *first_ <= hover->step && hover->step <= last_) return;
    const Step first = hover->step > kAround ? hover->step - kAround : 0;
    want(now, first, std::min(now.head, hover->step + kAround), commands);
}

std::optional<Step> nearest_path_step(const Track& path, double x, double y, double x_scale, double y_scale) {
    double best = std::numeric_limits<double>::infinity();
    std::optional<Step> found;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const double dx = (path.x[i] - x) * x_scale;
        const double dy = (path.y[i] - y) * y_scale;
        const double distance = dx * dx + dy * dy;
        if (!(distance < best)) continue;
        best = distance;
        found = path.steps[i];
    }
    return found;
}

}  // namespace talweg
