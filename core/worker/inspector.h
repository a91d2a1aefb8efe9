// Answers questions about steps that only checkpoints still know, without disturbing the training.
#pragma once

#include "core/history/sample_ring.h"
#include "core/worker/walker.h"

#include <atomic>
#include <optional>

namespace talweg {

/// Walks a trainer of its own from a checkpoint through the steps asked for, a little at a time.
class Inspector {
  public:
    /// A new question, in place of the last one. At most kLongest steps from `first` on. `walker` stands
    /// anywhere on the timeline.
    void ask(Step first, Step last, Walker walker);
    /// The answer was at hand.
    void answer(Step last, std::vector<SampleWindow> windows);
    /// The steps from `step` on are no longer what they were.
    void forget_from(Step step);
    void forget() { forget_from(0); }
    /// The steps before `step` cannot be walked again: a question that is still there stays without an
    /// answer.
    void give_up_before(Step step);

    bool busy() const { return walker_.has_value(); }
    /// Walks on by at most `steps`, fewer when `interrupt` turns true.
    void work(Step steps, const std::atomic<bool>& interrupt);

    /// One window a run; none when nothing was asked.
    const std::vector<SampleWindow>& windows() const { return windows_; }
    /// Changes with windows().
    std::uint64_t revision() const { return revision_; }
    std::uint64_t bytes() const;

    static constexpr std::size_t kLongest = 4096;

  private:
    void record();
    void finish();

    std::optional<Walker> walker_;
    Step first_ = 0;
    Step last_ = 0;
    Step answered_last_ = 0;
    std::vector<SampleRing> rings_;
    std::vector<SampleWindow> windows_;
    std::uint64_t revision_ = 0;
};

}  // namespace talweg
