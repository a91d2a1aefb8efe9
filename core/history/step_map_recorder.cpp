// Records a number that grows with the steps at so many of them as stay bounded.
#include "core/history/step_map_recorder.h"

#include "core/history/series.h"

#include <algorithm>

namespace talweg {

StepMapRecorder::StepMapRecorder() { marks_.reserve(kMarks); }

template <class Value>
void StepMapRecorder::grow(Step count, Value value) {
    const Step end = steps_ + count;
    for (Step next = marks_.size() * stride_; next < end; next = marks_.size() * stride_) {
        if (marks_.size() == kMarks) {
            for (std::size_t i = 0; i < kMarks / 2; ++i) marks_[i] = marks_[2 * i];
            marks_.resize(kMarks / 2);
            stride_ *= 2;
            continue;
        }
        marks_.push_back(value(next - steps_));
    }
    steps_ = end;
}

void StepMapRecorder::fold(const double* values, std::size_t count) {
    grow(count, [values](Step k) { return values[k]; });
}

void StepMapRecorder::fold_line(double from, double to, Step count) {
    const double slope = count > 0 ? (to - from) / static_cast<double>(count) : 0.0;
    grow(count, [=](Step k) { return from + slope * static_cast<double>(k + 1); });
}

void StepMapRecorder::truncate(Step steps) {
    if (steps >= steps_) return;
    marks_.resize(static_cast<std::size_t>((steps + stride_ - 1) / stride_));
    steps_ = steps;
}

void StepMapRecorder::reset() {
    marks_.clear();
    stride_ = 1;
    steps_ = 0;
}

void StepMapRecorder::publish(StepMap& out, std::size_t limit, Step last_step, double last) const {
    out.stride = std::max(stride_, published_stride(last_step + 1, limit));
    out.last_step = last_step;
    out.last = last;
    out.marks.clear();
    out.marks.reserve(limit);
    const auto factor = static_cast<std::size_t>(out.stride / stride_);
    for (std::size_t i = 0; i < marks_.size(); i += factor) out.marks.push_back(marks_[i]);
    if (out.marks.empty()) out.marks.push_back(last);
}

}  // namespace talweg
