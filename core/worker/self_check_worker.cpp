// The check of all numbers on a thread of its own.
#include "core/worker/self_check_worker.h"

#include "core/base/error.h"

namespace talweg {

void SelfCheckWorker::start(std::filesystem::path references) {
    stop();
    stopped_ = false;
    result_.reset();
    running_ = true;
    thread_ = std::thread([this, folder = std::move(references)] {
        SelfCheckResult result;
        try {
            result.rows = self_check(folder, [this] { return !stopped_; });
        } catch (const Error& error) {
            result.error = error.what();
        }
        {
            const std::scoped_lock lock(mutex_);
            result_ = std::move(result);
        }
        running_ = false;
    });
}

void SelfCheckWorker::stop() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
}

std::optional<SelfCheckResult> SelfCheckWorker::result() const {
    const std::scoped_lock lock(mutex_);
    return result_;
}

}  // namespace talweg
