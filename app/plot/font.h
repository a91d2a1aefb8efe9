// Which font file text is set in, and how wide it runs.
#pragma once

#include "app/plot/painter.h"

#include <memory>
#include <optional>
#include <string>

namespace talweg {

struct FontFile {
    std::string path;
    int index = 0;  ///< face in a collection
};

/// Inter where it is installed, else DejaVu Sans, else what fontconfig calls sans. TALWEG_FONT names a file
/// that is taken instead (reference images need one font everywhere). Throws Error when there is no font at
/// all.
/// strong: semibold; TALWEG_FONT_STRONG overrides that one alone.
FontFile find_font(bool strong = false);

/// DejaVu Sans, for signs that the font above lacks (∇); nothing when it is not installed.
std::optional<FontFile> find_fallback_font();

/// Unhinted metrics read from the file with FreeType: the same for every painter and at every scale.
std::unique_ptr<TextMeasure> measure_font(const FontFile& regular, const FontFile& strong);

}  // namespace talweg
