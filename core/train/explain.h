// One step of a run in the words of its optimizer, with all numbers.
#pragma once

#include "core/train/rule.h"

#include <cstdint>
#include <string>
#include <vector>

namespace talweg {

/// A quantity of one parameter before and after the step.
struct ExplainedNumber {
    std::string symbol;
    double before = 0.0;
    double after = 0.0;
};

/// What update `step` does to one parameter.
struct StepExplanation {
    std::uint64_t run = 0;  ///< id; 0: nothing was asked
    Step step = 0;
    Index parameter = 0;
    bool ends = false;  ///< the run has ended: no update follows
    /// The rules, of the lines that apply, in the order in which they are worked through: clipping, what
    /// stands around the optimizer as far as it comes first, the optimizer, the rest of what stands around
    /// it.
    std::vector<FilledLine> lines;
    std::vector<ExplainedNumber> numbers;  ///< θ, then the buffers that the lines speak of
    std::uint64_t evaluations = 0;         ///< that the step takes, with that of its result
};

}  // namespace talweg
