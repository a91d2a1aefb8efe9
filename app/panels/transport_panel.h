// The transport: play, step, scrub, jump and speed, like a film's.
#pragma once

#include "app/panels/ui_state.h"

#include <optional>
#include <string>

namespace talweg {

class TransportPanel {
  public:
    void draw(const Snapshot& now, UiState& ui, Commands& commands);
    static constexpr double kHeight = 56.0;  ///< px before scale

  private:
    void buttons(const Snapshot& now, UiState& ui, Commands& commands);
    void scrubber(const Snapshot& now, UiState& ui, Commands& commands, float width);
    void numbers(const Snapshot& now, UiState& ui, Commands& commands, float width);
    void speed(UiState& ui, Commands& commands, float width);

    std::optional<Step> scrubbed_;  ///< while the handle is held: the step asked for last
    bool jumping_ = false;          ///< the step number is a field
    bool focus_jump_ = false;
    std::string jump_text_;
};

}  // namespace talweg
