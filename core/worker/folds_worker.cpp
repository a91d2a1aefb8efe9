// Cross-validation on a thread of its own.
#include "core/worker/folds_worker.h"

#include "core/base/error.h"

#include <new>
#include <utility>

namespace talweg {

FoldsWorker::~FoldsWorker() {
    {
        const std::scoped_lock lock(mutex_);
        quit_ = true;
        stale_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

std::uint64_t FoldsWorker::start(Experiment experiment, std::uint64_t folds, Step steps,
                                 std::function<void()> wake) {
    const std::scoped_lock lock(mutex_);
    stale_ = true;
    busy_ = true;
    news_.reset();
    fold_ = 0;
    step_ = 0;
    next_ = Job{std::move(experiment), folds, steps, ++last_request_, std::move(wake)};
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    changed_.notify_one();
    return last_request_;
}

void FoldsWorker::give_up() {
    const std::scoped_lock lock(mutex_);
    stale_ = true;
    next_.reset();
    news_.reset();
    ++last_request_;  // what is under way answers nobody
    if (!working_) busy_ = false;
}

std::optional<FoldsNews> FoldsWorker::take_news() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(news_, std::nullopt);
}

void FoldsWorker::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return quit_ || next_.has_value(); });
        if (quit_) return;
        const Job job = std::move(*next_);
        next_.reset();
        working_ = true;
        stale_ = false;
        lock.unlock();
        work(job);
        lock.lock();
        working_ = false;
        if (!next_) busy_ = false;
        if (job.wake && !quit_) job.wake();
    }
}

/// The newest fold goes to whoever waits.
void FoldsWorker::tell(const Job& job, const KFold& so_far) {
    const std::scoped_lock lock(mutex_);
    if (job.request != last_request_) return;
    if (!news_) news_.emplace();
    news_->request = job.request;
    news_->task = so_far.task;
    std::vector<FoldResult>& fold = news_->folds.emplace_back();
    for (const RunFolds& run : so_far.runs) fold.push_back(run.folds.back());
}

void FoldsWorker::work(const Job& job) {
    const auto go_on = [this](std::size_t fold, Step step) {
        fold_ = fold;
        step_ = step;
        return !stale_;
    };
    std::string trouble;
    try {
        k_fold(job.experiment, job.folds, job.steps, go_on,
               [this, &job](const KFold& so_far) { tell(job, so_far); });
    } catch (const Error& error) {
        trouble = error.what();
    } catch (const std::bad_alloc&) {
        trouble = "there is not enough memory for so many points";
    } catch (const std::exception& error) {
        trouble = error.what();
    }
    const std::scoped_lock lock(mutex_);
    if (job.request != last_request_) return;
    if (!news_) news_.emplace();
    news_->request = job.request;
    news_->trouble = std::move(trouble);
    news_->finished = true;
}

}  // namespace talweg
