// Reads a table on a thread of its own while a person still chooses how to take it.
#pragma once

#include "core/train/csv_draft.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace talweg {

/// What came of reading a draft.
struct CsvLook {
    std::uint64_t request = 0;          ///< what start() returned
    CsvReading reading;                 ///< no data: it was refused
    std::string trouble;                ///< why; a whole sentence
    std::optional<CsvRefusal> refusal;  ///< where a choice can mend it
};

/// One thread, the latest request: another ends what is under way. All calls come from one thread.
class CsvWorker {
  public:
    CsvWorker() = default;
    ~CsvWorker();
    CsvWorker(const CsvWorker&) = delete;
    CsvWorker& operator=(const CsvWorker&) = delete;

    /// Begins to read the draft as it stands, and then to count its cells unless that was done for the same
    /// reading() of it. `wake` is called from the thread when there is something new; it may be empty.
    std::uint64_t start(const CsvDraft& draft, std::function<void()> wake);
    /// Ends what is under way and forgets what came of it.
    void give_up();
    /// Whether a look or a survey is still to come.
    bool busy() const { return busy_; }
    /// Of the bytes, those that the reading under way has passed: 0 to 1.
    double progress() const;

    /// The last look, once; nothing while it is under way.
    std::optional<CsvLook> take_look();
    /// The last survey, once.
    std::optional<CsvSurvey> take_survey();

  private:
    struct Job {
        CsvDraft draft;
        std::uint64_t request = 0;
        bool count = false;
        std::function<void()> wake;
    };
    void run();
    void work(const Job& job);
    CsvLook look_at(const Job& job);
    bool go_on(std::uint64_t bytes);

    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Job> next_;
    std::optional<CsvLook> look_;
    std::optional<CsvSurvey> survey_;
    std::uint64_t last_request_ = 0;
    std::uint64_t counted_ = 0;  ///< reading() of the draft that was counted; 0: none
    bool quit_ = false;
    bool working_ = false;
    std::atomic<bool> stale_{false};
    std::atomic<bool> busy_{false};
    std::atomic<std::uint64_t> done_{0};
    std::atomic<std::uint64_t> bytes_{1};
};

}  // namespace talweg
