// Training with a past: walking forward, recording, walking again, seeking.
#include "core/worker/session.h"

#include "core/base/error.h"

#include <algorithm>
#include <numeric>

namespace talweg {

Session::Session(const Experiment& experiment, std::uint64_t generation, std::uint64_t checkpoint_bytes,
                 std::uint64_t journal_bytes)
    : experiment_(std::make_shared<const Experiment>(experiment)),
      experiment_revision_(next_revision()),
      generation_(generation),
      timeline_(experiment_, checkpoint_bytes, journal_bytes),
      walker_(timeline_, Trainer(experiment)),
      ghosts_revision_(next_revision()) {
    const std::unique_ptr<Objective> objective = make_objective(experiment);
    parameter_names_ = objective->parameter_names();
    parameters_ = objective->parameters();
    timeline_.restart(experiment_, spacing());
    walker_.take_over();
    start_recording();
}

/// Where a step is cheap, walking a few hundred again costs nothing, but saving its state often would.
Step Session::spacing() const {
    const auto samples = static_cast<std::size_t>(std::max<Index>(1, walker_.trainer().dataset().rows()));
    constexpr std::size_t kCheap = 10000;
    return samples * parameter_names_.size() < kCheap ? 4 * Checkpoints::kSmallestSpacing
                                                      : Checkpoints::kSmallestSpacing;
}

/// Empty recorders for the walker's runs, and step 0 in them. The memory of earlier ones is used again.
void Session::start_recording() {
    const auto parameters = parameter_names_.size();
    const std::size_t runs = walker_.run_count();
    const std::size_t columns = kTheta + std::min(parameters, kRecordedParameters);
    if (!recorders_.empty() && recorders_.front().ring().columns() != columns) recorders_.clear();
    if (recorders_.size() > runs)
        recorders_.erase(recorders_.begin() + static_cast<std::ptrdiff_t>(runs), recorders_.end());
    for (RunRecorder& recorder : recorders_) recorder.reset();
    recorders_.reserve(runs);
    while (recorders_.size() < runs) recorders_.emplace_back(parameters);
    trails_.clear();
    thetas_.clear();
    for (std::size_t run = 0; run < runs; ++run) {
        trails_.emplace_back(parameters, kTrail);
        thetas_.emplace_back(parameters, kTrail);
    }
    see_thetas();
    ends_.assign(runs, {});
    stopwatch_.reset(runs);
    all_runs_.resize(runs);
    std::iota(all_runs_.begin(), all_runs_.end(), std::size_t{0});
    head_ = 0;
    reserve_memory();
    record_all();
    note_ends();
}

/// For what runs have now, so that no step allocates.
void Session::reserve_memory() {
    const std::vector<RunSpec>& specs = walker_.trainer().experiment().runs;
    for (std::size_t run = 0; run < recorders_.size(); ++run) {
        const PartChoice& schedule = specs[run].schedule;
        recorders_[run].reserve(walker_.state(run), schedule.kind != "constant" || !schedule.knobs.empty());
    }
}

void Session::record_all() {
    for (std::size_t run = 0; run < recorders_.size(); ++run) {
        const RunState& state = walker_.state(run);
        if (state.step == recorders_[run].size()) recorders_[run].push(state);
    }
}

/// Where an edit was made: its numbers, and how runs end under it.
void Session::replace_newest() {
    ends_.assign(ends_.size(), {});
    reserve_memory();
    for (std::size_t run = 0; run < recorders_.size(); ++run) {
        const RunState& state = walker_.state(run);
        if (state.step + 1 == recorders_[run].size()) recorders_[run].replace(state);
    }
}

/// At the head, with the cursor there, so that no step that is still to be walked needs what is forgotten.
void Session::bound_journal() {
    timeline_.make_room(cursor());
    inspector_.give_up_before(timeline_.earliest());
    if (!timeline_.wants_mark()) return;
    walker_.write(all_runs_, saved_);
    timeline_.mark(cursor(), saved_);
}

/// The end of a block of steps for the stopwatch.
void Session::time_steps() {
    for (std::size_t run = 0; run < recorders_.size(); ++run) {
        stopwatch_.made(run, recorders_[run].size() - std::max<Step>(recorders_[run].timed(), 1));
    }
    stopwatch_.lap();
    for (std::size_t run = 0; run < recorders_.size(); ++run) {
        recorders_[run].time(recorders_[run].seconds() + stopwatch_.seconds(run));
    }
}

/// Of the step reached.
void Session::see_thetas() {
    for (std::size_t run = 0; run < thetas_.size(); ++run) thetas_[run].see(walker_.state(run));
}

Step Session::record(Step count, const std::atomic<bool>& interrupt) {
    bound_journal();
    stopwatch_.start();
    Step done = 0;
    Step next_edit = timeline_.next_edit(walker_.step());
    for (; done < count; ++done) {
        if (interrupt.load(std::memory_order_relaxed)) break;
        if (timeline_.checkpoints().due(walker_.step())) {
            walker_.write(all_runs_, saved_);
            timeline_.checkpoints().add(walker_.step(), saved_);
        }
        const bool watched = done % Stopwatch::kBlock == 0;
        if (watched && done > 0) time_steps();
        if (!walker_.advance(watched ? &stopwatch_ : nullptr)) break;
        record_all();
        see_thetas();
        if (walker_.step() != next_edit) continue;
        replace_newest();  // of runs that ended before the edit
        next_edit = timeline_.next_edit(next_edit);
    }
    if (done > 0) time_steps();
    head_ = walker_.step();
    return done;
}

Step Session::replay(Step count, const std::atomic<bool>& interrupt) {
    Step done = 0;
    for (; done < count; ++done) {
        if (interrupt.load(std::memory_order_relaxed)) break;
        if (!walker_.advance()) break;
        for (std::size_t run = 0; run < trails_.size(); ++run) {
            if (walker_.state(run).step == trails_[run].end()) trails_[run].push(walker_.state(run));
        }
        see_thetas();
    }
    return done;
}

Step Session::advance(Step count, const std::atomic<bool>& interrupt) {
    if (seeking_) count = std::min(count, goal_ - cursor());
    Step done = 0;
    if (cursor() < head_) {
        done = replay(std::min(count, head_ - cursor()), interrupt);
        if (cursor() == head_) replace_newest();  // stop rules may have changed there in the meantime
    }
    if (cursor() == head_) done += record(count - done, interrupt);
    if (seeking_ && (cursor() == goal_ || ended())) arrive();
    return done;
}

/// At the goal, or where no run can go on before it: then edits that were meant for the goal are made here.
void Session::arrive() {
    seeking_ = false;
    if (cursor() == goal_ || timeline_.last().step <= head_) return;
    const std::shared_ptr<const Experiment> late = timeline_.newest();
    timeline_.forget_after(head_);
    edit_here(late);
    seeking_ = seeking_ || walker_.trainer().running();
}

void Session::halt() {
    if (!seeking_ || cursor() < head_) return;  // within the past it is there in a moment
    // An edit must not stand where the earliest steps begin: it would hold for the state saved there.
    if (cursor() < timeline_.earliest()) advance(1, std::atomic<bool>{false});
    if (!seeking_) return;
    goal_ = cursor();
    seeking_ = false;
    if (timeline_.last().step <= head_) return;
    const std::shared_ptr<const Experiment> late = timeline_.newest();
    timeline_.forget_after(head_);
    edit_here(late);  // may have to walk the last few steps again, where there is an edit already
}

void Session::seek(Step step) {
    step = std::max(step, timeline_.earliest());
    const Step here = cursor();
    goal_ = step;
    seeking_ = step != here;
    if (!seeking_ || here == head_) {
        if (step >= here) return;
        note_ends();
    }
    // The last few steps before the goal are shown too: walked again unless the ring still has them.
    const Step before = step < kTrail ? 0 : step - (kTrail - 1);
    const bool in_ring =
        (thetas_.empty() || !thetas_.front().keeps()) &&
        std::all_of(recorders_.begin(), recorders_.end(),
                    [before](const RunRecorder& recorder) { return recorder.ring().first() <= before; });
    const Step target = std::min(in_ring ? step : before, head_);
    if (step < here || timeline_.saved(target).step > here) rewind(target);
}

void Session::rewind(Step step, Step multiple_of) {
    walker_.rewind(step, multiple_of);
    for (std::size_t run = 0; run < trails_.size(); ++run) {
        trails_[run].restart(walker_.state(run).step);
        trails_[run].push(walker_.state(run));
    }
    see_thetas();
    if (seeking_ && cursor() == goal_) seeking_ = false;
}

/// The reasons are words with numbers, made only when something changed.
void Session::note_ends() {
    for (std::size_t run = 0; run < ends_.size(); ++run) {
        const RunState& state = walker_.state(run);
        End& end = ends_[run];
        if (end.status == state.status && (end.step == state.step || state.status == RunStatus::running)) {
            end.step = state.step;
            continue;
        }
        end = {state.status, state.step, walker_.trainer().reason(run)};
    }
}

void Session::inspect(Step first, Step last) {
    if (first > head_ || last < first) return;
    last = std::min({last, head_, first + Inspector::kLongest - 1});
    const Step earliest = timeline_.earliest();
    std::vector<SampleWindow> windows(recorders_.size());
    for (std::size_t run = 0; run < recorders_.size(); ++run) {
        const SampleRing& ring = recorders_[run].ring();
        if (ring.end() <= first) continue;
        if (!ring.has(first)) {
            if (last < earliest) return;
            first = std::max(first, earliest);
            inspector_.ask(first, last, Walker(timeline_, Trainer(*timeline_.experiment(0))));
            return;
        }
        const Step end = std::min(last + 1, ring.end());
        ring.copy(first, static_cast<std::size_t>(end - first), Inspector::kLongest, windows[run]);
    }
    inspector_.answer(last, std::move(windows));
}

}  // namespace talweg
