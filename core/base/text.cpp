// Numbers as text and back; the nearest name.
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <vector>

namespace talweg {
namespace {

std::string non_finite_text(double value) {
    if (std::isnan(value)) return "nan";
    return value > 0 ? "inf" : "-inf";
}

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n\f\v";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// True when the digits say a number below 1: what is out of range is then too small, not too large.
bool is_tiny(std::string_view text) {
    const std::size_t mark = text.find_first_of("eE");
    if (mark != std::string_view::npos && mark + 1 < text.size()) return text[mark + 1] == '-';
    const std::size_t digit = text.find_first_of("123456789");
    const std::size_t point = text.find('.');
    return point != std::string_view::npos && digit != std::string_view::npos && point < digit;
}

// Optimal string alignment distance: insert, delete, replace, or swap two neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> now(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = std::min(now[j], before[j - 2] + 1);
            }
        }
        std::swap(before, last);
        std::swap(last, now);
    }
    return last[b.size()];
}

}  // namespace

std::string exact_text(double value) {
    if (!std::isfinite(value)) return non_finite_text(value);
    std::array<char, 40> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return std::string(buffer.data(), end.ptr);
}

std::string short_text(double value, int digits) {
    if (!std::isfinite(value)) return non_finite_text(value);
    if (value == 0.0) return "0";
    std::array<char, 64> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::general, std::clamp(digits, 1, 17));
    return std::string(buffer.data(), end.ptr);
}

std::string grouped_text(std::uint64_t value) {
    std::string text = std::to_string(value);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

std::optional<double> parse_double(std::string_view text) {
    text = without_blanks(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-' && text[1] != '+') text.remove_prefix(1);
    if (text.empty()) return std::nullopt;
    double value = 0.0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ptr != text.data() + text.size()) return std::nullopt;
    if (end.ec == std::errc::result_out_of_range) {
        if (is_tiny(text)) return text[0] == '-' ? -0.0 : 0.0;
        return std::nullopt;
    }
    if (end.ec != std::errc{}) return std::nullopt;
    return value;
}

std::string_view nearest_name(std::string_view wrong, std::span<const std::string_view> names) {
    // A name far longer than any of ours is not a slip of the finger; comparing it would only cost time.
    if (wrong.empty() || wrong.size() > 64) return {};
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(2, wrong.size() / 3) + 1;
    for (const std::string_view name : names) {
        const std::size_t distance = edit_distance(wrong, name);
        if (distance < best_distance && distance < std::max(wrong.size(), name.size())) {
            best = name;
            best_distance = distance;
        }
    }
    return best;
}

}  // namespace talweg
