// A few threads that do one job together, one after the other.
#include "core/worker/team.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace talweg {
namespace {

/// More share nothing but the memory's bandwidth.
constexpr unsigned kMostMembers = 8;

}  // namespace

Team::Team(unsigned members) {
    if (members == 0) members = std::clamp(std::thread::hardware_concurrency(), 1U, kMostMembers);
    threads_.reserve(members - 1);
    for (unsigned member = 1; member < members; ++member) {
        try {
            threads_.emplace_back([this, member] { loop(member); });
        } catch (const std::system_error&) {
            break;  // fewer then
        }
    }
}

Team::~Team() {
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
    }
    begun_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Team::call(unsigned member) {
    try {
        (*job_)(member);
    } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!trouble_) trouble_ = std::current_exception();
    }
}

void Team::run(const std::function<void(unsigned)>& job) {
    {
        const std::lock_guard lock(mutex_);
        job_ = &job;
        busy_ = static_cast<unsigned>(threads_.size());
        ++round_;
    }
    begun_.notify_all();
    call(0);
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return busy_ == 0; });
    if (trouble_) std::rethrow_exception(std::exchange(trouble_, nullptr));
}

void Team::loop(unsigned member) {
    std::uint64_t seen = 0;
    std::unique_lock lock(mutex_);
    while (true) {
        begun_.wait(lock, [&] { return quit_ || round_ != seen; });
        if (quit_) return;
        seen = round_;
        lock.unlock();
        call(member);
        lock.lock();
        if (--busy_ == 0) ended_.notify_one();
    }
}

}  // namespace talweg
