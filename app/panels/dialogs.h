// The small dialogs: unsaved changes, the list of keys, about.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// Asks whether to save before what was wanted is carried out.
class UnsavedDialog {
  public:
    void draw(UiState& ui, bool wanted);
};

/// Every key, from the table of actions, and what the mouse does.
class KeysDialog {
  public:
    void draw(UiState& ui, bool wanted);
};

class AboutDialog {
  public:
    void draw(UiState& ui, bool wanted);
};

}  // namespace talweg
