// Text broken into lines for a field that cannot wrap, and put together again as it was.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace talweg {

/// Line breaks that are only seen: `shown` with the breaks at `soft` taken out is the text itself.
struct SoftText {
    std::string shown;
    std::vector<std::size_t> soft;  ///< places in `shown` of line feeds that are not the author's, ascending

    std::string text() const;
    /// `shown` was edited in one place: breaks outside of the edit stay soft, new ones are the author's.
    void follow(std::string_view edited);
    bool operator==(const SoftText&) const = default;
};

/// Breaks after blanks such that no line is wider than `width`, and inside a word that alone is wider.
/// `advance`: the width of one character (UTF-8).
SoftText soft_wrapped(std::string_view text, double width,
                      const std::function<double(std::string_view)>& advance);

}  // namespace talweg
