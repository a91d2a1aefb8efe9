// What decides a run's numbers: the experiment at step 0 and the edits with their steps. And saved states.
#pragma once

#include "core/history/checkpoints.h"
#include "core/train/experiment.h"

#include <limits>
#include <memory>
#include <vector>

namespace talweg {

/// An experiment in force from a step on: before the update of that step.
struct JournalEntry {
    Step step = 0;
    std::shared_ptr<const Experiment> experiment;
    /// Grows when the points change: equal numbers, equal data sets. Never 0.
    std::uint64_t data_revision = 0;
};

/// A number that no one else in this process has had, above 0.
std::uint64_t next_revision();

/// Base experiment, journal of edits, checkpoints. Steps are those of the trainer as a whole: calls of
/// Trainer::step() since the start.
class Timeline {
  public:
    Timeline(std::shared_ptr<const Experiment> base, std::uint64_t checkpoint_bytes);

    /// The entry in force before the update of `step`; the base is the entry of step 0 until an edit
    /// replaces it.
    const JournalEntry& in_force(Step step) const;
    /// The first edit after `step`, or kNever.
    Step next_edit(Step step) const;
    /// The newest entry.
    const JournalEntry& last() const { return entries_.back(); }

    /// From `step` on another experiment, and no later edits. Forgets checkpoints at `step` and later: they
    /// were saved under the edits that are replaced.
    void set(Step step, std::shared_ptr<const Experiment> experiment);
    /// No edits after `step`.
    void forget_after(Step step);
    /// Another base, no edits, no checkpoints; these at least `spacing` steps apart from now on.
    void restart(std::shared_ptr<const Experiment> base, Step spacing = Checkpoints::kSmallestSpacing);
    /// The same edits of other experiments, one for each of entries(); no checkpoint is touched.
    void replace(std::vector<std::shared_ptr<const Experiment>> experiments);

    const std::vector<JournalEntry>& entries() const { return entries_; }
    Checkpoints& checkpoints() { return checkpoints_; }
    const Checkpoints& checkpoints() const { return checkpoints_; }
    /// Of the journal (approximately) and the checkpoints.
    std::uint64_t bytes() const;

    static constexpr Step kNever = std::numeric_limits<Step>::max();

  private:
    std::vector<JournalEntry> entries_;  ///< ascending; the first is of step 0
    Checkpoints checkpoints_;
};

}  // namespace talweg
