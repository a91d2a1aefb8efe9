// The line at the bottom: step, epoch, speed, memory, messages.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

class StatusLine {
  public:
    void draw(const Snapshot& now, UiState& ui);
    static constexpr double kHeight = 28.0;  ///< px before scale
};

/// "12.4 M", "950", "3.2 k": counts that need not be exact.
std::string rough_count(double value);
/// "12 MB".
std::string rough_bytes(double bytes);

}  // namespace talweg
