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
    bool ends = false;                     ///< the run has ended: no update follows
    std::vector<FilledLine> lines;         ///< the rule, of the lines that apply
    std::vector<ExplainedNumber> numbers;  ///< θ, then the optimizer's buffers
    std::uint64_t evaluations = 0;         ///< that the step takes, with that of its result
};

}  // namespace talweg
