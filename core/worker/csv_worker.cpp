// Reads a table on a thread of its own.
#include "core/worker/csv_worker.h"

#include "core/base/error.h"

#include <algorithm>
#include <new>
#include <utility>

namespace talweg {

CsvWorker::~CsvWorker() {
    {
        const std::scoped_lock lock(mutex_);
        quit_ = true;
        stale_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

std::uint64_t CsvWorker::start(const CsvDraft& draft, std::function<void()> wake) {
    const std::scoped_lock lock(mutex_);
    stale_ = true;
    busy_ = true;
    look_.reset();
    survey_.reset();
    next_ = Job{draft, ++last_request_, draft.columns() > 0 && counted_ != draft.reading(), std::move(wake)};
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    changed_.notify_one();
    return last_request_;
}

void CsvWorker::give_up() {
    const std::scoped_lock lock(mutex_);
    stale_ = true;
    next_.reset();
    look_.reset();
    survey_.reset();
    ++last_request_;  // what is under way answers nobody
    counted_ = 0;
    if (!working_) busy_ = false;
}

double CsvWorker::progress() const {
    return std::min(1.0,
                    static_cast<double>(done_) / static_cast<double>(std::max<std::uint64_t>(1, bytes_)));
}

std::optional<CsvLook> CsvWorker::take_look() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(look_, std::nullopt);
}

std::optional<CsvSurvey> CsvWorker::take_survey() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(survey_, std::nullopt);
}

bool CsvWorker::go_on(std::uint64_t bytes) {
    done_ = bytes;
    return !stale_;
}

void CsvWorker::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return quit_ || next_.has_value(); });
        if (quit_) return;
        const Job job = std::move(*next_);
        next_.reset();
        working_ = true;
        stale_ = false;
        done_ = 0;
        bytes_ = job.draft.bytes();
        lock.unlock();
        work(job);
        lock.lock();
        working_ = false;
        if (!next_) busy_ = false;
        if (job.wake && !quit_) job.wake();
    }
}

CsvLook CsvWorker::look_at(const Job& job) {
    CsvLook look;
    look.request = job.request;
    look.trouble = job.draft.trouble();
    if (!look.trouble.empty()) return look;
    try {
        look.reading = job.draft.read([this](std::uint64_t bytes) { return go_on(bytes); });
    } catch (const CsvRefusal& refusal) {
        look.refusal = refusal;
        look.trouble = refusal.sentence();
        if (!look.trouble.ends_with("…")) look.trouble += ".";
    } catch (const Error& error) {
        look.trouble = error.what();
    } catch (const std::bad_alloc&) {
        look.trouble = "There is not enough memory for this table.";
    }
    return look;
}

void CsvWorker::work(const Job& job) {
    CsvLook look = look_at(job);
    {
        const std::scoped_lock lock(mutex_);
        if (stale_ || job.request != last_request_) return;
        look_ = std::move(look);
    }
    if (job.wake) job.wake();
    if (!job.count) return;
    try {
        CsvSurvey survey = job.draft.survey([this](std::uint64_t bytes) { return go_on(bytes); });
        const std::scoped_lock lock(mutex_);
        if (stale_ || job.request != last_request_) return;
        survey_ = std::move(survey);
        counted_ = job.draft.reading();
    } catch (const Error&) {
        // The look has said what is wrong with the file.
    } catch (const std::bad_alloc&) {
        // The rows stay uncounted.
    }
}

}  // namespace talweg
