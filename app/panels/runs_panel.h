// The runs of the side panel: one card each, with everything that can be set.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

class RunsPanel {
  public:
    void draw(const Snapshot& now, UiState& ui, Commands& commands);

  private:
    void card(const Snapshot& now, UiState& ui, std::size_t index);
};

}  // namespace talweg
