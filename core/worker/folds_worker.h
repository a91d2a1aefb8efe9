// Cross-validation on a thread of its own, fold by fold, while the window goes on.
#pragma once

#include "core/study/k_fold.h"
#include "core/train/experiment.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace talweg {

/// What has come since it was asked last.
struct FoldsNews {
    std::uint64_t request = 0;  ///< what start() returned
    Task task = Task::regression;
    /// Folds that were done, in their order, and in each a result for every run.
    std::vector<std::vector<FoldResult>> folds;
    std::string trouble;    ///< why it cannot be done; a message of k_fold()
    bool finished = false;  ///< nothing more will come
};

/// One thread, the latest wish: another ends what is under way. All calls come from one thread.
class FoldsWorker {
  public:
    FoldsWorker() = default;
    ~FoldsWorker();
    FoldsWorker(const FoldsWorker&) = delete;
    FoldsWorker& operator=(const FoldsWorker&) = delete;

    /// Begins k_fold(experiment, folds, steps): the same numbers as anywhere. `wake` is called from the
    /// thread when it is finished; it may be empty.
    std::uint64_t start(Experiment experiment, std::uint64_t folds, Step steps, std::function<void()> wake);
    /// Ends what is under way and forgets what came of it; does not wait.
    void give_up();
    /// Whether news are still to come.
    bool busy() const { return busy_; }
    /// The fold under way, from 0, and the steps it has taken.
    std::uint64_t fold() const { return fold_; }
    Step step() const { return step_; }

    /// News of the latest wish, each once; nothing when there are none.
    std::optional<FoldsNews> take_news();

  private:
    struct Job {
        Experiment experiment;
        std::uint64_t folds = 0;
        Step steps = 0;
        std::uint64_t request = 0;
        std::function<void()> wake;
    };
    void run();
    void work(const Job& job);
    void tell(const Job& job, const KFold& so_far);

    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Job> next_;
    std::optional<FoldsNews> news_;
    std::uint64_t last_request_ = 0;
    bool quit_ = false;
    bool working_ = false;
    std::atomic<bool> stale_{false};
    std::atomic<bool> busy_{false};
    std::atomic<std::uint64_t> fold_{0};
    std::atomic<Step> step_{0};
};

}  // namespace talweg
