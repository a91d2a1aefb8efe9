// An error in words, over the views, until it is dismissed.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

class Banner {
  public:
    /// Draws on top of `area` when there is something to say.
    void draw(const Snapshot& now, UiState& ui, Box area);
};

}  // namespace talweg
