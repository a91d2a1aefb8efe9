// The menu bar: menus from the table of actions, the experiment's name, a few icons.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

class MenuBar {
  public:
    /// Inside a window with a menu bar.
    void draw(const Snapshot& now, UiState& ui, Commands& commands);
    static constexpr double kHeight = 36.0;  ///< px before scale
};

}  // namespace talweg
