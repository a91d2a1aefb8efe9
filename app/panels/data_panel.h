// The data section of the side panel: what the points are, their table or their generator's knobs.
#pragma once

#include "app/panels/function_rows.h"
#include "app/panels/ui_state.h"

namespace talweg {

class DataPanel {
  public:
    void draw(const Snapshot& now, UiState& ui, Commands& commands);

  private:
    FunctionRows function_;
};

}  // namespace talweg
