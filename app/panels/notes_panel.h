// The title and the notes of the experiment.
#pragma once

#include "app/panels/text_area.h"
#include "app/panels/ui_state.h"

namespace talweg {

class NotesPanel {
  public:
    void draw(UiState& ui);

  private:
    TextArea notes_;
};

}  // namespace talweg
