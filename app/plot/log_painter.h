// A painter that writes down what it is told, and a font in which every sign is 0.6 em wide: for tests.
#pragma once

#include "app/plot/painter.h"

#include <string>
#include <vector>

namespace talweg {

class LogPainter final : public Painter {
  public:
    enum class Kind { clip, unclip, polyline, fill, image, text };

    struct Call {
        Kind kind = Kind::clip;
        std::vector<Pt> points;  ///< of lines and fills; a text's place; two corners of clips and images
        PixelStroke stroke;
        Rgba color;
        std::string text;
        TextStyle style;
        std::uint64_t mark = 0;
        std::string mark_name;
    };

    void clip(Box px) override;
    void unclip() override;
    void polyline(std::span<const Pt> px, const PixelStroke& stroke) override;
    void fill(std::span<const Pt> convex_px, Rgba color) override;
    void image(const Image& image, Box px, bool smooth) override;
    void text(Pt at, std::string_view text, const TextStyle& style) override;
    void begin_mark(std::uint64_t id, std::string_view name) override;

    std::vector<Call> calls;

    /// Every text drawn, in order.
    std::vector<std::string> texts() const;
    /// The calls of one kind that belong to marks of that name.
    std::vector<Call> of(Kind kind, std::string_view mark_name) const;

  private:
    Call& add(Kind kind);
    std::uint64_t mark_ = 0;
    std::string mark_name_;
};

/// 0.6 em a code point; a line is 1.2 em high, 0.95 em of it above the baseline.
class FixedMeasure final : public TextMeasure {
  public:
    Size measure(std::string_view text, double size, bool strong = false) const override;
    double ascent(double size) const override { return 0.95 * size; }
};

}  // namespace talweg
