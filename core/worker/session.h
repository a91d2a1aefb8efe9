// Training with a past: one experiment, its timeline, everything recorded, and a cursor that moves over it.
#pragma once

#include "core/base/error.h"
#include "core/history/run_recorder.h"
#include "core/worker/inspector.h"
#include "core/worker/snapshot.h"
#include "core/worker/stopwatch.h"
#include "core/worker/timeline.h"
#include "core/worker/walker.h"

#include <atomic>

namespace talweg {

/// A snapshot and what is already in it, so that only what changed is copied again.
struct Slot {
    Snapshot snapshot;
    std::uint64_t experiment_revision = 0;
    std::uint64_t data_revision = 0;
    std::uint64_t closed_form_revision = 0;
    std::uint64_t ghosts_revision = 0;
    std::uint64_t detail_revision = 0;
};

/// No thread: the same calls give the same numbers, and how they are grouped does not matter. A clock is
/// looked at only to record how long steps took, on which nothing depends. Steps at or below the head that
/// are walked again are not recorded again; they are the same to the last bit.
class Session {
  public:
    /// At step 0. Throws Error when the experiment is not possible.
    Session(const Experiment& experiment, std::uint64_t generation, std::uint64_t checkpoint_bytes,
            std::uint64_t journal_bytes = Timeline::kJournalBytes);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    Step cursor() const { return walker_.step(); }
    Step head() const { return head_; }
    /// The first step one can go to. Above 0 once the earliest edits had to be forgotten (Timeline): what was
    /// recorded before it stays, but nothing before it can be walked again.
    Step earliest() const { return timeline_.earliest(); }
    /// On the way to goal().
    bool seeking() const { return seeking_; }
    Step goal() const { return goal_; }
    /// At the head, and no run can go on.
    bool ended() const { return cursor() == head_ && !walker_.trainer().running(); }
    const Experiment& experiment() const { return *experiment_; }

    /// Sets out for a step, or for earliest() when that is later: advance() goes there. In place of an
    /// earlier goal.
    void seek(Step step);
    /// Ends a walk into steps not taken yet where it is; an edit that waited for its goal is made here. Still
    /// seeking() when it takes the place of another edit of this very step.
    void halt();
    /// Walks on by at most `count` steps; when seeking, to the goal and no further. Fewer when `interrupt`
    /// turns true (looked at before each step) or when no run can go on. Returns the steps walked.
    Step advance(Step count, const std::atomic<bool>& interrupt);
    /// To step 0 with the present experiment and no edits.
    void reset();

    /// The experiment after an edit, as `Edit` in command.h says. Throws Error: nothing has changed. One that
    /// needs steps before earliest() walked again is refused too: another set of runs, or an edit so soon
    /// after earliest() that the history cannot be cut there.
    void edit(const Experiment& edited, std::uint64_t generation);
    /// An edit with this number was refused.
    void refuse(std::uint64_t generation) { generation_ = generation; }

    /// Wants the exact numbers of steps [first, last], at most Inspector::kLongest of them. Those that are no
    /// longer at hand and lie before earliest() get none.
    void inspect(Step first, Step last);
    bool inspecting() const { return inspector_.busy(); }
    void inspect_on(Step steps, const std::atomic<bool>& interrupt) { inspector_.work(steps, interrupt); }

    /// What the update after the cursor does to theta[parameter] of the run with that id; nothing (run 0)
    /// when there is no such run or parameter.
    StepExplanation explain(std::uint64_t run, Index parameter);

    /// Everything in a snapshot but number, phase, speeds, message and explanation. `moving`: another one
    /// follows soon, so that what takes long can wait.
    void fill(Slot& slot, bool moving = false);

    const Walker& walker() const { return walker_; }
    const RunRecorder& recorder(std::size_t run) const { return recorders_[run]; }
    const Timeline& timeline() const { return timeline_; }
    /// For tests: time as they say.
    void set_clock(Stopwatch::Now now) { stopwatch_.set_clock(now); }

    static constexpr std::size_t kRecent = 1024;
    static constexpr std::size_t kTrail = 16;
    static constexpr std::size_t kGhosts = 8;

  private:
    /// How a run stands at the head.
    struct End {
        RunStatus status = RunStatus::running;
        Step step = 0;
        std::string reason;
    };

    /// Where recorders are cut for a fork.
    struct Cut {
        Step stride = 1;   ///< the saved state that all begins from is on a multiple of it
        Step from = 0;     ///< and at this step or before
        bool fine = true;  ///< what is left has buckets as narrow as if there had never been more
    };

    Step spacing() const;
    void bound_journal();
    void start_recording();
    void reserve_memory();
    void record_all();
    void replace_newest();
    void see_thetas();
    void time_steps();
    Step record(Step count, const std::atomic<bool>& interrupt);
    Step replay(Step count, const std::atomic<bool>& interrupt);
    void arrive();
    void rewind(Step step, Step multiple_of = 1);
    void note_ends();

    void edit_here(std::shared_ptr<const Experiment> edited);
    void edit_display(const Experiment& edited);
    void edit_live(const Experiment& edited);
    void edit_restart(const Experiment& edited);
    void fork(Step step, std::shared_ptr<const Experiment> edited);
    Cut find_cut(Step step) const;
    bool cuts_here() const;
    void check_cut(const Cut& cut);
    Error forgotten(const std::string& what) const;
    void keep_ghosts(Step step);
    bool remove_runs(const Experiment& edited);
    void restart(std::shared_ptr<const Experiment> base, Step goal);

    void fill_run(std::size_t run, RunSnapshot& out, bool detail);
    void fill_closed_form(Slot& slot);
    void fill_metrics(Snapshot& out, bool moving) const;
    void fill_ghosts(Slot& slot) const;
    void fill_trail(std::size_t run, SampleWindow& out) const;
    std::uint64_t bytes() const;

    std::shared_ptr<const Experiment> experiment_;  ///< the newest
    std::uint64_t experiment_revision_ = 0;
    std::uint64_t generation_ = 0;
    Timeline timeline_;
    Walker walker_;
    Step head_ = 0;
    Step goal_ = 0;
    bool seeking_ = false;
    std::vector<RunRecorder> recorders_;  ///< one a run
    std::vector<SampleRing> trails_;      ///< of the steps walked again, one a run
    std::vector<ThetaTrail> thetas_;      ///< of all steps walked, one a run
    std::vector<End> ends_;               ///< one a run
    std::vector<std::size_t> all_runs_;   ///< 0, 1, 2, …
    std::vector<std::byte> saved_;        ///< scratch
    /// All runs at step unedited_step_ before it was edited; that step is kNever when there is nothing.
    std::vector<std::byte> unedited_;
    Step unedited_step_ = Timeline::kNever;
    std::vector<GhostRun> ghosts_;
    std::uint64_t ghosts_revision_ = 0;
    Conditioning conditioning_;  ///< of the data of that revision
    DataExtent extent_;          ///< of the same data
    std::uint64_t conditioned_revision_ = 0;
    ClosedForm closed_form_;     ///< of the two below
    Experiment closed_subject_;  ///< without data and runs
    std::uint64_t closed_data_ = 0;
    std::uint64_t closed_form_revision_ = 0;
    std::vector<std::string> parameter_names_;
    Parameters parameters_;
    Inspector inspector_;
    Stopwatch stopwatch_;
};

}  // namespace talweg
