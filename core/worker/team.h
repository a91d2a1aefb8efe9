// A few threads that do one job together, one after the other.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace talweg {

/// For one owner: run() is not called from two threads.
class Team {
  public:
    /// members: at least 1, of which the caller of run() is one. 0: as many as the machine has cores, at
    /// most 8.
    explicit Team(unsigned members = 0);
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    unsigned size() const { return static_cast<unsigned>(threads_.size()) + 1; }
    /// Calls job(0) here and job(1) .. job(size() - 1) on the other members at the same time, and returns
    /// when all have returned. What one of them throws is thrown here.
    void run(const std::function<void(unsigned)>& job);

  private:
    void loop(unsigned member);
    void call(unsigned member);

    std::mutex mutex_;
    std::condition_variable begun_;
    std::condition_variable ended_;
    const std::function<void(unsigned)>* job_ = nullptr;
    std::uint64_t round_ = 0;
    unsigned busy_ = 0;
    bool quit_ = false;
    std::exception_ptr trouble_;
    std::vector<std::thread> threads_;
};

}  // namespace talweg
