// Numbers as text and back, exactly and without the locale; nearest names for messages.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace talweg {

/// 17 significant digits at most: the shortest text that reads back as the same double. "nan", "inf", "-inf".
std::string exact_text(double value);

/// At most `digits` significant digits for people: 0.01, 1.691, 2.17, 1.2e-08; never "-0".
std::string short_text(double value, int digits = 5);

/// A whole number with thin groups of three: 1,284.
std::string grouped_text(std::uint64_t value);

/// The whole of `text` as a double (surrounding blanks allowed), or nothing. "nan" and "inf" are numbers
/// here; whoever asks checks the range. 1e400 is nothing; 1e-400 is 0.
std::optional<double> parse_double(std::string_view text);

/// The name closest to `wrong` by edit distance (with transpositions), or "" when none is near enough to
/// help.
std::string_view nearest_name(std::string_view wrong, std::span<const std::string_view> names);

}  // namespace talweg
