// Figures to PNG, SVG and PDF bytes through Cairo: exactly what the screen shows, at any size, without a GPU.
#pragma once

#include "app/plot/figure.h"
#include "app/plot/image.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace talweg {

enum class FileFormat { png, svg, pdf, csv };

/// "png", … ; throws Error with the valid names.
FileFormat format_named(std::string_view name);
std::string_view format_extension(FileFormat format);

/// A figure and where it stands on the page, px.
struct Placed {
    Figure figure;
    Box box;
};

struct Page {
    double width = 1600.0;  ///< px
    double height = 1000.0;
    double dpi = 96.0;  ///< PNG: pixels grow by dpi / 96; PDF and SVG: 72 pt an inch
    Rgba ground;
    std::vector<Placed> figures;
    std::string title;  ///< for the file's metadata
};

/// The bytes of a file. Deterministic: the same page gives the same bytes. csv: figure_csv of each figure in
/// turn, of several each under a line "# title"; bare ones have none. Throws Error for sizes that cannot be
/// (0, NaN, over 32,767 px a side).
std::string render(const Page& page, FileFormat format);

/// A picture's PNG bytes (a screenshot).
std::string png_bytes(const Image& image);

}  // namespace talweg
