// Records a way through the plane of two parameters in a bounded number of points.
#include "core/history/path_recorder.h"

#include "core/history/path_steps.h"

#include <algorithm>

namespace talweg {

PathRecorder::PathRecorder() {
    constexpr Step kEnough = Step{1} << 40;
    x_.reserve(kept_below(kEnough));
    y_.reserve(kept_below(kEnough));
}

void PathRecorder::fold(const double* x, const double* y, std::size_t count) {
    const Step end = steps_ + count;
    for (Step next = kept_step(x_.size()); next < end; next = kept_step(x_.size())) {
        x_.push_back(x[next - steps_]);
        y_.push_back(y[next - steps_]);
    }
    steps_ = end;
}

void PathRecorder::truncate(Step steps) {
    if (steps >= steps_) return;
    const std::size_t kept = std::min(x_.size(), kept_below(steps));
    x_.resize(kept);
    y_.resize(kept);
    steps_ = steps;
}

void PathRecorder::reset() {
    x_.clear();
    y_.clear();
    steps_ = 0;
}

}  // namespace talweg
