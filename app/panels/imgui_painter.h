// Paints figures into an ImGui draw list.
#pragma once

#include "app/panels/fonts.h"
#include "app/panels/texture_cache.h"
#include "app/plot/dash.h"
#include "app/plot/painter.h"

#include <vector>

namespace talweg {

/// Pixels are those of the window. Lines longer than 8,192 points are cut into pieces that touch, since
/// ImGui's indices have 16 bits.
class ImguiPainter : public Painter {
  public:
    ImguiPainter(ImDrawList& list, const Fonts& fonts, const TextMeasure& measure, TextureCache& textures)
        : list_(list), fonts_(fonts), measure_(measure), textures_(textures) {}

    void clip(Box px) override;
    void unclip() override;
    void polyline(std::span<const Pt> px, const PixelStroke& stroke) override;
    void fill(std::span<const Pt> convex_px, Rgba color) override;
    void image(const Image& image, Box px, bool smooth) override;
    void text(Pt at, std::string_view text, const TextStyle& style) override;

  private:
    void solid(std::span<const Pt> px, ImU32 color, float width);
    void joined(std::span<const Pt> px, ImU32 color, float width);
    void dashed(std::span<const Pt> px, const PixelStroke& stroke);

    ImDrawList& list_;
    const Fonts& fonts_;
    const TextMeasure& measure_;
    TextureCache& textures_;
    std::vector<ImVec2> points_;
    DashPieces dashes_;
};

/// The colour as ImGui packs it.
inline ImU32 packed(Rgba color) { return IM_COL32(color.r, color.g, color.b, color.a); }

}  // namespace talweg
