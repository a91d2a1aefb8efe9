// Signals by sigaction.
#include "app/cli/signals.h"

#include <csignal>

#include <atomic>
#include <cstddef>

namespace talweg {
namespace {

constexpr int kWatched[] = {SIGINT, SIGTERM, SIGHUP};
std::atomic<int> caught_signal{0};
static_assert(std::atomic<int>::is_always_lock_free, "a handler may only touch what is lock-free");

extern "C" void note_signal(int signal) { caught_signal.store(signal, std::memory_order_relaxed); }

}  // namespace

struct SignalWatch::Saved {
    struct sigaction actions[std::size(kWatched)];
};

SignalWatch::SignalWatch() : saved_(new Saved) {
    caught_signal.store(0);
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // no SA_RESTART: a waiting write comes back
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < std::size(kWatched); ++i) {
        ::sigaction(kWatched[i], nullptr, &saved_->actions[i]);
        // nohup means it: a closed terminal is no reason to stop then.
        if (kWatched[i] == SIGHUP && saved_->actions[i].sa_handler == SIG_IGN) continue;
        ::sigaction(kWatched[i], &action, nullptr);
    }
}

SignalWatch::~SignalWatch() {
    for (std::size_t i = 0; i < std::size(kWatched); ++i) {
        ::sigaction(kWatched[i], &saved_->actions[i], nullptr);
    }
    delete saved_;
}

int SignalWatch::caught() const { return caught_signal.load(std::memory_order_relaxed); }

const char* signal_words(int signal) {
    switch (signal) {
        case SIGINT:
            return "interrupted (SIGINT)";
        case SIGTERM:
            return "ended from outside (SIGTERM)";
        case SIGHUP:
            return "the terminal was closed (SIGHUP)";
        default:
            return "interrupted";
    }
}

}  // namespace talweg
