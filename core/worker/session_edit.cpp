// Training with a past: what each kind of edit does to it.
#include "core/base/error.h"
#include "core/worker/session.h"

#include <algorithm>

namespace talweg {
namespace {

using Shared = std::shared_ptr<const Experiment>;

const RunSpec* find_spec(const std::vector<RunSpec>& runs, std::uint64_t id) {
    const auto found =
        std::find_if(runs.begin(), runs.end(), [id](const RunSpec& run) { return run.id == id; });
    return found == runs.end() ? nullptr : &*found;
}

/// Whether nothing but the set of runs differs, or their order.
bool only_runs_come_or_go(Experiment before, Experiment after) {
    for (const RunSpec& run : after.runs) {
        const RunSpec* same = find_spec(before.runs, run.id);
        if (same != nullptr && *same != run) return false;
    }
    before.runs.clear();
    after.runs.clear();
    return before == after;
}

/// The timeline's experiments with the runs of `edited`: those they knew as they were then, so that their
/// numbers stay; new ones as they are now.
Journal with_runs_of(const Timeline& timeline, const Experiment& edited) {
    return timeline.mapped([&edited](const Experiment& before) {
        Experiment experiment = before;
        experiment.runs.clear();
        for (const RunSpec& run : edited.runs) {
            const RunSpec* then = find_spec(before.runs, run.id);
            experiment.runs.push_back(then != nullptr ? *then : run);
        }
        return experiment;
    });
}

/// Removes all but the elements at `kept`, which ascend.
template <class T>
void keep_only(std::vector<T>& values, const std::vector<std::size_t>& kept) {
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i] != i) values[i] = std::move(values[kept[i]]);
    }
    values.erase(values.begin() + static_cast<std::ptrdiff_t>(kept.size()), values.end());
}

}  // namespace

void Session::edit(const Experiment& edited, std::uint64_t generation) {
    check_experiment(edited);
    switch (classify_edit(*experiment_, edited)) {
        case EditKind::none:
            break;
        case EditKind::display:
            edit_display(edited);
            break;
        case EditKind::live:
            edit_live(edited);
            break;
        case EditKind::restart:
            edit_restart(edited);
            break;
    }
    experiment_ = std::make_shared<const Experiment>(edited);
    experiment_revision_ = next_revision();
    generation_ = generation;
}

/// An edit at the head, with the cursor there. Of several at one step only the last one counts, for the
/// numbers too, since a walk from further back will make no other: what the earlier ones did is taken back
/// first.
void Session::edit_here(Shared edited) {
    if (head_ == 0) {
        restart(std::move(edited), 0);
        return;
    }
    const bool again = timeline_.in_force(head_).step == head_;
    if (again && unedited_step_ != head_) {
        const Trainer possible(*edited);
        fork(head_, std::move(edited));
        return;
    }
    if (!again) {
        walker_.write(all_runs_, unedited_);
        unedited_step_ = head_;
        walker_.apply(edited);
    } else {
        const Shared before = timeline_.experiment(head_);
        walker_.read_at(timeline_.experiment(head_ - 1), unedited_);
        try {
            walker_.apply(edited);
        } catch (...) {
            walker_.apply(before);
            throw;
        }
    }
    timeline_.set(head_, std::move(edited));
    walker_.take_over();
    replace_newest();
    note_ends();
    inspector_.forget_from(head_);
}

/// Names and colours touch no number. Other stop rules hold from the head on, so that the past stays.
void Session::edit_display(const Experiment& edited) {
    if (edited.stop == experiment_->stop) return;
    const auto next = std::make_shared<const Experiment>(edited);
    const Step last_edit = timeline_.last().step;
    if (cursor() == head_ && last_edit <= head_) {
        edit_here(next);
    } else {
        timeline_.set(std::max(head_, last_edit), next);
        walker_.take_over();
    }
}

void Session::edit_live(const Experiment& edited) {
    const auto next = std::make_shared<const Experiment>(edited);
    const Step at = seeking_ ? goal_ : cursor();
    if (cursor() == head_ && at == head_) {
        edit_here(next);
        return;
    }
    const Trainer possible(edited);  // throws here rather than when the goal is reached
    if (at <= head_) {
        fork(at, next);
    } else {
        // Only steps taken make room in the journal.
        const Step last = timeline_.last().step;
        if (timeline_.full() && last > head_ && last < at) {
            throw Error("Too many edits wait for steps that are not taken yet. Let it get there first.");
        }
        timeline_.set(at, next);
        walker_.take_over();
    }
}

void Session::edit_restart(const Experiment& edited) {
    const Step goal = seeking_ ? goal_ : cursor();
    if (!only_runs_come_or_go(*experiment_, edited)) {
        restart(std::make_shared<const Experiment>(edited), goal);
        ghosts_.clear();
        ghosts_revision_ = next_revision();
        return;
    }
    if (remove_runs(edited)) return;
    if (timeline_.earliest() > 0) throw forgotten("This set of runs");
    Journal journal = with_runs_of(timeline_, edited);
    restart(journal.experiment(0), 0);
    timeline_.replace(std::move(journal));
    walker_.take_over();
    ghosts_.clear();
    ghosts_revision_ = next_revision();
    seek(goal);
}

/// Takes runs out and leaves all that is recorded of the others as it is. False, and nothing done, when that
/// is not what the edit asks for, or when no other run has come as far as the head.
bool Session::remove_runs(const Experiment& edited) {
    if (seeking_) return false;
    std::vector<std::size_t> kept;
    bool reaches_head = false;
    for (std::size_t run = 0; run < experiment_->runs.size() && kept.size() < edited.runs.size(); ++run) {
        if (experiment_->runs[run].id != edited.runs[kept.size()].id) continue;
        kept.push_back(run);
        reaches_head = reaches_head || recorders_[run].size() == head_ + 1;
    }
    if (kept.size() != edited.runs.size() || !reaches_head) return false;
    Journal journal = with_runs_of(timeline_, edited);
    Trainer trainer(*journal.experiment(0));
    const Step here = cursor();
    walker_.write(kept, saved_);
    timeline_.replace(std::move(journal));
    timeline_.keep_parts(kept);
    Walker walker(timeline_, std::move(trainer));
    walker.read(here, saved_);
    walker_ = std::move(walker);
    keep_only(recorders_, kept);
    keep_only(trails_, kept);
    keep_only(thetas_, kept);
    keep_only(ends_, kept);
    all_runs_.resize(kept.size());
    stopwatch_.reset(kept.size());
    std::erase_if(ghosts_,
                  [&](const GhostRun& ghost) { return find_spec(edited.runs, ghost.id) == nullptr; });
    ghosts_revision_ = next_revision();
    inspector_.forget();
    unedited_step_ = Timeline::kNever;
    return true;
}

void Session::restart(Shared base, Step goal) {
    Trainer trainer(*base);
    const std::unique_ptr<Objective> objective = make_objective(*base);
    std::vector<std::string> names = objective->parameter_names();
    timeline_.restart(base);
    walker_ = Walker(timeline_, std::move(trainer));
    parameter_names_ = std::move(names);
    parameters_ = objective->parameters();
    timeline_.restart(std::move(base), spacing());
    walker_.take_over();
    inspector_.forget();
    unedited_step_ = Timeline::kNever;
    seeking_ = false;
    start_recording();
    seek(goal);
}

void Session::reset() {
    ghosts_.clear();
    ghosts_revision_ = next_revision();
    restart(experiment_, 0);
}

}  // namespace talweg
