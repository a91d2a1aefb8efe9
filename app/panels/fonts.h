// The fonts of the screen: baked at the sizes that are shown, so that nothing is stretched.
#pragma once

#include "app/panels/compat.h"
#include "app/plot/font.h"

#include <optional>
#include <vector>

namespace talweg {

/// A font at one size. `em`: px of the em, as figures ask for; `line`: the height ImGui knows it by.
struct FontFace {
    ImFont* font = nullptr;
    float em = 0.0f;
    float line = 0.0f;
};

class Fonts {
  public:
    /// Replaces what `atlas` holds by 12, 13, 15 and 20 px times `scale`, regular and strong, with Greek,
    /// arrows, mathematics, superscripts and subscripts. The first is ImGui's default: 15 px.
    /// Signs that they lack come from `fallback`.
    void build(ImFontAtlas& atlas, const FontFile& regular, const FontFile& strong,
               const std::optional<FontFile>& fallback, double scale);

    /// The face baked nearest to `em` px.
    const FontFace& face(double em, bool strong = false) const;
    bool empty() const { return regular_.empty(); }

  private:
    std::vector<FontFace> regular_;
    std::vector<FontFace> strong_;
};

}  // namespace talweg
