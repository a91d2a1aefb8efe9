// The worker thread: takes commands between two steps, runs them, publishes what came of it.
#include "core/worker/runner_impl.h"

#include <utility>

namespace talweg {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// Between two publications while steps run, and the longest stretch of work between two looks at the clock's
/// other duties.
constexpr milliseconds kPublishEvery{8};
constexpr milliseconds kSlice{4};
/// A question about the past may not hold up the training for longer.
constexpr milliseconds kInspectSlice{2};

}  // namespace

Runner::Impl::Impl(const Experiment& experiment, RunnerOptions given)
    : options(std::move(given)), session(start(experiment, 0)), surface(experiment, 0, options.wake) {
    const auto wake = std::exchange(options.wake, nullptr);
    publish();
    options.wake = wake;
    mail.refresh();
    thread = std::thread([this] { loop(); });
}

Runner::Impl::~Impl() {
    stop.store(true, std::memory_order_relaxed);
    post({Quit{}});
    thread.join();
}

void Runner::Impl::post(Commands&& commands) {
    if (commands.empty()) return;
    for (const Command& command : commands) {
        if (const auto* edit = std::get_if<Edit>(&command)) surface.take(edit->experiment, edit->generation);
        if (const auto* load = std::get_if<Load>(&command)) surface.take(load->experiment, load->generation);
        if (const auto* wish = std::get_if<ShowSurface>(&command)) surface.show(*wish);
        if (const auto* wish = std::get_if<ShowPlane>(&command)) surface.look(*wish);
    }
    {
        const std::lock_guard lock(mutex);
        if (inbox.empty()) {
            inbox.swap(commands);
        } else {
            for (Command& command : commands) inbox.push_back(std::move(command));
        }
        pending.store(true, std::memory_order_relaxed);
    }
    posted.notify_one();
    commands.clear();
}

void Runner::Impl::loop() {
    while (!quit) {
        try {
            receive();
            if (quit) break;
            const bool worked = work();
            publish_if_due(!worked);
            if (!worked || pacer.rate() > 0.0) wait(!worked);
        } catch (const std::exception& error) {
            fail(error.what());
        }
    }
}

void Runner::Impl::receive() {
    if (!pending.load(std::memory_order_relaxed)) return;
    {
        const std::lock_guard lock(mutex);
        taken.swap(inbox);
        pending.store(false, std::memory_order_relaxed);
    }
    for (std::size_t i = 0; i < taken.size(); ++i) {
        const Command& command = taken[i];
        // Of edits in a row only the last counts, as no step lies between them: a drag over large data queues
        // many.
        const bool edited_again = i + 1 < taken.size() && std::holds_alternative<Edit>(taken[i + 1]);
        if (edited_again && std::holds_alternative<Edit>(command)) continue;
        if (quit || stop.load(std::memory_order_relaxed)) {
            quit = true;
            break;
        }
        obey(command);
    }
    taken.clear();
}

void Runner::Impl::obey(const Command& command) {
    dirty = true;
    urgent = true;
    std::visit([this](const auto& value) { on(value); }, command);
}

Phase Runner::Impl::phase() const {
    if (failed) return Phase::failed;
    if (session->seeking()) return Phase::seeking;
    if (session->ended()) return Phase::ended;
    return playing ? Phase::playing : Phase::paused;
}

/// One stretch of work. False: nothing to do until a command comes or a step is due.
bool Runner::Impl::work() {
    if (failed) return false;
    if (session->inspecting()) look_back();
    if (session->seeking()) {
        walk(Pacer::kAll);
        if (!session->seeking()) {
            urgent = true;
            pacer.start(Clock::now());
        }
        return true;
    }
    if (playing && session->ended()) {
        playing = false;
        dirty = urgent = true;
    }
    if (!playing) return session->inspecting();
    const Step due = pacer.due(Clock::now());
    if (due > 0) walk(due);
    return due > 0 || session->inspecting();
}

