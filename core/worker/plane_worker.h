// The thread that predicts over a plane: the newest question coarse at once, then finer.
#pragma once

#include "core/worker/mailbox.h"
#include "core/worker/plane_maker.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace talweg {

/// Everything public is for one thread, the UI's, and never waits for a plane.
class PlaneWorker {
  public:
    /// `wake` is called from the plane's thread after each publication.
    explicit PlaneWorker(std::function<void()> wake = {});
    ~PlaneWorker();
    PlaneWorker(const PlaneWorker&) = delete;
    PlaneWorker& operator=(const PlaneWorker&) = delete;

    /// A newer question takes the place of an older one, even when that is half answered; the one asked last,
    /// asked again, changes nothing.
    void ask(const PlaneQuestion& question);

    bool refresh() { return mail_.refresh(); }
    const PredictionPlane& plane() const { return mail_.front(); }
    /// The plane of the question asked last is there, and no finer one will follow.
    bool settled() const { return plane().finest && plane().question == asked_; }

  private:
    void loop();
    bool receive();
    void work();
    void publish();

    std::function<void()> wake_;
    PlaneQuestion asked_;  ///< the UI thread's own
    std::mutex mutex_;
    std::condition_variable wished_;
    std::optional<PlaneQuestion> question_;  ///< newest, until the thread takes it
    std::atomic<bool> pending_{false};
    std::atomic<bool> quit_{false};

    PlaneMaker maker_;        ///< the thread's own, as what follows
    PredictionPlane made_;    ///< the newest complete grid
    PredictionPlane making_;  ///< maybe half made
    std::size_t level_;
    bool first_ = false;             ///< nothing of the newest question has been shown
    double seconds_per_node_ = 0.0;  ///< measured; 0: not yet
    Mailbox<PredictionPlane> mail_;
    std::thread thread_;
};

}  // namespace talweg
