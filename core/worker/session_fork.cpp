// Training with a past: an edit in it cuts the future off.
#include "core/base/error.h"
#include "core/worker/session.h"

#include <algorithm>

namespace talweg {

/// The future from `step` on goes; what led there is recorded again from a checkpoint where all series can be
/// cut, and the edit is made on arrival.
void Session::fork(Step step, std::shared_ptr<const Experiment> edited) {
    if (cursor() == head_) note_ends();
    // Or the ghosts would widen the buckets after the cut was found.
    for (RunRecorder& recorder : recorders_) recorder.fold();
    const Cut cut = find_cut(step);
    check_cut(cut);
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
    // which costs at most a quarter of what the head did; wide ones are better than none when that cannot be.
    const bool from_start = timeline_.earliest() == 0;
    if (cut.fine || !from_start) rewind(cut.from, cut.stride);
    if (from_start && !(cut.fine && cuts_here())) {
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

Session::Cut Session::find_cut(Step step) const {
    Cut cut;
    cut.from = step;
    for (const RunRecorder& recorder : recorders_) {
        cut.stride = std::max(cut.stride, recorder.stride());
        if (recorder.size() > step + 1) cut.fine = cut.fine && recorder.fine_enough(step + 1);
        const Step recent = step < kRecent ? 0 : step - kRecent;
        if (!recorder.ring().has(recent)) cut.from = recent;
    }
    if (timeline_.earliest() == 0) return cut;
    // What is saved at `step` itself was saved under the edit that goes. Of the last steps fewer are exact
    // when only a later state will do.
    cut.from = std::min(cut.from, step - 1);
    if (timeline_.saved(cut.from, cut.stride).step % cut.stride != 0) cut.from = step - 1;
    return cut;
}

/// Whether every recorder can be cut where the walker stands. A run that waited at a limit for a while counts
/// its own steps.
bool Session::cuts_here() const {
    for (std::size_t run = 0; run < recorders_.size(); ++run) {
        const Step own = walker_.state(run).step;
        if (recorders_[run].size() > own + 1 && own % recorders_[run].stride() != 0) return false;
    }
    return true;
}

/// Throws Error (then nothing has changed) when a cut needs what can no longer be walked again.
void Session::check_cut(const Cut& cut) {
    if (timeline_.earliest() == 0) return;
    const Step here = cursor();
    walker_.write(all_runs_, saved_);
    walker_.rewind(cut.from, cut.stride);
    const bool possible = cuts_here();
    walker_.read(here, saved_);
    if (!possible) throw forgotten("An edit at this step");
}

void Session::keep_ghosts(Step step) {
    for (std::size_t run = 0; run < recorders_.size(); ++run) {
        if (recorders_[run].size() <= step + 1) continue;
        GhostRun ghost;
        ghost.id = experiment_->runs[run].id;
        ghost.first_step = step;
        recorders_[run].publish_loss(ghost.loss);
        recorders_[run].publish_path(ghost.path.x, ghost.path.y, ghost.path.last_step);
        recorders_[run].publish_rate(ghost.rate);
        recorders_[run].publish_evaluations(ghost.evaluations);
        recorders_[run].publish_seconds(ghost.seconds);
        ghosts_.push_back(std::move(ghost));
    }
    if (ghosts_.size() > kGhosts) {
        ghosts_.erase(ghosts_.begin(), ghosts_.end() - static_cast<std::ptrdiff_t>(kGhosts));
    }
    ghosts_revision_ = next_revision();
}

/// What an edit that cannot be made any more is refused with.
Error Session::forgotten(const std::string& what) const {
    return Error(what + " needs steps before " + std::to_string(earliest()) +
                 " walked again, and the edits made there were too many to be kept. Reset begins again "
                 "without them.");
}

}  // namespace talweg
