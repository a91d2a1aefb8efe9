// A trainer on its way along a timeline: forward step by step with its edits, back by checkpoints.
#pragma once

#include "core/train/trainer.h"
#include "core/worker/timeline.h"

namespace talweg {

/// At every step it has exactly what the first pass over the timeline had there, to the last bit.
class Walker {
  public:
    /// `trainer` is one of the timeline's entry at step 0, at step 0; of its first one when step 0 cannot be
    /// walked to any more: then the walker is rewound before anything else. The timeline outlives the walker.
    Walker(const Timeline& timeline, Trainer trainer);

    /// Updates since the start.
    Step step() const { return step_; }
    const Trainer& trainer() const { return trainer_; }
    std::size_t run_count() const { return states_.size(); }
    const RunState& state(std::size_t run) const { return *states_[run]; }
    /// Of the data set in force here.
    std::uint64_t data_revision() const { return data_revision_; }

    /// One update, then the edit of the step reached, if there is one. False when no run can go on.
    /// Does not allocate but for an edit. `watch` is told of each run's part.
    bool advance(StepWatch* watch = nullptr) {
        if (!trainer_.step(watch)) return false;
        if (++step_ == next_edit_) take_over();
        return true;
    }
    /// Makes an edit at this step; the timeline gets it afterwards. Throws Error (then nothing has changed).
    void apply(std::shared_ptr<const Experiment> edited);
    /// After the timeline changed at this step or later. Throws Error (then nothing has changed).
    void take_over();

    /// As Trainer::explain.
    StepExplanation explain(std::size_t run, Index parameter) { return trainer_.explain(run, parameter); }

    /// To the state that Timeline::saved() gives.
    void rewind(Step step, Step multiple_of = 1);

    /// The state of the given runs as a row of parts (Checkpoints::keep_parts), replacing `out`.
    void write(std::span<const std::size_t> runs, std::vector<std::byte>& out);
    /// Stands at `step` with that state: one part for each run.
    void read(Step step, std::span<const std::byte> state);
    /// Stays at this step, with that state, written when `experiment` was in force.
    void read_at(std::shared_ptr<const Experiment> experiment, std::span<const std::byte> state);

  private:
    void find_states();
    void read_runs(std::span<const std::byte> state);

    const Timeline* timeline_;
    Trainer trainer_;
    std::shared_ptr<const Experiment> in_force_;
    std::uint64_t entry_id_ = 0;  ///< of the journal's entry that in_force_ is; 0: not known
    std::uint64_t data_revision_ = 0;
    Step step_ = 0;
    Step next_edit_ = Timeline::kNever;
    std::vector<const RunState*> states_;
};

}  // namespace talweg
