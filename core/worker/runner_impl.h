// What Runner hides: two threads, an inbox, a mailbox, and what the training thread holds.
#pragma once

#include "core/base/error.h"
#include "core/worker/mailbox.h"
#include "core/worker/pacer.h"
#include "core/worker/runner.h"
#include "core/worker/session.h"
#include "core/worker/surface_worker.h"
#include "core/worker/tempo.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace talweg {

struct Runner::Impl {
    Impl(const Experiment& experiment, RunnerOptions given);
    ~Impl();

    void post(Commands&& commands);

    void loop();
    void receive();
    void obey(const Command& command);
    bool work();
    void walk(Step most);
    void look_back();
    void publish_if_due(bool idle);
    void publish();
    void fail(const std::string& what);
    void wait(bool idle);
    Phase phase() const;

    void seek(Step step);
    std::unique_ptr<Session> start(const Experiment& experiment, std::uint64_t generation) const;

    void on(const Play&);
    void on(const Pause&);
    void on(const StepBy& by);
    void on(const StepBack& by);
    void on(const SeekTo& to);
    void on(const Reset&);
    void on(const SetSpeed& speed);
    void on(const Edit& edit);
    void on(const Load& load);
    void on(const Inspect& wish);
    void on(const Explain& wish);
    void on(const ShowSurface&) {}
    void on(const ShowPlane&) {}
    void on(const Quit&) { quit = true; }
    void refuse(std::uint64_t generation, const Error& error);
    void restart_tempo();

    RunnerOptions options;

    // Shared.
    std::mutex mutex;
    std::condition_variable posted;
    Commands inbox;
    std::atomic<bool> pending{false};
    std::atomic<bool> stop{false};
    Mailbox<Slot> mail;

    // The training thread's own.
    Commands taken;
    std::unique_ptr<Session> session;
    bool quit = false;
    bool playing = false;
    bool failed = false;
    bool asked = false;  ///< for the step it is on the way to: a pause may end that
    bool dirty = true;   ///< something is not published yet
    bool urgent = true;  ///< and it is a change of state
    Pacer pacer;
    Tempo tempo;
    std::string message;  ///< an error, which stands until another edit
    std::string notice;   ///< or else what is said of a seek, until another seek
    Explain explained;    ///< stays when another session begins
    std::uint64_t number = 0;
    Pacer::Time published{};

    SurfaceWorker surface;
    std::thread thread;
};

}  // namespace talweg
