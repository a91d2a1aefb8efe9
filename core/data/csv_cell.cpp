// What the text of one cell is.
#include "core/data/csv_cell.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <system_error>

namespace talweg {
namespace {

inline bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

/// In any case; `word` is in lower case.
bool is_word(std::string_view text, std::string_view word) {
    return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                      [](char a, char b) { return a == b || (b >= 'a' && a == b - 'a' + 'A'); });
}

bool is_missing(std::string_view text) {
    constexpr std::size_t kLongest = 4;
    if (text.empty() || text == "?" || text == "-" || text == ".") return true;
    return text.size() <= kLongest &&
           (is_word(text, "na") || is_word(text, "nan") || is_word(text, "n/a") || is_word(text, "null") ||
            is_word(text, "#n/a") || is_word(text, "<na>"));
}

bool is_infinite(std::string_view text) {
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
    return is_word(text, "inf") || is_word(text, "infinity");
}

// Written as digits with at most one point and an exponent.
bool looks_like_number(std::string_view text) {
    std::size_t i = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    std::size_t digits = 0;
    const auto run = [&] {
        while (i < text.size() && is_digit(text[i])) ++i, ++digits;
    };
    run();
    if (i < text.size() && text[i] == '.') ++i;
    run();
    if (digits == 0) return false;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
        digits = 0;
        run();
        if (digits == 0) return false;
    }
    return i == text.size();
}

CsvCell read_pointed(std::string_view text) {
    if (!looks_like_number(text)) return {is_infinite(text) ? CellKind::infinite : CellKind::text};
    const std::optional<double> value = parse_double(text);
    if (!value) return {CellKind::too_large};
    // A digit other than 0 before the exponent, and yet nothing is left.
    const bool digits = text.substr(0, text.find_first_of("eE")).find_first_of("123456789") != text.npos;
    return {CellKind::number, *value, *value == 0.0 && digits};
}

constexpr std::array<double, 23> kTens = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                          1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                          1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// So many digits always fit into 64 bits.
constexpr std::ptrdiff_t kMostDigits = 19;

// Eight digits at once, where the first of them is the word's lowest byte: pairs, then fours, then all.
inline bool read_eight(const char* text, std::uint64_t& digits) {
    std::uint64_t word = 0;
    std::memcpy(&word, text, sizeof word);
    const std::uint64_t above = word + 0x4646464646464646;
    word -= 0x3030303030303030;
    if (((above | word) & 0x8080808080808080) != 0) return false;
    word = word * 10 + (word >> 8);
    const std::uint64_t low = (word & 0x000000ff000000ff) * 0x000f424000000064;
    const std::uint64_t high = ((word >> 16) & 0x000000ff000000ff) * 0x0000271000000001;
    digits = digits * 100'000'000 + ((low + high) >> 32);
    return true;
}

inline const char* read_digits(const char* p, const char* end, std::uint64_t& digits) {
    while (p != end && is_digit(*p)) digits = digits * 10 + static_cast<std::uint64_t>(*p++ - '0');
    return p;
}

// Behind the point there are often many.
inline const char* read_many_digits(const char* p, const char* end, std::uint64_t& digits) {
    if constexpr (std::endian::native == std::endian::little) {
        // Looked at first from its far end, where a short one shows at once.
        while (end - p >= 8 && is_digit(p[7]) && is_digit(p[5]) && read_eight(p, digits)) p += 8;
    }
    return read_digits(p, end, digits);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

CsvCell read_cell(std::string_view text, char decimal) {
    text = trimmed(text);
    if (is_missing(text)) return {};
    if (decimal == '.') return read_pointed(text);
    constexpr std::size_t kLongest = 400;  // longer than any number that somebody writes
    if (text.size() > kLongest || text.find('.') != text.npos) return {CellKind::text};
    std::string pointed(text);
    std::replace(pointed.begin(), pointed.end(), ',', '.');
    return read_pointed(pointed);
}

bool mostly_numbers(std::size_t numbers, std::size_t words) {
    constexpr std::size_t kNumbersPerWord = 9;
    return numbers > 0 && words * kNumbersPerWord <= numbers;
}

// Digits up to 2^53 and a power of ten that a double holds exactly give a correctly rounded quotient (Clinger
// 1990); the rest is the standard library's.
const char* read_number(const char* text, const char* end, double& value) {
    constexpr std::uint64_t kMostExact = std::uint64_t{1} << 53;
    const char* p = text;
    const bool negative = p != end && *p == '-';
    if (negative) ++p;
    std::uint64_t digits = 0;
    const char* first = p;
    p = read_digits(p, end, digits);
    std::ptrdiff_t count = p - first;
    std::ptrdiff_t fraction = 0;
    if (p != end && *p == '.') {
        const char* point = ++p;
        p = read_many_digits(p, end, digits);
        fraction = p - point;
        count += fraction;
    }
    if (count == 0) return nullptr;
    const bool exponent = p != end && (*p == 'e' || *p == 'E');
    if (count <= kMostDigits && digits <= kMostExact && !exponent) {
        const double size = static_cast<double>(digits) / kTens[static_cast<std::size_t>(fraction)];
        value = negative ? -size : size;
        return p;
    }
    const auto read = std::from_chars(text, end, value);
    return read.ec == std::errc{} ? read.ptr : nullptr;
}

}  // namespace talweg
