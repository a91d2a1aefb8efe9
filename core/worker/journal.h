// The journal of edits: every experiment that was in force, each as what it changes in the one before.
#pragma once

#include "core/base/revision.h"
#include "core/train/experiment.h"

#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

namespace talweg {

/// An experiment in force from a step on: before the update of that step.
struct JournalEntry {
    Step step = 0;
    /// No other entry has this number, nor will. Never 0.
    std::uint64_t id = 0;
    /// Grows when the points change: equal numbers, equal data sets. Never 0.
    std::uint64_t data_revision = 0;
};

/// Bytes of an experiment with all that it holds, as allocated.
std::uint64_t bytes_of(const Experiment& experiment);

/// A row of experiments by ascending step. Of points that are dragged only the numbers that moved are kept,
/// of runs only those that were turned; a whole experiment stands in between as often as makes finding one
/// cost no more than a few copies. Every experiment comes back to the last bit of its points.
class Journal {
  public:
    bool empty() const { return blocks_.empty(); }
    std::size_t size() const;

    /// The last entry at or before `step`; the first one when there is none. Not empty.
    JournalEntry in_force(Step step) const;
    /// Its experiment, put together again. Not empty.
    std::shared_ptr<const Experiment> experiment(Step step) const;
    /// The step of the first entry after `step`, or kNever.
    Step next_edit(Step step) const;
    /// The newest entry and its experiment. Not empty.
    JournalEntry last() const { return blocks_.back().entries.back().place; }
    const std::shared_ptr<const Experiment>& newest() const { return newest_; }

    /// Every entry with its experiment, in order.
    using Visit = std::function<void(const JournalEntry&, const Experiment&)>;
    void visit(const Visit& look) const;

    /// `step` is after the last one (TALWEG_CHECK).
    void append(Step step, std::shared_ptr<const Experiment> experiment, std::uint64_t data_revision);
    /// Forgets the entries after `step`, or from it on.
    void forget_after(Step step);
    void forget_from(Step step);
    /// Forgets the entries before the one in force at `step`, which becomes the first.
    void forget_before(Step step);
    void clear();

    /// As allocated, the spare room of vectors and strings included.
    std::uint64_t bytes() const { return closed_bytes_ + open_bytes() + newest_bytes_; }

    static constexpr Step kNever = std::numeric_limits<Step>::max();

  private:
    struct Number {
        std::size_t index;  ///< in x, then in y
        double value;
    };
    struct Run {
        std::size_t index;
        RunSpec spec;
    };
    struct Entry {
        JournalEntry place;
        std::size_t numbers_end = 0;             ///< of the block's `numbers`: where this entry's end
        std::size_t runs_end = 0;                ///< likewise
        std::shared_ptr<const Experiment> rest;  ///< all but points and runs; null: as before
    };
    struct Block {
        std::shared_ptr<const Experiment> first;  ///< of entries[0], whole
        std::vector<Entry> entries;               ///< not empty
        std::vector<Number> numbers;
        std::vector<Run> runs;
        std::uint64_t first_bytes = 0;
        std::uint64_t heap_bytes = 0;  ///< what runs and rests hold outside of the vectors
    };
    struct Change {
        std::vector<Number> numbers;
        std::vector<Run> runs;
        std::shared_ptr<const Experiment> rest;
    };

    static std::uint64_t bytes_of_block(const Block& block);
    static std::uint64_t heap_of(const std::vector<Run>& runs, const Experiment* rest);
    static bool find_change(const Experiment& before, const Experiment& after, Change& change);
    static void apply(const Block& block, std::size_t entry, Experiment& experiment);
    static std::shared_ptr<const Experiment> build(const Block& block, std::size_t entry);
    static void cut(Block& block, std::size_t count);

    std::size_t block_of(Step step) const;
    static std::size_t entry_of(const Block& block, Step step);
    bool append_change(const JournalEntry& place, const Experiment& experiment);
    void open_block(const JournalEntry& place, std::shared_ptr<const Experiment> experiment);
    void take_newest(std::shared_ptr<const Experiment> experiment);
    void count_closed();
    std::uint64_t open_bytes() const { return empty() ? 0 : bytes_of_block(blocks_.back()); }

    std::deque<Block> blocks_;
    std::uint64_t closed_bytes_ = 0;  ///< of all blocks but the last
    std::shared_ptr<const Experiment> newest_;
    std::uint64_t newest_bytes_ = 0;
};

}  // namespace talweg
