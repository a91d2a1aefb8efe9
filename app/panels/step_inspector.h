// The step inspector: what the next update does to one parameter, in the optimizer's own words.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// Shows Snapshot::explanation, which it asks the worker for as long as it is open.
class StepInspector {
  public:
    /// The height it needs, px before scale, for what `now` explains.
    double height(const Snapshot& now) const;

    void draw(const Snapshot& now, UiState& ui);
    /// Posts Explain when another run or parameter is wanted, or none any more. Each frame.
    void ask(const Snapshot& now, const UiState& ui, Commands& commands);

  private:
    void header(const Snapshot& now, UiState& ui, std::size_t run);

    /// What was measured is still of what `now` explains.
    bool fits(const Snapshot& now) const;

    Explain asked_;
    /// The tallest that this run's steps were so far: it must not jump while the numbers move.
    double content_ = 0.0;
    std::uint64_t measured_run_ = 0;
    std::size_t measured_lines_ = 0;
};

/// The run that the inspector looks at: the open card's, else the first one shown. 0: none.
std::uint64_t inspected_run(const UiState& ui);

}  // namespace talweg
