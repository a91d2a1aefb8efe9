// What only some runs have beside their losses.
#include "core/history/extra_recorder.h"

#include <algorithm>
#include <cmath>

namespace talweg {

ExtraRecorder::ExtraRecorder() : waiting_(kRows * kWaiting) {}

void ExtraRecorder::reserve(const RunState& state) {
    if (state.average.size() >= 2 && !average_) average_.emplace();
    if (std::isnan(state.penalty)) return;
    if (!penalty_) penalty_.emplace(true);
    if (!data_loss_) data_loss_.emplace(true);
}

void ExtraRecorder::fold(Step end) {
    while (folded_ < end) {
        const auto room = static_cast<Step>(kWaiting - (folded_ & (kWaiting - 1)));
        const auto count = static_cast<std::size_t>(std::min(end - folded_, room));
        fold_evaluations(row(kEvaluations, folded_), count);
        fold_penalty(row(kPenalty, folded_), row(kDataLoss, folded_), count);
        if (averages_) {
            if (!average_) average_.emplace();
            average_->fold(row(kAverageX, folded_), row(kAverageY, folded_), count);
        }
        folded_ += count;
    }
}

void ExtraRecorder::fold_evaluations(const double* values, std::size_t count) {
    evaluations_.fold(values, count);
    if (evaluations_differ_from_ != kNever) return;
    const auto first = static_cast<double>(folded_ + 1);
    bool plain = true;
    for (std::size_t i = 0; i < count; ++i) plain = plain & (values[i] == first + static_cast<double>(i));
    if (plain) return;
    std::size_t at = 0;
    while (values[at] == first + static_cast<double>(at)) ++at;
    evaluations_differ_from_ = folded_ + at;
}

void ExtraRecorder::fold_penalty(const double* penalty, const double* data_loss, std::size_t count) {
    if (penalty_from_ == kNever) {
        const double* found =
            std::find_if(penalty, penalty + count, [](double value) { return !std::isnan(value); });
        if (found == penalty + count) return;
        penalty_from_ = folded_ + static_cast<Step>(found - penalty);
        for (auto* series : {&penalty_, &data_loss_}) {
            if (!*series) series->emplace(true);
            (*series)->reset();
            (*series)->fold_same(kAbsent, folded_);
        }
    }
    penalty_->fold(penalty, count);
    data_loss_->fold(data_loss, count);
}

void ExtraRecorder::truncate(Step size) {
    evaluations_.truncate(size);
    if (evaluations_differ_from_ >= size) evaluations_differ_from_ = kNever;
    if (penalty_from_ >= size) {
        penalty_from_ = kNever;
    } else {
        penalty_->truncate(size);
        data_loss_->truncate(size);
    }
    if (average_) average_->truncate(size);
    folded_ = std::min(folded_, size);
}

void ExtraRecorder::reset() {
    evaluations_.reset();
    if (average_) average_->reset();
    averages_ = false;
    folded_ = 0;
    evaluations_differ_from_ = penalty_from_ = kNever;
}

void ExtraRecorder::publish_evaluations(StepMap& out, std::size_t limit, Step newest) const {
    out.marks.clear();
    const double last = *row(kEvaluations, newest);
    if (evaluations_differ_from_ == kNever && last == static_cast<double>(newest + 1)) return;
    evaluations_.publish(out, limit, newest, last);
}

void ExtraRecorder::publish_penalty(BucketSeries& penalty, BucketSeries& data_loss, std::size_t limit,
                                    Step newest) const {
    penalty.buckets.clear();
    data_loss.buckets.clear();
    const double* last = row(kPenalty, newest);
    const double* last_loss = row(kDataLoss, newest);
    if (penalty_from_ != kNever) {
        penalty_->publish(penalty, limit, last, 1);
        data_loss_->publish(data_loss, limit, last_loss, 1);
    } else if (!std::isnan(*last)) {
        SeriesRecorder fresh(true);
        fresh.fold_same(kAbsent, newest);
        fresh.publish(penalty, limit, last, 1);
        fresh.publish(data_loss, limit, last_loss, 1);
    }
}

void ExtraRecorder::publish_average(std::vector<double>& x, std::vector<double>& y, Step& last_step,
                                    Step newest) const {
    x.clear();
    y.clear();
    last_step = 0;
    if (!averages_) return;
    if (average_) {
        x.reserve(average_->x().capacity() + 1);
        y.reserve(average_->y().capacity() + 1);
        x.assign(average_->x().begin(), average_->x().end());
        y.assign(average_->y().begin(), average_->y().end());
    }
    last_step = newest;
    x.push_back(*row(kAverageX, newest));
    y.push_back(*row(kAverageY, newest));
}

std::uint64_t ExtraRecorder::bytes() const {
    std::uint64_t bytes = waiting_.capacity() * sizeof(double) + evaluations_.bytes();
    for (const auto* series : {&penalty_, &data_loss_}) {
        if (*series) bytes += (*series)->bytes();
    }
    return average_ ? bytes + average_->bytes() : bytes;
}

}  // namespace talweg
