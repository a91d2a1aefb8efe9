// Everything that is kept of one run's steps: bounded for any number of them.
#include "core/history/run_recorder.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace talweg {
namespace {

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

}  // namespace

RunRecorder::RunRecorder(std::size_t parameters)
    : ring_(parameters, kRing), thetas_(parameters), plane_(parameters >= 2) {}

void RunRecorder::reserve(const RunState& state, bool rates) {
    extra_.reserve(state);
    layers_.reserve(state);
    if (size() > 0) rates = rates || ring_.at(kRate, size() - 1) != state.rate;
    if (rates && !rate_) rate_.emplace();
}

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
            train_differs_from_ =
                folded_ + static_cast<Step>(std::mismatch(loss, loss + count, train, same_bits).first - loss);
        }
        const double* validation = ring_.data(kValidationLoss, folded_);
        validation_loss_.fold(validation, count);
        if (validation_from_ == kNever) {
            const double* found =
                std::find_if(validation, validation + count, [](double value) { return !std::isnan(value); });
            if (found != validation + count)
                validation_from_ = folded_ + static_cast<Step>(found - validation);
        }
        fold_rate(ring_.data(kRate, folded_), count);
        if (plane_) path_.fold(ring_.data(kTheta, folded_), ring_.data(kTheta + 1, folded_), count);
        folded_ += count;
    }
    extra_.fold(end);
    layers_.fold(end);
}

void RunRecorder::fold_rate(const double* rates, std::size_t count) {
    if (folded_ == 0) first_rate_ = rates[0];
    if (rate_differs_from_ == kNever) {
        bool same = true;
        for (std::size_t i = 0; i < count; ++i) same = same & (rates[i] == first_rate_);
        if (same) return;
        const double* other =
            std::find_if(rates, rates + count, [this](double r) { return r != first_rate_; });
        rate_differs_from_ = folded_ + static_cast<Step>(other - rates);
        if (!rate_) rate_.emplace();
        rate_->reset();
        rate_->fold_same(first_rate_, folded_);
    }
    rate_->fold(rates, count);
}

void RunRecorder::time(double seconds) {
    if (timed() >= size()) return;
    if (timed() == 0) seconds_.fold_line(0.0, 0.0, 1);
    const double before = last_seconds_;
    last_seconds_ = std::max(seconds, before);
    seconds_.fold_line(before, last_seconds_, size() - timed());
}

void RunRecorder::truncate(Step size) {
    if (size >= ring_.end()) return;
    if (size < timed()) {
        StepMap known;
        seconds_.publish(known, StepMapRecorder::kMarks, timed() - 1, last_seconds_);
        last_seconds_ = size > 0 ? known.at(static_cast<double>(size - 1)) : 0.0;
        seconds_.truncate(size);
    }
    if (rate_differs_from_ >= size) rate_differs_from_ = kNever;
    if (rate_differs_from_ != kNever) rate_->truncate(size);
    extra_.truncate(size);
    layers_.truncate(size);
    thetas_.truncate(size);
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
    return loss_.stride() <= published_stride(size, kPublishedBuckets) && layers_.fine_enough(size);
}

void RunRecorder::reset() {
    ring_.restart(0);
    loss_.reset();
    train_loss_.reset();
    validation_loss_.reset();
    path_.reset();
    extra_.reset();
    layers_.reset();
    thetas_.reset();
    seconds_.reset();
    last_seconds_ = 0.0;
    folded_ = 0;
    rate_differs_from_ = kNever;
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

void RunRecorder::publish_rate(BucketSeries& out) {
    out.stride = 1;
    out.buckets.clear();
    if (size() < 2) return;
    fold();
    const double newest = ring_.at(kRate, size() - 1);
    if (rate_differs_from_ != kNever) {
        publish(*rate_, kRate, out);
    } else if (newest != first_rate_) {
        SeriesRecorder fresh;
        fresh.fold_same(first_rate_, size() - 1);
        publish(fresh, kRate, out);
    }
}

void RunRecorder::publish_penalty(BucketSeries& penalty, BucketSeries& data_loss) {
    penalty.buckets.clear();
    data_loss.buckets.clear();
    if (size() == 0) return;
    fold();
    extra_.publish_penalty(penalty, data_loss, kPublishedBuckets, size() - 1);
}

void RunRecorder::publish_evaluations(StepMap& out) {
    out.marks.clear();
    if (size() == 0) return;
    fold();
    extra_.publish_evaluations(out, kPublishedBuckets, size() - 1);
}

void RunRecorder::publish_layer_norms(std::vector<BucketSeries>& out) {
    if (size() == 0) {
        out.clear();
        return;
    }
    fold();
    layers_.publish(out, size() - 1);
}

void RunRecorder::publish_seconds(StepMap& out) const {
    seconds_.publish(out, kPublishedBuckets, timed() > 0 ? timed() - 1 : 0, last_seconds_);
}

void RunRecorder::publish_average(std::vector<double>& x, std::vector<double>& y, Step& last_step) {
    x.clear();
    y.clear();
    last_step = 0;
    if (size() == 0) return;
    fold();
    extra_.publish_average(x, y, last_step, size() - 1);
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
    const std::uint64_t rates = rate_ ? rate_->bytes() : 0;
    return ring_.bytes() + loss_.bytes() + train_loss_.bytes() + validation_loss_.bytes() + path_.bytes() +
           rates + extra_.bytes() + layers_.bytes() + thetas_.bytes() + seconds_.bytes();
}

}  // namespace talweg
