// A field of several lines whose text is wrapped on the screen.
#pragma once

#include "app/panels/kit.h"
#include "app/panels/soft_text.h"

namespace talweg {

/// ImGui's own field of several lines cannot wrap. This one breaks the lines for it, and takes the breaks out
/// again: the text itself changes only where one edits it.
class TextArea {
  public:
    /// Over the whole width that is left; Enter begins a new line. height: px before scale. True when the
    /// text was changed and left.
    bool draw(Kit& kit, std::string_view id, std::string& text, double height, std::string_view tip);

  private:
    void wrap(const Kit& kit, const std::string& text, float room);

    std::string source_;  ///< what `lines_` was made from
    float room_ = 0.0f;   ///< and for which width
    SoftText lines_;
    SoftText before_;  ///< as it was when the editing began: Esc brings that back
    bool edited_ = false;
};

}  // namespace talweg
