// A test function in the data section: which one, its knobs, or the formula that one types.
#pragma once

#include "app/panels/ui_state.h"

#include <array>

namespace talweg {

/// Another test function with its defaults, in one edit with what no longer suits: starts give way to its
/// own, batches and rules that look at validation points go.
void set_function(UiState& ui, std::string_view kind);

/// Rows of the present function; of a formula its text with the character that is wrong, a slider for each of
/// its parameters, and its domain.
class FunctionRows {
  public:
    void draw(UiState& ui);

  private:
    void draw_formula(UiState& ui, const PartChoice& function);

    /// How far each letter's slider reaches to either side; it stays while one drags.
    std::array<double, 26> reach_{};
};

}  // namespace talweg
