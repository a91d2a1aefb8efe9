// An error in words, over the views, until it is dismissed or has been there for long enough.
#pragma once

#include "app/panels/ui_state.h"

#include <string>

namespace talweg {

class Banner {
  public:
    /// Draws on top of `area` when there is something to say.
    void draw(const Snapshot& now, UiState& ui, Box area);

  private:
    std::string shown_;
    double since_ = 0.0;  ///< s, when it came
};

}  // namespace talweg
