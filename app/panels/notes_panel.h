// The title and the notes of the experiment.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

class NotesPanel {
  public:
    void draw(UiState& ui);
};

}  // namespace talweg
