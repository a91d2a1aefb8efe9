// Text made to fit a width.
#pragma once

#include "app/plot/painter.h"

#include <string>
#include <string_view>
#include <vector>

namespace talweg {

/// `text` as it is when it fits `width` px, else its start and an ellipsis; "" when not even that fits.
std::string elided(std::string_view text, double width, const TextMeasure& measure, double size,
                   bool strong = false);

/// `text` broken at blanks into at most `lines` lines of `width` px; what is left over ends in an ellipsis.
std::vector<std::string> wrapped(std::string_view text, double width, std::size_t lines,
                                 const TextMeasure& measure, double size);

/// The lines of a text that has line breaks of its own.
std::vector<std::string_view> text_lines(std::string_view text);

}  // namespace talweg
