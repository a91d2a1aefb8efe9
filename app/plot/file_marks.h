// What Cairo leaves out of files, or writes differently each time.
#pragma once

#include <string>
#include <string_view>

namespace talweg {

/// A PNG file with its resolution (pHYs) and title (tEXt) written behind the header.
std::string png_with_marks(std::string png, double dpi, std::string_view title);

/// An SVG file with a <title>, and with ids counted from 0: Cairo counts them on from page to page of a
/// process.
std::string svg_with_marks(std::string_view svg, std::string_view title);

}  // namespace talweg
