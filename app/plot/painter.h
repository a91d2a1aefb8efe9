// A painter: knows pixels only. Screen, Cairo, picking and a log for tests each are one.
#pragma once

#include "app/plot/geometry.h"
#include "app/plot/image.h"
#include "app/plot/theme.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace talweg {

struct PixelStroke {
    Rgba color;
    double width = 1.0;  ///< px
    Dash dash = Dash::solid;
};

enum class AlignX { left, center, right };
enum class AlignY { top, middle, baseline, bottom };

struct TextStyle {
    double size = 12.0;  ///< px, of the em
    Rgba color;
    AlignX align_x = AlignX::left;
    AlignY align_y = AlignY::baseline;
    bool vertical = false;  ///< reads upwards, turned about its place
    bool strong = false;
};

/// The size of text set by a font. The same for every painter, so that all give the same layout.
class TextMeasure {
  public:
    virtual ~TextMeasure() = default;
    /// Width of the advance and height of a line (ascent + descent), px, for one line at `size` px.
    virtual Size measure(std::string_view text, double size, bool strong = false) const = 0;
    virtual double ascent(double size) const = 0;  ///< px above the baseline
};

/// Coordinates are finite and inside about ± 16,000 px: paint() has clipped. Lines have at most 8,192 points.
class Painter {
  public:
    virtual ~Painter() = default;
    virtual void clip(Box px) = 0;  ///< nests
    virtual void unclip() = 0;
    virtual void polyline(std::span<const Pt> px, const PixelStroke& stroke) = 0;
    virtual void fill(std::span<const Pt> convex_px, Rgba color) = 0;
    virtual void image(const Image& image, Box px, bool smooth) = 0;
    virtual void text(Pt at, std::string_view text, const TextStyle& style) = 0;
    /// Says which mark the following calls belong to: its run's id, 0 for none. Most painters need not know.
    virtual void begin_mark(std::uint64_t /*id*/, std::string_view /*name*/) {}
};

}  // namespace talweg
