// Glyphs and their widths, read with FreeType without hinting.
#include "app/plot/font_faces.h"

#include "core/base/error.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H

#include <mutex>
#include <unordered_map>

namespace talweg {

struct FontFaces::Parts {
    FT_Library library = nullptr;
    std::array<FT_Face, 3> faces{};
    std::array<std::optional<FontFile>, 3> files;
    mutable std::mutex mutex;  // FreeType faces and the cache are not for two threads at once
    mutable std::array<std::unordered_map<char32_t, Glyph>, 2> cache;

    ~Parts() {
        for (FT_Face face : faces) {
            if (face != nullptr) FT_Done_Face(face);
        }
        if (library != nullptr) FT_Done_FreeType(library);
    }

    void open(int which, const FontFile& file) {
        const auto slot = static_cast<std::size_t>(which);
        const bool read = FT_New_Face(library, file.path.c_str(), file.index, &faces[slot]) == 0;
        if (!read || !FT_IS_SCALABLE(faces[slot]) || faces[slot]->units_per_EM == 0) {
            throw Error("'" + file.path + "' cannot be read as a scalable font (TrueType or OpenType).");
        }
        FT_Select_Charmap(faces[slot], FT_ENCODING_UNICODE);
        files[slot] = file;
    }
};

FontFaces::FontFaces(const FontFile& regular, const FontFile& strong) : parts_(std::make_unique<Parts>()) {
    if (FT_Init_FreeType(&parts_->library) != 0) throw Error("FreeType cannot start.");
    parts_->open(kRegular, regular);
    parts_->open(kStrong, strong);
    if (const auto fallback = find_fallback_font()) parts_->open(kFallback, *fallback);
}

FontFaces::~FontFaces() = default;

FontFaces::Glyph FontFaces::glyph(char32_t code, bool strong) const {
    const std::lock_guard lock(parts_->mutex);
    auto& cache = parts_->cache[strong ? 1 : 0];
    if (const auto known = cache.find(code); known != cache.end()) return known->second;
    const int wanted = strong ? kStrong : kRegular;
    Glyph glyph{wanted, 0, 0.0};
    for (const int face : {wanted, kFallback}) {
        FT_Face f = parts_->faces[static_cast<std::size_t>(face)];
        if (f == nullptr) continue;
        glyph.index = FT_Get_Char_Index(f, code);
        if (glyph.index != 0) {
            glyph.face = face;
            break;
        }
    }
    FT_Face face = parts_->faces[static_cast<std::size_t>(glyph.face)];
    FT_Fixed advance = 0;
    if (FT_Get_Advance(face, glyph.index, FT_LOAD_NO_SCALE, &advance) == 0) {
        glyph.advance = static_cast<double>(advance) / face->units_per_EM;
    }
    cache.emplace(code, glyph);
    return glyph;
}

double FontFaces::ascent() const {
    const FT_Face face = parts_->faces[kRegular];
    return static_cast<double>(face->ascender) / face->units_per_EM;
}

double FontFaces::descent() const {
    const FT_Face face = parts_->faces[kRegular];
    return -static_cast<double>(face->descender) / face->units_per_EM;
}

std::optional<FontFile> FontFaces::file(int face) const {
    return parts_->files[static_cast<std::size_t>(face)];
}

char32_t next_code_point(std::string_view& text) {
    constexpr char32_t kBad = 0xFFFD;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    std::size_t length = 1;
    char32_t code = lead;
    if (lead >= 0xF0 && lead < 0xF5) {
        length = 4;
        code = lead & 0x07U;
    } else if (lead >= 0xE0 && lead < 0xF0) {
        length = 3;
        code = lead & 0x0FU;
    } else if (lead >= 0xC2 && lead < 0xE0) {
        length = 2;
        code = lead & 0x1FU;
    } else if (lead >= 0x80) {
        code = kBad;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= text.size() || (byte(i) & 0xC0U) != 0x80U) {
            length = i;
            code = kBad;
            break;
        }
        code = (code << 6) | (byte(i) & 0x3FU);
    }
    text.remove_prefix(length);
    return code;
}

namespace {

class FaceMeasure final : public TextMeasure {
  public:
    explicit FaceMeasure(std::shared_ptr<const FontFaces> faces) : faces_(std::move(faces)) {}

    Size measure(std::string_view text, double size, bool strong) const override {
        double width = 0.0;
        while (!text.empty()) width += faces_->glyph(next_code_point(text), strong).advance;
        return {width * size, (faces_->ascent() + faces_->descent()) * size};
    }

    double ascent(double size) const override { return faces_->ascent() * size; }

  private:
    std::shared_ptr<const FontFaces> faces_;
};

}  // namespace

std::unique_ptr<TextMeasure> measure_with(std::shared_ptr<const FontFaces> faces) {
    return std::make_unique<FaceMeasure>(std::move(faces));
}

std::unique_ptr<TextMeasure> measure_font(const FontFile& regular, const FontFile& strong) {
    return measure_with(std::make_shared<FontFaces>(regular, strong));
}

}  // namespace talweg
