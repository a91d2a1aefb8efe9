// The runs of the side panel: one card each, with everything that can be set.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

class RunsPanel {
  public:
    void draw(const Snapshot& now, UiState& ui, Commands& commands);

  private:
    void card(const Snapshot& now, UiState& ui, std::size_t index);

    /// Opened by a click on its card: its form is to be scrolled into view. One added by the button is not,
    /// as the list would run away under the pointer.
    std::uint64_t to_reveal_ = 0;
};

}  // namespace talweg
