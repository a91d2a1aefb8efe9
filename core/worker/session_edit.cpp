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
std::vector<Shared> with_runs_of(const Timeline& timeline, const Experiment& edited) {
    std::vector<Shared> experiments;
    for (const JournalEntry& entry : timeline.entries()) {
        Experiment experiment = *entry.experiment;
        experiment.runs.clear();
        for (const RunSpec& run : edited.runs) {
            const RunSpec* then = find_spec(entry.experiment->runs, run.id);
            experiment.runs.push_back(then != nullptr ? *then : run);
        }
        experiments.push_back(std::make_shared<const Experiment>(std::move(experiment)));
    }
    return experiments;
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
        const Shared before = timeline_.in_force(head_).experiment;
        walker_.read_at(timeline_.in_force(head_ - 1), unedited_);
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
        timeline_.set(at, next);
        walker_.take_over();
    }
}

/// The future from `step` on goes; what led there is recorded again from a checkpoint where all series can be
/// cut, and the edit is made on arrival.
void Session::fork(Step step, Shared edited) {
    if (cursor() == head_) note_ends();
    keep_ghosts(step);
    inspector_.forget_from(step);
    unedited_step_ = Timeline::kNever;
    if (step == 0) {
        restart(std::move(edited), 0);
        return;
    }
    timeline_.set(step, std::move(edited));
    seeking_ = false;
    // The head's buckets may be too wide for the few steps that are left: then all are walked again from 0,
    // which costs at most a quarter of what the head did.
    Step stride = 1;
    Step from = step;
    bool cut = true;
    for (const RunRecorder& recorder : recorders_) {
        stride = std::max(stride, recorder.stride());
        if (recorder.size() > step + 1) cut = cut && recorder.fine_enough(step + 1);
        const Step recent = step < kRecent ? 0 : step - kRecent;
        if (!recorder.ring().has(recent)) from = recent;
    }
    if (cut) {
        rewind(from, stride);
        // A run that waited at a limit for a while counts its own steps.
        for (std::size_t run = 0; run < recorders_.size(); ++run) {
            const Step own = walker_.state(run).step;
            cut = cut && (recorders_[run].size() <= own + 1 || own % recorders_[run].stride() == 0);
        }
    }
    if (!cut) {
        rewind(0);
        for (RunRecorder& recorder : recorders_) recorder.reset();
    }
    for (std::size_t run = 0; run < recorders_.size(); ++run) {
        const Step own = walker_.state(run).step;
        if (recorders_[run].size() > own + 1) recorders_[run].truncate(own);
    }
    head_ = walker_.step();
    record_all();
    replace_newest();
    note_ends();
    goal_ = step;
    seeking_ = head_ < step;
}

void Session::keep_ghosts(Step step) {
    for (std::size_t run = 0; run < recorders_.size(); ++run) {
        if (recorders_[run].size() <= step + 1) continue;
        GhostRun ghost;
        ghost.id = experiment_->runs[run].id;
        ghost.first_step = step;
        recorders_[run].publish_loss(ghost.loss);
        recorders_[run].publish_path(ghost.path.x, ghost.path.y, ghost.path.last_step);
        ghosts_.push_back(std::move(ghost));
    }
    if (ghosts_.size() > kGhosts) {
        ghosts_.erase(ghosts_.begin(), ghosts_.end() - static_cast<std::ptrdiff_t>(kGhosts));
    }
    ghosts_revision_ = next_revision();
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
    const std::vector<Shared> experiments = with_runs_of(timeline_, edited);
    std::vector<Step> steps;
    for (const JournalEntry& entry : timeline_.entries()) steps.push_back(entry.step);
    restart(experiments.front(), 0);
    for (std::size_t i = 1; i < steps.size(); ++i) timeline_.set(steps[i], experiments[i]);
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
    std::vector<Shared> experiments = with_runs_of(timeline_, edited);
    Trainer trainer(*experiments.front());
    const Step here = cursor();
    walker_.write(kept, saved_);
    timeline_.replace(std::move(experiments));
    timeline_.checkpoints().keep_parts(kept);
    Walker walker(timeline_, std::move(trainer));
    walker.read(here, saved_);
    walker_ = std::move(walker);
    keep_only(recorders_, kept);
    keep_only(trails_, kept);
    keep_only(ends_, kept);
    all_runs_.resize(kept.size());
    std::erase_if(ghosts_,
                  [&](const GhostRun& ghost) { return find_spec(edited.runs, ghost.id) == nullptr; });
    ghosts_revision_ = next_revision();
    inspector_.forget();
    unedited_step_ = Timeline::kNever;
    return true;
}

void Session::restart(Shared base, Step goal) {
    Trainer trainer(*base);
    std::vector<std::string> names = make_objective(*base)->parameter_names();
    timeline_.restart(base);
    walker_ = Walker(timeline_, std::move(trainer));
    parameter_names_ = std::move(names);
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
