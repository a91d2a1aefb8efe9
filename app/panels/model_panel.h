// The model section of the side panel: model, loss, penalties, start, seed and where to stop.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

class ModelPanel {
  public:
    void draw(const Snapshot& now, UiState& ui, Commands& commands);
};

}  // namespace talweg
