// Answers questions about steps that only checkpoints still know, without disturbing the training.
#include "core/worker/inspector.h"

namespace talweg {

void Inspector::ask(Step first, Step last, Walker walker) {
    first_ = first;
    last_ = last - first < kLongest ? last : first + kLongest - 1;
    walker_.emplace(std::move(walker));
    walker_->rewind(first);
    rings_.clear();
    for (std::size_t run = 0; run < walker_->run_count(); ++run) {
        rings_.emplace_back(static_cast<std::size_t>(walker_->state(run).theta.size()), kLongest);
    }
    record();
}

void Inspector::record() {
    for (std::size_t run = 0; run < rings_.size(); ++run) {
        const RunState& state = walker_->state(run);
        SampleRing& ring = rings_[run];
        if (state.step < first_ || state.step > last_) continue;
        if (ring.end() == ring.first()) ring.restart(state.step);
        if (state.step == ring.end()) ring.push(state);
    }
}

void Inspector::work(Step steps, const std::atomic<bool>& interrupt) {
    for (Step i = 0; i < steps && walker_->step() < last_; ++i) {
        if (interrupt.load(std::memory_order_relaxed)) return;
        if (!walker_->advance()) return finish();
        record();
    }
    if (walker_->step() >= last_) finish();
}

void Inspector::finish() {
    std::vector<SampleWindow> windows(rings_.size());
    for (std::size_t run = 0; run < rings_.size(); ++run) {
        const SampleRing& ring = rings_[run];
        ring.copy(ring.first(), ring.end() - ring.first(), kLongest, windows[run]);
    }
    answer(last_, std::move(windows));
}

void Inspector::answer(Step last, std::vector<SampleWindow> windows) {
    walker_.reset();
    rings_.clear();
    rings_.shrink_to_fit();
    answered_last_ = last;
    windows_ = std::move(windows);
    revision_ = next_revision();
}

void Inspector::forget_from(Step step) {
    if (walker_ && step <= last_) {
        walker_.reset();
        rings_.clear();
    }
    if (!windows_.empty() && step <= answered_last_) {
        windows_.clear();
        revision_ = next_revision();
    }
}

void Inspector::give_up_before(Step step) {
    if (!walker_ || walker_->step() >= step) return;
    walker_.reset();
    rings_.clear();
}

std::uint64_t Inspector::bytes() const {
    std::uint64_t bytes = 0;
    for (const SampleRing& ring : rings_) bytes += ring.bytes();
    for (const SampleWindow& window : windows_) bytes += window.values.capacity() * sizeof(double);
    return bytes;
}

}  // namespace talweg
