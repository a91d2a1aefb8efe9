// The newest value from one thread to another; neither ever waits.
#pragma once

#include <array>
#include <atomic>

namespace talweg {

/// Three preallocated slots and one atomic index. One thread writes back() and publishes; one other refreshes
/// and reads front(), which stays the same until its next refresh.
template <class T>
class Mailbox {
  public:
    /// Writer: the slot to fill. It holds an older value of the writer's, so that its memory is used again.
    T& back() { return slots_[back_]; }
    /// Writer: hands the back slot over.
    void publish() { back_ = shared_.exchange(back_ | kFresh, std::memory_order_acq_rel) & kIndex; }
    /// Writer: true when the last published value has not been taken yet.
    bool waiting() const { return (shared_.load(std::memory_order_relaxed) & kFresh) != 0; }

    /// Reader: takes the newest value, if there is one.
    bool refresh() {
        if (!waiting()) return false;
        front_ = shared_.exchange(front_, std::memory_order_acq_rel) & kIndex;
        return true;
    }
    /// Reader: the value last taken.
    const T& front() const { return slots_[front_]; }

  private:
    static constexpr unsigned kFresh = 4;
    static constexpr unsigned kIndex = 3;
    std::array<T, 3> slots_{};
    alignas(64) unsigned back_ = 0;
    alignas(64) std::atomic<unsigned> shared_{1};
    alignas(64) unsigned front_ = 2;
};

}  // namespace talweg
