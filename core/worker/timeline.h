// What decides a run's numbers: the experiment at step 0 and the edits with their steps. And saved states.
#pragma once

#include "core/history/checkpoints.h"
#include "core/worker/journal.h"

#include <optional>

namespace talweg {

/// Base experiment, journal of edits, checkpoints. Steps are those of the trainer as a whole: calls of
/// Trainer::step() since the start.
///
/// The journal keeps within a budget by forgetting the earliest edits, about half of them at a time. The
/// steps before earliest() can be walked again by no one then; those from there on can, to the last bit, from
/// a state that was saved for it. The newest experiment stays, however large.
class Timeline {
  public:
    Timeline(std::shared_ptr<const Experiment> base, std::uint64_t checkpoint_bytes,
             std::uint64_t journal_bytes = kJournalBytes);

    /// The entry in force before the update of `step`, from earliest() on; the base is the entry of step 0
    /// until an edit replaces it.
    JournalEntry in_force(Step step) const { return journal_.in_force(step); }
    /// Its experiment.
    std::shared_ptr<const Experiment> experiment(Step step) const { return journal_.experiment(step); }
    /// The first edit after `step`, or kNever.
    Step next_edit(Step step) const { return journal_.next_edit(step); }
    /// The newest entry and its experiment.
    JournalEntry last() const { return journal_.last(); }
    const std::shared_ptr<const Experiment>& newest() const { return journal_.newest(); }

    /// From `step` on another experiment, and no later edits. Forgets checkpoints at `step` and later: they
    /// were saved under the edits that are replaced. Not before earliest() (TALWEG_CHECK).
    void set(Step step, std::shared_ptr<const Experiment> experiment);
    /// No edits after `step`.
    void forget_after(Step step) { journal_.forget_after(step); }
    /// Another base, no edits, no checkpoints; these at least `spacing` steps apart from now on.
    void restart(std::shared_ptr<const Experiment> base, Step spacing = Checkpoints::kSmallestSpacing);

    /// A journal of the same steps with other experiments, each made by `other` from the one it stands for.
    Journal mapped(const std::function<Experiment(const Experiment&)>& other) const;
    /// A mapped journal in place of the present one; no checkpoint is touched.
    void replace(Journal journal) { journal_ = std::move(journal); }
    /// Of every saved state only these parts (Checkpoints::keep_parts).
    void keep_parts(std::span<const std::size_t> kept);

    /// The first step that can be walked to again.
    Step earliest() const { return start_ ? start_->step + 1 : 0; }
    /// The saved state to walk from to `step`: the last one at or before it on a multiple of `multiple_of`;
    /// the earliest there is, on whatever step, when none is.
    Checkpoints::Found saved(Step step, Step multiple_of = 1) const;

    /// Whether the next state should be kept by mark(), for a time when the edits before it are forgotten.
    bool wants_mark() const;
    void mark(Step step, std::span<const std::byte> state);
    /// Whether the next edit may be one too many.
    bool full() const { return journal_.bytes() > full_bytes_; }
    /// When full, forgets the edits before the mark. All that is walked from now on stands at `step` or
    /// later.
    void make_room(Step step);

    /// The base and the edits.
    std::size_t entry_count() const { return journal_.size(); }
    Checkpoints& checkpoints() { return checkpoints_; }
    const Checkpoints& checkpoints() const { return checkpoints_; }
    std::uint64_t journal_bytes() const { return journal_.bytes(); }
    /// Of the journal, the checkpoints and other saved states.
    std::uint64_t bytes() const;

    static constexpr Step kNever = Journal::kNever;
    /// Some 300,000 steps at which a point was dragged, or 60,000 at which a run's rate was.
    static constexpr std::uint64_t kJournalBytes = 32ull << 20;

  private:
    struct Saved {
        Step step = 0;
        std::vector<std::byte> state;  ///< as checkpoints are: under the experiment in force at `step`
    };

    Journal journal_;  ///< not empty; the first entry is of step 0 or in force at start_
    Checkpoints checkpoints_;
    /// Room is left for one more edit, and for the spare room of growing vectors.
    std::uint64_t full_bytes_;
    std::optional<Saved> start_;  ///< nothing: step 0, which is a checkpoint
    std::optional<Saved> mark_;   ///< the next start_
};

}  // namespace talweg
