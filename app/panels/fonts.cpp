// Baking fonts into ImGui's atlas.
#include "app/panels/fonts.h"

#include "core/base/error.h"

#include <cmath>

namespace talweg {
namespace {

constexpr double kEms[] = {15.0, 12.0, 13.0, 20.0};

// Latin, Greek, punctuation, super- and subscripts, arrows, the usual mathematics, a few shapes. Every glyph
// costs time before the first frame.
constexpr ImWchar kRanges[] = {0x0020, 0x017F, 0x0391, 0x03D6, 0x1D40, 0x1D40, 0x1D57, 0x1D57, 0x1D62,
                               0x1D62, 0x2009, 0x2027, 0x2030, 0x203A, 0x2070, 0x209C, 0x2113, 0x2113,
                               0x211D, 0x211D, 0x2190, 0x2195, 0x21D2, 0x21D2, 0x2200, 0x2213, 0x221A,
                               0x221E, 0x222B, 0x222B, 0x2248, 0x2248, 0x2260, 0x2265, 0x22C5, 0x22C5,
                               0x2308, 0x230B, 0x25B3, 0x25B3, 0x25CF, 0x25CF, 0};

double line_ratio_of(const FontFile& file) {
    return measure_font(file, file)->measure("x", 100.0).height / 100.0;
}

ImFont* add(ImFontAtlas& atlas, const FontFile& file, double line, bool merge) {
    ImFontConfig config;
    config.FontNo = file.index;
    config.OversampleH = 2;
    config.OversampleV = 1;
    config.PixelSnapH = false;
    config.MergeMode = merge;
    ImFont* font = atlas.AddFontFromFileTTF(file.path.c_str(), static_cast<float>(line), &config, kRanges);
    if (font == nullptr) throw Error("cannot read the font '" + file.path + "'");
    return font;
}

const FontFace& nearest(const std::vector<FontFace>& faces, double em) {
    TALWEG_CHECK(!faces.empty());
    const FontFace* best = &faces.front();
    for (const FontFace& face : faces)
        if (std::abs(face.em - em) < std::abs(best->em - em)) best = &face;
    return *best;
}

}  // namespace

void Fonts::build(ImFontAtlas& atlas, const FontFile& regular, const FontFile& strong,
                  const std::optional<FontFile>& fallback, double scale) {
    atlas.Clear();
    regular_.clear();
    strong_.clear();
    // ImGui knows a font by the height of its line, figures by its em.
    const double ratio = line_ratio_of(regular);
    const double strong_ratio = line_ratio_of(strong);
    const double fallback_ratio = fallback ? line_ratio_of(*fallback) : 0.0;
    const auto bake = [&](const FontFile& file, double em, double line) {
        ImFont* font = add(atlas, file, line, false);
        if (fallback) add(atlas, *fallback, em * fallback_ratio, true);
        return FontFace{font, static_cast<float>(em), static_cast<float>(line)};
    };
    for (const double wished : kEms) {
        const double em = wished * scale;
        regular_.push_back(bake(regular, em, em * ratio));
        strong_.push_back(bake(strong, em, em * strong_ratio));
    }
    compat::build_atlas(atlas);
}

const FontFace& Fonts::face(double em, bool strong) const { return nearest(strong ? strong_ : regular_, em); }

}  // namespace talweg
