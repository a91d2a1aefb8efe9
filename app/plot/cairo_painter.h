// Draws with Cairo into the bytes of a PNG, SVG or PDF file. The only file that knows Cairo is its .cpp.
#pragma once

#include "app/plot/font_faces.h"
#include "app/plot/painter.h"

#include <memory>
#include <string>

namespace talweg {

struct Surface {
    enum class Kind { png, svg, pdf } kind = Kind::png;
    double width = 0.0;  ///< px
    double height = 0.0;
    double dpi = 96.0;  ///< png only
    std::string title;
};

/// One page. Coordinates are px of 1/96 inch whatever the kind. The same calls give the same bytes.
class CairoPainter final : public Painter {
  public:
    /// Throws Error when Cairo cannot make a surface of that size.
    CairoPainter(const Surface& surface, std::shared_ptr<const FontFaces> faces);
    ~CairoPainter() override;

    void clip(Box px) override;
    void unclip() override;
    void polyline(std::span<const Pt> px, const PixelStroke& stroke) override;
    void fill(std::span<const Pt> convex_px, Rgba color) override;
    void image(const Image& image, Box px, bool smooth) override;
    void text(Pt at, std::string_view text, const TextStyle& style) override;

    /// Ends the page and returns the file's bytes; nothing may be drawn afterwards. Throws Error when Cairo
    /// failed.
    std::string finish();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// A picture as PNG bytes. Throws Error when it cannot be encoded.
std::string encode_png(const Image& image);

/// The picture in a PNG file's bytes. Throws Error when it is not one.
Image decode_png(std::string_view bytes);

}  // namespace talweg
