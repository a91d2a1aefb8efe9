// The surface thread: the newest wish is computed coarse at once, then finer.
#include "core/worker/surface_worker.h"

#include <chrono>
#include <utility>

namespace talweg {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kDone = std::size(SurfaceMaker::kLevels);
constexpr std::chrono::milliseconds kPatience{500};

}  // namespace

SurfaceWorker::SurfaceWorker(const Experiment& experiment, std::uint64_t generation,
                             std::function<void()> wake)
    : wake_(std::move(wake)), experiment_(experiment), generation_(generation), pending_(true) {
    thread_ = std::thread([this] { loop(); });
}

SurfaceWorker::~SurfaceWorker() {
    {
        const std::lock_guard lock(mutex_);
        quit_.store(true, std::memory_order_relaxed);
        pending_.store(true, std::memory_order_relaxed);
    }
    wished_.notify_one();
    thread_.join();
}

void SurfaceWorker::take(const Experiment& experiment, std::uint64_t generation) {
    {
        const std::lock_guard lock(mutex_);
        experiment_ = experiment;
        generation_ = generation;
        pending_.store(true, std::memory_order_relaxed);
    }
    wished_.notify_one();
}

void SurfaceWorker::take_back(const Experiment& experiment, std::uint64_t generation) {
    {
        const std::lock_guard lock(mutex_);
        if (generation_ != generation) return;
        experiment_ = experiment;
        pending_.store(true, std::memory_order_relaxed);
    }
    wished_.notify_one();
}

void SurfaceWorker::show(const ShowSurface& wish) {
    {
        const std::lock_guard lock(mutex_);
        window_ = wish;
        pending_.store(true, std::memory_order_relaxed);
    }
    wished_.notify_one();
}

void SurfaceWorker::look(const ShowPlane& plane) {
    {
        const std::lock_guard lock(mutex_);
        plane_ = plane;
        pending_.store(true, std::memory_order_relaxed);
    }
    wished_.notify_one();
}

SurfaceProgress SurfaceWorker::progress() const {
    const int nodes = nodes_.load(std::memory_order_relaxed);
    if (nodes == 0) return {};
    const double part = static_cast<double>(done_.load(std::memory_order_relaxed)) / nodes;
    return {nodes, part};
}

void SurfaceWorker::loop() {
    while (!quit_.load(std::memory_order_relaxed)) {
        try {
            if (receive()) work();
        } catch (const std::exception&) {
            // The training thread meets the same error in the same experiment and says it; the old surface
            // stays.
            level_ = kDone;
            search_ = false;
        }
    }
}

/// Takes the newest wish, waiting for one when there is nothing left to refine. False: nothing to do.
bool SurfaceWorker::receive() {
    std::optional<Experiment> experiment;
    std::optional<ShowSurface> window;
    std::optional<ShowPlane> plane;
    std::uint64_t generation = 0;
    {
        std::unique_lock lock(mutex_);
        if (level_ >= kDone && !search_)
            wished_.wait(lock, [this] { return pending_.load(std::memory_order_relaxed); });
        pending_.store(false, std::memory_order_relaxed);
        if (quit_.load(std::memory_order_relaxed)) return false;
        experiment.swap(experiment_);
        window.swap(window_);
        plane.swap(plane_);
        generation = generation_;
    }
    if (window && maker_.show(*window)) level_ = 0;
    if (plane && maker_.look(*plane)) level_ = 0;
    if (experiment) {
        if (maker_.take(*experiment, generation)) {
            level_ = 0;
        } else if (level_ > 0) {
            made_.generation = generation;
            publish(made_);
        }
    }
    if (level_ == 0) search_ = false;
    return level_ < kDone || search_;
}

void SurfaceWorker::work() {
    // The coarsest grid is finished even when a newer wish is waiting: else nothing would be seen while a
    // point of large data is dragged.
    // Of values that take very long even that would be in the way of what one wants now.
    const Clock::time_point begun = Clock::now();
    const auto stop = [this, begun] {
        if (quit_.load(std::memory_order_relaxed)) return true;
        if (!pending_.load(std::memory_order_relaxed)) return false;
        return level_ > 0 || Clock::now() - begun > kPatience;
    };
    if (level_ >= kDone) {
        if (!maker_.find_critical(made_, stop)) return;
        search_ = false;
        publish(made_);
        return;
    }
    const int nodes = SurfaceMaker::kLevels[level_];
    done_.store(0, std::memory_order_relaxed);
    nodes_.store(nodes, std::memory_order_relaxed);
    const bool made = maker_.make(nodes, making_, stop, &done_);
    nodes_.store(0, std::memory_order_relaxed);
    if (!made) return;
    std::swap(made_, making_);
    level_ = made_.finest ? kDone : level_ + 1;
    search_ = made_.finest && made_.columns > 0;
    publish(made_);
}

void SurfaceWorker::publish(const LossSurface& made) {
    mail_.back() = made;
    mail_.publish();
    if (wake_) wake_();
}

}  // namespace talweg
