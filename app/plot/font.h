// Which font file text is set in, and how wide it runs.
#pragma once

#include "app/plot/painter.h"

#include <memory>
#include <string>

namespace talweg {

struct FontFile {
    std::string path;
    int index = 0;  ///< face in a collection
};

/// Inter where it is installed, else DejaVu Sans, else what fontconfig calls sans. TALWEG_FONT names a file
/// that is taken instead (reference images need one font everywhere). Throws Error when there is no font at
/// all.
FontFile find_font(bool strong = false);

/// Unhinted metrics read from the file with FreeType: the same for every painter and at every scale.
std::unique_ptr<TextMeasure> measure_font(const FontFile& regular, const FontFile& strong);

}  // namespace talweg
