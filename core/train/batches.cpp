// Which samples each step sees.
#include "core/train/batches.h"

#include "core/base/random.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace talweg {

Batches::Batches(std::uint64_t seed, std::uint64_t samples, std::uint64_t batch)
    : seed_(seed), samples_(samples), batch_(batch), full_(batch == 0 || batch >= samples) {
    if (full_) {
        batch_ = samples_;
        return;
    }
    steps_per_epoch_ = (samples_ + batch_ - 1) / batch_;
    order_.resize(samples_);
}

// Fisher and Yates, from the identity: the order depends on nothing but seed and epoch.
void Batches::shuffle(std::uint64_t epoch) {
    std::iota(order_.begin(), order_.end(), Index{0});
    Random random(seed_, Stream::batch, epoch);
    for (std::size_t i = order_.size(); i > 1; --i) {
        std::swap(order_[i - 1], order_[static_cast<std::size_t>(random.below(i))]);
    }
    shuffled_epoch_ = epoch;
}

std::span<const Index> Batches::rows(Step step) {
    if (full_) return {};
    const std::uint64_t epoch = step / steps_per_epoch_;
    if (epoch != shuffled_epoch_) shuffle(epoch);
    const std::uint64_t first = (step - epoch * steps_per_epoch_) * batch_;
    const std::uint64_t count = std::min(batch_, samples_ - first);
    return std::span<const Index>(order_).subspan(first, count);
}

double Batches::epoch(Step step) const {
    if (full_) return static_cast<double>(step);
    const std::uint64_t whole = step / steps_per_epoch_;
    const std::uint64_t seen = (step - whole * steps_per_epoch_) * batch_;
    return static_cast<double>(whole) + static_cast<double>(seen) / static_cast<double>(samples_);
}

}  // namespace talweg
