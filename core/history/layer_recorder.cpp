// The gradient's norm in each layer of one run, over all its steps.
#include "core/history/layer_recorder.h"

#include <algorithm>

namespace talweg {

void LayerRecorder::make(std::size_t layers) {
    if (layers == series_.size()) return;
    waiting_.assign(layers * kWaiting, 0.0);
    series_.clear();
    series_.reserve(layers);
    while (series_.size() < layers) series_.emplace_back(false, kBuckets);
    folded_ = 0;
}

void LayerRecorder::fold(Step end) {
    while (!series_.empty() && folded_ < end) {
        const Step start = folded_ & (kWaiting - 1);
        const auto count = static_cast<std::size_t>(std::min<Step>(end - folded_, kWaiting - start));
        const double* row = waiting_.data() + start;
        for (SeriesRecorder& series : series_) {
            series.fold(row, count);
            row += kWaiting;
        }
        folded_ += count;
    }
}

void LayerRecorder::truncate(Step size) {
    for (SeriesRecorder& series : series_) series.truncate(size);
    folded_ = std::min(folded_, size);
}

void LayerRecorder::reset() {
    for (SeriesRecorder& series : series_) series.reset();
    folded_ = 0;
}

void LayerRecorder::publish(std::vector<BucketSeries>& out, Step newest) const {
    out.resize(series_.size());
    const double* last = waiting_.data() + (newest & (kWaiting - 1));
    for (std::size_t i = 0; i < series_.size(); ++i, last += kWaiting) {
        series_[i].publish(out[i], kPublished, last, 1);
    }
}

std::uint64_t LayerRecorder::bytes() const {
    std::uint64_t bytes = waiting_.capacity() * sizeof(double);
    for (const SeriesRecorder& series : series_) bytes += series.bytes();
    return bytes;
}

}  // namespace talweg
