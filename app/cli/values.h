// Values of command-line options: text to numbers, sizes and lists, with errors in words.
#pragma once

#include "app/plot/export.h"
#include "core/base/error.h"
#include "core/base/types.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace talweg {

/// The arguments, or the file they name, are wrong: exit status 2.
class UsageError : public Error {
  public:
    using Error::Error;
};

/// Pixels of a picture or window.
struct PixelSize {
    int width = 1600;
    int height = 1000;
};

/// A whole number in [low, high]: "1000", "1_000_000" and "1e6" are all fine. Throws UsageError naming the
/// option, the range and the text.
std::uint64_t parse_count(std::string_view option, std::string_view text, std::uint64_t low,
                          std::uint64_t high);

/// "1600x1000", both sides in [low, high] px. Throws UsageError.
PixelSize parse_size(std::string_view option, std::string_view text, int low, int high);

/// A number in [low, high]; NaN is none. Throws UsageError.
double parse_number(std::string_view option, std::string_view text, double low, double high);

/// "png,svg,pdf,csv": each at most once, in the order given. Throws UsageError with the valid names.
std::vector<FileFormat> parse_formats(std::string_view option, std::string_view text);

}  // namespace talweg
