// The check of all numbers on a thread of its own, so that the window goes on meanwhile.
#pragma once

#include "core/study/self_check.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace talweg {

/// What has come of a check.
struct SelfCheckResult {
    std::vector<CheckRow> rows;
    std::string error;  ///< why there are none; empty: none
};

class SelfCheckWorker {
  public:
    ~SelfCheckWorker() { stop(); }

    /// Begins a check against the reference paths in a folder, in place of an earlier one.
    void start(std::filesystem::path references);
    /// Tells one under way to end and does not wait: it does within one path or one gradient.
    void give_up() { stopped_ = true; }
    /// Whether one is under way that was not told to end.
    bool running() const { return running_ && !stopped_; }
    /// Ends one under way and waits for that.
    void stop();
    /// The result, once there is one; stays until the next start().
    std::optional<SelfCheckResult> result() const;

  private:
    std::thread thread_;
    std::atomic<bool> stopped_{false};
    std::atomic<bool> running_{false};
    mutable std::mutex mutex_;
    std::optional<SelfCheckResult> result_;
};

}  // namespace talweg
