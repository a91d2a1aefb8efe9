// The faces that text is set from: regular, strong, and one that has the signs the others lack.
#pragma once

#include "app/plot/font.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace talweg {

/// Takes the first code point off `text`; U+FFFD for bytes that are not UTF-8. `text` must not be empty.
char32_t next_code_point(std::string_view& text);

class FontFaces {
  public:
    /// Throws Error when a file cannot be read as a scalable font.
    FontFaces(const FontFile& regular, const FontFile& strong);
    ~FontFaces();
    FontFaces(const FontFaces&) = delete;
    FontFaces& operator=(const FontFaces&) = delete;

    static constexpr int kRegular = 0;
    static constexpr int kStrong = 1;
    static constexpr int kFallback = 2;

    struct Glyph {
        int face = kRegular;
        std::uint32_t index = 0;
        double advance = 0.0;  ///< em
    };

    /// From the face asked for, else from the fallback, else that face's sign for a missing glyph.
    Glyph glyph(char32_t code, bool strong) const;
    double ascent() const;   ///< em, of the regular face
    double descent() const;  ///< em, positive
    /// Nothing when no fallback is installed.
    std::optional<FontFile> file(int face) const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// A TextMeasure that shares the faces.
std::unique_ptr<TextMeasure> measure_with(std::shared_ptr<const FontFaces> faces);

}  // namespace talweg
