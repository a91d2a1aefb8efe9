// The thread that predicts over a plane: the newest question coarse at once, then finer.
#include "core/worker/plane_worker.h"

#include "core/worker/timeline.h"

#include <chrono>
#include <exception>
#include <utility>

namespace talweg {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kDone = std::size(PlaneMaker::kLevels);
/// A grid that is made within this time is not worth a coarser one before it: the picture would flicker.
constexpr double kQuick = 0.004;

double nodes_of(std::size_t level) {
    const double side = PlaneMaker::kLevels[level];
    return side * side;
}

}  // namespace

PlaneWorker::PlaneWorker(std::function<void()> wake) : wake_(std::move(wake)), level_(kDone) {
    thread_ = std::thread([this] { loop(); });
}

PlaneWorker::~PlaneWorker() {
    {
        const std::lock_guard lock(mutex_);
        quit_.store(true, std::memory_order_relaxed);
        pending_.store(true, std::memory_order_relaxed);
    }
    wished_.notify_one();
    thread_.join();
}

void PlaneWorker::ask(const PlaneQuestion& question) {
    if (question == asked_) return;
    asked_ = question;
    {
        const std::lock_guard lock(mutex_);
        question_ = question;
        pending_.store(true, std::memory_order_relaxed);
    }
    wished_.notify_one();
}

void PlaneWorker::loop() {
    while (!quit_.load(std::memory_order_relaxed)) {
        try {
            if (receive()) work();
        } catch (const std::exception&) {
            // A model that cannot be made is said where it is chosen; here it has no picture.
            made_.columns = made_.rows = 0;
            made_.finest = true;
            made_.revision = next_revision();
            level_ = kDone;
            publish();
        }
    }
}

/// Takes the newest question, waiting for one when there is nothing left to refine. False: nothing to do.
bool PlaneWorker::receive() {
    std::optional<PlaneQuestion> question;
    {
        std::unique_lock lock(mutex_);
        if (level_ >= kDone) wished_.wait(lock, [this] { return pending_.load(std::memory_order_relaxed); });
        pending_.store(false, std::memory_order_relaxed);
        if (quit_.load(std::memory_order_relaxed)) return false;
        question.swap(question_);
    }
    if (question) {
        const PlaneQuestion& before = made_.question;
        if (!(before.model == question->model) || before.held.size() != question->held.size() ||
            before.outputs != question->outputs)
            seconds_per_node_ = 0.0;
        made_.question = *question;
        maker_.ask(std::move(*question));
        first_ = true;
        level_ = 0;
        while (level_ + 1 < kDone && seconds_per_node_ > 0.0 &&
               seconds_per_node_ * nodes_of(level_ + 1) < kQuick)
            ++level_;
    }
    return level_ < kDone;
}

void PlaneWorker::work() {
    // The first grid is finished even when a newer question is waiting: else nothing would be seen while a
    // large network trains.
    const std::atomic<bool>& cancel = first_ ? quit_ : pending_;
    const auto stop = [&cancel] { return cancel.load(std::memory_order_relaxed); };
    const Clock::time_point start = Clock::now();
    if (!maker_.make(PlaneMaker::kLevels[level_], making_, stop)) return;
    seconds_per_node_ = std::chrono::duration<double>(Clock::now() - start).count() / nodes_of(level_);
    std::swap(made_, making_);
    first_ = false;
    level_ = made_.finest ? kDone : level_ + 1;
    publish();
}

void PlaneWorker::publish() {
    mail_.back() = made_;
    mail_.publish();
    if (wake_) wake_();
}

}  // namespace talweg
