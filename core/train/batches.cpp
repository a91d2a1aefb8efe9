// Which samples each step sees.
#include "core/train/batches.h"

#include "core/base/random.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace talweg {

Batches::Batches(std::uint64_t seed, std::uint64_t samples, BatchRule rule)
    : seed_(seed),
      samples_(samples),
      batch_(rule.size),
      replacement_(rule.replacement),
      full_(rule.size == 0 || (rule.size >= samples && !rule.replacement)),
      used_(samples) {
    if (full_) {
        batch_ = samples_;
        return;
    }
    batch_ = std::min(batch_, samples_);
    steps_per_epoch_ = rule.drop_last ? samples_ / batch_ : (samples_ + batch_ - 1) / batch_;
    if (rule.drop_last) used_ = steps_per_epoch_ * batch_;
    order_.resize(samples_);
}

// Without replacement: Fisher and Yates, from the identity. Either way the order depends on nothing but seed
// and epoch.
void Batches::draw(std::uint64_t epoch) {
    Random random(seed_, Stream::batch, epoch);
    drawn_epoch_ = epoch;
    if (replacement_) {
        for (Index& each : order_) each = static_cast<Index>(random.below(samples_));
        return;
    }
    std::iota(order_.begin(), order_.end(), Index{0});
    for (std::size_t i = order_.size(); i > 1; --i) {
        std::swap(order_[i - 1], order_[static_cast<std::size_t>(random.below(i))]);
    }
}

std::span<const Index> Batches::rows(Step step) {
    if (full_) return {};
    const std::uint64_t epoch = step / steps_per_epoch_;
    if (epoch != drawn_epoch_) draw(epoch);
    const std::uint64_t first = (step - epoch * steps_per_epoch_) * batch_;
    const std::uint64_t count = std::min(batch_, samples_ - first);
    return std::span<const Index>(order_).subspan(first, count);
}

double Batches::epoch(Step step) const {
    if (full_) return static_cast<double>(step);
    const std::uint64_t whole = step / steps_per_epoch_;
    const std::uint64_t seen = (step - whole * steps_per_epoch_) * batch_;
    return static_cast<double>(whole) + static_cast<double>(seen) / static_cast<double>(used_);
}

}  // namespace talweg
