// Records a number that grows with the steps at so many of them as stay bounded.
#pragma once

#include "core/history/step_map.h"

#include <cstddef>
#include <cstdint>

namespace talweg {

/// Marks at every stride-th step. When all are full, every second one goes and the stride doubles, at the
/// same steps at which a SeriesRecorder's does. The result does not depend on how steps were grouped.
class StepMapRecorder {
  public:
    StepMapRecorder();

    /// Appends `count` steps. Does not allocate.
    void fold(const double* values, std::size_t count);
    /// Appends `count` steps that grow evenly; `to` is the number of the last of them and `from` that of the
    /// step before the first.
    void fold_line(double from, double to, Step count);
    /// Steps recorded so far.
    Step steps() const { return steps_; }

    /// Forgets all steps from `steps` on.
    void truncate(Step steps);
    void reset();
    /// At most `limit` marks, and the number of a later step or the last.
    void publish(StepMap& out, std::size_t limit, Step last_step, double last) const;

    std::uint64_t bytes() const { return marks_.capacity() * sizeof(double); }

    static constexpr std::size_t kMarks = 16384;

  private:
    /// `value(k)` is that of the k-th step from the present end on.
    template <class Value>
    void grow(Step count, Value value);

    std::vector<double> marks_;
    Step stride_ = 1;
    Step steps_ = 0;
};

}  // namespace talweg
