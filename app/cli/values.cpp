// Values of command-line options: text to numbers, sizes and lists.
#include "app/cli/values.h"

#include "core/base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

namespace talweg {
namespace {

/// Digits, with single underscores between them, or a double that is a whole number. No locale, no sign.
std::optional<std::uint64_t> whole_number(std::string_view text) {
    std::string digits;
    bool after_digit = false;
    for (const char c : text) {
        if (c == '_' && after_digit) {
            after_digit = false;
            continue;
        }
        digits += c;
        after_digit = c >= '0' && c <= '9';
    }
    if (!after_digit) return std::nullopt;
    std::uint64_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    if (read.ec == std::errc{} && read.ptr == end) return value;
    const std::optional<double> number = parse_double(digits);
    if (!number || !(*number >= 0.0) || *number > 9007199254740992.0 || std::floor(*number) != *number) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(*number);
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

}  // namespace

std::uint64_t parse_count(std::string_view option, std::string_view text, std::uint64_t low,
                          std::uint64_t high) {
    const std::optional<std::uint64_t> value = whole_number(text);
    if (value && *value >= low && *value <= high) return *value;
    throw UsageError(std::string(option) + " needs a whole number from " + grouped_text(low) + " to " +
                     grouped_text(high) + ", not " + quoted(text));
}

PixelSize parse_size(std::string_view option, std::string_view text, int low, int high) {
    const std::size_t cross = text.find('x');
    const auto side = [&](std::string_view part) -> std::optional<int> {
        const std::optional<std::uint64_t> value = whole_number(part);
        if (!value || *value < static_cast<std::uint64_t>(low) || *value > static_cast<std::uint64_t>(high)) {
            return std::nullopt;
        }
        return static_cast<int>(*value);
    };
    if (cross != std::string_view::npos) {
        const std::optional<int> width = side(text.substr(0, cross));
        const std::optional<int> height = side(text.substr(cross + 1));
        if (width && height) return {*width, *height};
    }
    throw UsageError(std::string(option) + " needs a width and a height such as 1600x1000, each from " +
                     std::to_string(low) + " to " + std::to_string(high) + ", not " + quoted(text));
}

double parse_number(std::string_view option, std::string_view text, double low, double high) {
    const std::optional<double> value = parse_double(text);
    if (value && *value >= low && *value <= high) return *value;
    throw UsageError(std::string(option) + " needs a number from " + short_text(low) + " to " +
                     short_text(high) + ", not " + quoted(text));
}

std::vector<FileFormat> parse_formats(std::string_view option, std::string_view text) {
    std::vector<FileFormat> formats;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string_view name = text.substr(begin, end - begin);
        try {
            const FileFormat format = format_named(name);
            if (std::find(formats.begin(), formats.end(), format) == formats.end()) formats.push_back(format);
        } catch (const Error& error) {
            throw UsageError(std::string(option) + ": " + error.what());
        }
        begin = end + 1;
    }
    return formats;
}

}  // namespace talweg