/// At most `most` steps, and not much longer than a slice of time.
void Runner::Impl::walk(Step most) {
    const bool seeking = session->seeking();
    Clock::time_point now = Clock::now();
    const Clock::time_point end = now + kSlice;
    while (most > 0 && now < end && !pending.load(std::memory_order_relaxed)) {
        const Step wanted = std::min(most, tempo.chunk());
        const Step done = session->advance(wanted, pending);
        const Clock::time_point later = Clock::now();
        tempo.took(done, later - now);
        now = later;
        most -= done;
        if (!seeking) pacer.took(done);
        dirty = true;
        if (done < wanted || (seeking && !session->seeking())) return;
    }
}

void Runner::Impl::look_back() {
    const Clock::time_point end = Clock::now() + kInspectSlice;
    while (session->inspecting() && Clock::now() < end && !pending.load(std::memory_order_relaxed)) {
        session->inspect_on(tempo.chunk(), pending);
    }
    if (!session->inspecting()) dirty = urgent = true;
}

void Runner::Impl::publish_if_due(bool idle) {
    if (!dirty) return;
    const bool resting = idle && !(playing && pacer.next() < published + kPublishEvery);
    const bool late = Clock::now() >= published + kPublishEvery;
    if (urgent || resting || (late && !mail.waiting())) publish();
}

void Runner::Impl::publish() {
    Slot& slot = mail.back();
    const Phase now_in = phase();
    const bool moving = now_in == Phase::playing || now_in == Phase::seeking;
    session->fill(slot, moving);
    slot.snapshot.explanation = session->explain(explained.run, explained.parameter);
    const Clock::time_point now = Clock::now();
    Snapshot& snapshot = slot.snapshot;
    snapshot.number = ++number;
    snapshot.phase = now_in;
    snapshot.steps_per_second = moving ? tempo.steps_per_second(now) : 0.0;
    snapshot.speed = pacer.rate();
    snapshot.message = message.empty() ? notice : message;
    mail.publish();
    published = now;
    dirty = urgent = false;
    if (options.wake) options.wake();
}

/// The last picture stays as far as it is known; only another experiment, or a restart, helps.
void Runner::Impl::fail(const std::string& what) {
    failed = true;
    playing = false;
    message = what;
    Snapshot& snapshot = mail.back().snapshot;
    if (snapshot.number == 0) snapshot.experiment = session->experiment();
    snapshot.number = ++number;
    snapshot.phase = Phase::failed;
    snapshot.steps_per_second = 0.0;
    snapshot.message = message;
    mail.publish();
    dirty = urgent = false;
    if (options.wake) options.wake();
}

void Runner::Impl::wait(bool idle) {
    std::unique_lock lock(mutex);
    const auto ready = [this] { return pending.load(std::memory_order_relaxed); };
    if (!failed && playing && !session->seeking() && pacer.rate() > 0.0) {
        if (session->inspecting()) return;
        const Clock::time_point due = pacer.next();
        posted.wait_until(lock, dirty ? std::min(due, published + kPublishEvery) : due, ready);
    } else if (idle) {
        posted.wait(lock, ready);
    }
}

Runner::Runner(const Experiment& experiment, RunnerOptions options)
    : impl_(std::make_unique<Impl>(experiment, std::move(options))) {}

Runner::~Runner() = default;

void Runner::post(Commands&& commands) { impl_->post(std::move(commands)); }

void Runner::post(Command command) {
    Commands commands;
    commands.push_back(std::move(command));
    impl_->post(std::move(commands));
}

bool Runner::refresh() {
    const bool surface = impl_->surface.refresh();
    return impl_->mail.refresh() || surface;
}

const Snapshot& Runner::snapshot() const { return impl_->mail.front().snapshot; }

const LossSurface& Runner::surface() const { return impl_->surface.surface(); }
SurfaceProgress Runner::surface_progress() const { return impl_->surface.progress(); }

}  // namespace talweg
