// A test function in the data section: which one, its knobs, or the formula that one types.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// Another test function with its defaults, in one edit with what no longer suits: starts give way to its
/// own, batches and rules that look at validation points go.
void set_function(UiState& ui, std::string_view kind);

/// Rows of the present function; of a formula its text with the character that is wrong, its domain, and a
/// slider for each of its parameters.
void function_rows(UiState& ui);

}  // namespace talweg
