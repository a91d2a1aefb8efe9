// Everything that is kept of one run's steps: bounded for any number of them.
#include "core/history/run_recorder.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace talweg {

RunRecorder::RunRecorder(std::size_t parameters) : ring_(parameters, kRing), plane_(parameters >= 2) {}

void RunRecorder::fold() {
    if (ring_.end() == 0) return;
    const Step end = ring_.end() - 1;
    while (folded_ < end) {
        const std::size_t count = ring_.piece(folded_, end);
        const double* loss = ring_.data(kLoss, folded_);
        const double* train = ring_.data(kTrainLoss, folded_);
        loss_.fold(loss, count);
        train_loss_.fold(train, count);
        if (train_differs_from_ == kNever && std::memcmp(loss, train, count * sizeof(double)) != 0) {
            const auto same = [](double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; };
            train_differs_from_ =
                folded_ + static_cast<Step>(std::mismatch(loss, loss + count, train, same).first - loss);
        }
        const double* validation = ring_.data(kValidationLoss, folded_);
        validation_loss_.fold(validation, count);
        if (validation_from_ == kNever) {
            const double* found =
                std::find_if(validation, validation + count, [](double value) { return !std::isnan(value); });
            if (found != validation + count)
                validation_from_ = folded_ + static_cast<Step>(found - validation);
        }
        if (plane_) path_.fold(ring_.data(kTheta, folded_), ring_.data(kTheta + 1, folded_), count);
        folded_ += count;
    }
}

void RunRecorder::truncate(Step size) {
    if (size >= ring_.end()) return;
    loss_.truncate(size);
    train_loss_.truncate(size);
    validation_loss_.truncate(size);
    path_.truncate(size);
    folded_ = std::min(folded_, size);
    if (train_differs_from_ >= size) train_differs_from_ = kNever;
    if (validation_from_ >= size) validation_from_ = kNever;
    ring_.truncate(size);
}

bool RunRecorder::fine_enough(Step size) const {
    return loss_.stride() <= published_stride(size, kPublishedBuckets);
}

void RunRecorder::reset() {
    ring_.restart(0);
    loss_.reset();
    train_loss_.reset();
    validation_loss_.reset();
    path_.reset();
    folded_ = 0;
    train_differs_from_ = kNever;
    validation_from_ = kNever;
}

void RunRecorder::publish(const SeriesRecorder& series, Column column, BucketSeries& out) const {
    const Step newest = ring_.end() - 1;
    series.publish(out, kPublishedBuckets, ring_.data(column, newest), 1);
}

void RunRecorder::publish_loss(BucketSeries& out) {
    out.stride = 1;
    out.buckets.clear();
    if (size() == 0) return;
    fold();
    publish(loss_, kLoss, out);
}

void RunRecorder::publish_train_loss(BucketSeries& out) {
    out.stride = 1;
    out.buckets.clear();
    if (size() == 0) return;
    fold();
    const double newest[2] = {ring_.at(kLoss, size() - 1), ring_.at(kTrainLoss, size() - 1)};
    if (train_differs_from_ == kNever && std::memcmp(&newest[0], &newest[1], sizeof(double)) == 0) return;
    publish(train_loss_, kTrainLoss, out);
}

void RunRecorder::publish_validation_loss(BucketSeries& out) {
    out.stride = 1;
    out.buckets.clear();
    if (size() == 0) return;
    fold();
    if (validation_from_ == kNever && std::isnan(ring_.at(kValidationLoss, size() - 1))) return;
    publish(validation_loss_, kValidationLoss, out);
}

void RunRecorder::publish_path(std::vector<double>& x, std::vector<double>& y, Step& last_step) {
    x.clear();
    y.clear();
    last_step = 0;
    if (!plane_ || size() == 0) return;
    fold();
    x.reserve(path_.x().capacity() + 1);
    y.reserve(path_.y().capacity() + 1);
    x.assign(path_.x().begin(), path_.x().end());
    y.assign(path_.y().begin(), path_.y().end());
    last_step = size() - 1;
    x.push_back(ring_.at(kTheta, last_step));
    y.push_back(ring_.at(kTheta + 1, last_step));
}

std::uint64_t RunRecorder::bytes() const {
    return ring_.bytes() + loss_.bytes() + train_loss_.bytes() + validation_loss_.bytes() + path_.bytes();
}

}  // namespace talweg
