// The surface thread: the newest wish is computed coarse at once, then finer.
#pragma once

#include "core/worker/mailbox.h"
#include "core/worker/surface_maker.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace talweg {

/// Everything public but take_back() is for one thread, the UI's, and never waits for a surface.
class SurfaceWorker {
  public:
    /// `wake` is called from the surface thread after each publication.
    SurfaceWorker(const Experiment& experiment, std::uint64_t generation, std::function<void()> wake);
    ~SurfaceWorker();
    SurfaceWorker(const SurfaceWorker&) = delete;
    SurfaceWorker& operator=(const SurfaceWorker&) = delete;

    /// A newer wish takes the place of an older one, even when that is half computed.
    void take(const Experiment& experiment, std::uint64_t generation);
    /// The wish of that generation was refused by the training: its surface would belong to no run. Unless
    /// there is a newer wish, the surface of `experiment` comes back. From any thread.
    void take_back(const Experiment& experiment, std::uint64_t generation);
    void show(const ShowSurface& wish);
    void look(const ShowPlane& plane);
    /// At this moment; its parts may be of two moments.
    SurfaceProgress progress() const;

    bool refresh() { return mail_.refresh(); }
    const LossSurface& surface() const { return mail_.front(); }

  private:
    void loop();
    bool receive();
    void work();
    void publish(const LossSurface& made);

    std::function<void()> wake_;
    std::mutex mutex_;
    std::condition_variable wished_;
    std::optional<Experiment> experiment_;  ///< newest wish, until the thread takes it
    std::optional<ShowSurface> window_;
    std::optional<ShowPlane> plane_;
    std::uint64_t generation_ = 0;
    std::atomic<bool> pending_{false};
    std::atomic<bool> quit_{false};
    std::atomic<int> nodes_{0};  ///< of the grid under way
    std::atomic<int> done_{0};   ///< rows of it

    SurfaceMaker maker_;  ///< the thread's own
    LossSurface made_;    ///< likewise: the newest complete grid
    LossSurface making_;  ///< likewise: maybe half made
    std::size_t level_ = 0;
    bool search_ = false;  ///< the finest grid is there, and where it is level is still to be found
    Mailbox<LossSurface> mail_;
    std::thread thread_;
};

}  // namespace talweg
