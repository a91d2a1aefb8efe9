// Records a way through the plane of two parameters in a bounded number of points.
#include "core/history/path_recorder.h"

#include "core/history/series.h"

#include <algorithm>

namespace talweg {
namespace {

void drop_every_second(std::vector<double>& values) {
    const std::size_t kept = values.size() / 2;
    for (std::size_t i = 0; i < kept; ++i) values[i] = values[2 * i];
    values.resize(kept);
}

}  // namespace

PathRecorder::PathRecorder() {
    x_.reserve(kPoints);
    y_.reserve(kPoints);
}

void PathRecorder::fold(const double* x, const double* y, std::size_t count) {
    const Step end = steps_ + count;
    for (;;) {
        const Step next = x_.size() * stride_;
        if (next >= end) break;
        if (x_.size() == kPoints) {
            drop_every_second(x_);
            drop_every_second(y_);
            stride_ *= 2;
            continue;
        }
        x_.push_back(x[next - steps_]);
        y_.push_back(y[next - steps_]);
    }
    steps_ = end;
}

Step PathRecorder::publish(std::vector<double>& x, std::vector<double>& y, std::size_t limit) const {
    const Step stride = std::max(stride_, published_stride(steps_, limit - 1));
    const std::size_t factor = stride / stride_;
    x.clear();
    y.clear();
    for (std::size_t i = 0; i < x_.size(); i += factor) {
        x.push_back(x_[i]);
        y.push_back(y_[i]);
    }
    return stride;
}

void PathRecorder::truncate(Step steps) {
    if (steps >= steps_) return;
    const std::size_t kept = std::min<std::size_t>(x_.size(), (steps + stride_ - 1) / stride_);
    x_.resize(kept);
    y_.resize(kept);
    steps_ = steps;
}

void PathRecorder::reset() {
    x_.clear();
    y_.clear();
    stride_ = 1;
    steps_ = 0;
}

}  // namespace talweg
