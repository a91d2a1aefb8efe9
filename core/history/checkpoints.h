// Saved states to go back to: as many as fit into a number of bytes, evenly spread over all steps.
#pragma once

#include "core/base/types.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace talweg {

/// States at multiples of a spacing, which doubles when the budget is full: a power of two, so that what
/// stays is on the new grid. Step 0 always stays, even when it alone is over the budget.
class Checkpoints {
  public:
    /// smallest_spacing: a power of two.
    explicit Checkpoints(std::uint64_t budget, Step smallest_spacing = kSmallestSpacing);
    /// Forgets everything.
    void clear(Step smallest_spacing);

    /// Whether add() would keep the state of this step. One comparison and one mask: asked before each step.
    bool due(Step step) const { return (step & (spacing_ - 1)) == 0 && step >= next_; }
    /// Keeps a copy, and drops every second one while the budget is exceeded. due(step) is true.
    void add(Step step, std::span<const std::byte> state);

    struct Found {
        Step step;
        std::span<const std::byte> state;  ///< until the next call that changes anything
    };
    /// The last one at or before `step` on a multiple of `multiple_of`. There is one (TALWEG_CHECK).
    Found find(Step step, Step multiple_of = 1) const;

    /// Forgets those at `step` and later.
    void cut(Step step);

    /// Keeps only some parts of every state. A state is a row of parts, each a 64-bit length and its bytes;
    /// `kept` are part numbers, ascending.
    void keep_parts(std::span<const std::size_t> kept);

    Step spacing() const { return spacing_; }
    std::size_t count() const { return entries_.size(); }
    /// Bytes of the states held.
    std::uint64_t used() const { return bytes_.size(); }

    /// A replay of at most this many steps is not worth a checkpoint.
    static constexpr Step kSmallestSpacing = 64;

  private:
    struct Entry {
        Step step;
        std::size_t offset;
        std::size_t size;
    };
    void thin();
    std::uint64_t cost() const { return bytes_.size() + entries_.size() * sizeof(Entry); }

    std::uint64_t budget_;
    Step smallest_;
    Step spacing_;
    Step next_ = 0;  ///< the first step that is not covered yet
    std::vector<std::byte> bytes_;
    std::vector<Entry> entries_;
};

}  // namespace talweg
