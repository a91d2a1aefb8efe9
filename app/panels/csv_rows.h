// The data section's rows about a file: which it is, what became of it, and how to read it otherwise.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// Draws them for an experiment whose points stand in a file. Marks: "data.csv.change", "data.csv.summary",
/// "data.csv.touched".
void csv_rows(UiState& ui);

}  // namespace talweg
