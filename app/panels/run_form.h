// The controls of one run: name, optimizer, learning rate, knobs, schedule, what stands around it, batch,
// start.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// Rows of a form for the run at `index`; every change goes through undo. Marks start with "run.INDEX.".
void run_form(const Snapshot& now, UiState& ui, std::size_t index);

/// How a run stands, in words: "loss 0.0751", "diverged at step 40: learning rate …".
struct RunWords {
    std::string number;    ///< the loss at the cursor; empty when unknown
    std::string unit;      ///< what the number is where that is not plain: "batch loss"
    std::string status;    ///< empty while it runs
    bool warning = false;  ///< diverged
};
RunWords run_words(const RunSnapshot& run);

}  // namespace talweg
