// All of theta along a run's way, where it has more than two entries, at a bounded number of steps.
#pragma once

#include "core/history/path_steps.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <vector>

namespace talweg {

/// Theta of the steps 0 .. that steps.kept() names, one after the other.
struct ThetaPath {
    std::size_t parameters = 0;
    std::size_t count = 0;
    PathSteps steps;
    std::vector<double> values;
    std::uint64_t revision = 0;  ///< another when points that were there have changed

    const double* theta(std::size_t index) const { return values.data() + index * parameters; }
    Step step(std::size_t index) const { return steps.kept(index); }
};

/// Keeps what path_steps.h names, of longer thetas fewer. Of the longest, whose copies would cost more than
/// they show, nothing.
class ThetaPathRecorder {
  public:
    static constexpr std::size_t kMostParameters = 8'000;

    /// parameters: of theta. Takes its memory here, about 4 MB at most.
    explicit ThetaPathRecorder(std::size_t parameters);

    /// The state of a step, the one after the newest or the newest again. Does not allocate below 2^40 steps.
    void write(const RunState& state, Step step);
    void truncate(Step size);
    void reset() { truncate(0); }

    /// Copies only what `out` lacks. Allocates where out is too small.
    void publish(ThetaPath& out) const;
    std::uint64_t bytes() const { return values_.capacity() * sizeof(double); }

  private:
    void put(const RunState& state, std::size_t index);

    std::size_t parameters_;  ///< 0: keeps nothing
    PathSteps steps_;
    std::vector<double> values_;
    std::size_t count_ = 0;
    Step next_ = 0;  ///< the step that is kept next
    std::uint64_t revision_;
};

}  // namespace talweg
