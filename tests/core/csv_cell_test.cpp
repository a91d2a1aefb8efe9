// Cells of a CSV file: numbers, missing, words; and letters in every encoding.
#include "core/data/csv_cell.h"
#include "core/base/text.h"
#include "core/data/csv_text.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>

#include <rapidcheck.h>

using namespace talweg;
using namespace talweg::test;

namespace {

std::string decoded(std::string_view bytes, CsvEncoding encoding) {
    TextDecoder decoder(byte_source(bytes), encoding);
    std::vector<char> text;
    while (decoder.read(text)) {
    }
    return {text.begin(), text.end()};
}

std::string utf16(const std::vector<unsigned>& units, bool little) {
    std::string bytes;
    for (const unsigned unit : units) {
        const char low = static_cast<char>(unit & 0xff);
        const char high = static_cast<char>(unit >> 8);
        bytes += little ? low : high;
        bytes += little ? high : low;
    }
    return bytes;
}

}  // namespace

TEST_CASE("a cell is a number, missing, out of range, or words") {
    const auto number = [](std::string_view text, char decimal = '.') {
        const CsvCell cell = read_cell(text, decimal);
        REQUIRE_MESSAGE(cell.kind == CellKind::number, text);
        return cell.value;
    };
    CHECK(number("1") == 1.0);
    CHECK(number(" -2.5e3\t") == -2500.0);
    CHECK(number("+.5") == 0.5);
    CHECK(number("5.") == 5.0);
    CHECK(number("007") == 7.0);
    CHECK(number("1,5", ',') == 1.5);
    CHECK(number("-1,25e-2", ',') == -0.0125);
    CHECK(number("1.7976931348623157e308") == 1.7976931348623157e308);
    CHECK(number("1e-400") == 0.0);
    CHECK(read_cell("1e-400", '.').underflow);
    CHECK_FALSE(read_cell("0e-400", '.').underflow);
    for (const char* text :
         {"", "  ", "NA", "na", "N/A", "NaN", "nan", "NULL", "null", "#N/A", "<NA>", "?", "-", "."})
        CHECK_MESSAGE(read_cell(text, '.').kind == CellKind::missing, text);
    for (const char* text : {"inf", "-inf", "+Inf", "Infinity", "-INFINITY"})
        CHECK_MESSAGE(read_cell(text, '.').kind == CellKind::infinite, text);
    for (const char* text : {"1e400", "-1e309", "1.8e308"})
        CHECK_MESSAGE(read_cell(text, '.').kind == CellKind::too_large, text);
    for (const char* text : {"1 234", "1,234", "12%", "3 kg", "0x10", "1e", "--1", "e5", "..", "1.2.3",
                             "nano", "infinite", "$5", "1_000", "=1+1", "+", "١"})
        CHECK_MESSAGE(read_cell(text, '.').kind == CellKind::text, text);
    CHECK(read_cell("1.5", ',').kind == CellKind::text);
    CHECK(read_cell("1.234,5", ',').kind == CellKind::text);
    CHECK(read_cell("1,2,3", ',').kind == CellKind::text);
}

TEST_CASE("the quick way to read numbers gives the same bits as the standard one") {
    CHECK(rc::check("as written by exact_text", [] {
        const double value = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
        RC_PRE(std::isfinite(value));
        const std::string text = exact_text(value) + ",";
        double read = -1.0;
        const char* end = read_number(text.data(), text.data() + text.size(), read);
        RC_ASSERT(end == text.data() + text.size() - 1);
        RC_ASSERT(same_bits(read, value));
    }));
    CHECK(rc::check("any digits with a point in any place", [] {
        std::string text = *rc::gen::elementOf(std::vector<std::string>{"", "-"});
        const int before = *rc::gen::inRange(0, 25);
        const int behind = *rc::gen::inRange(before == 0 ? 1 : 0, 25);
        for (int i = 0; i < before + behind; ++i) {
            if (i == before) text += '.';
            text += static_cast<char>('0' + *rc::gen::inRange(0, 10));
        }
        double read = -1.0;
        const char* end = read_number(text.data(), text.data() + text.size(), read);
        RC_ASSERT(end == text.data() + text.size());
        RC_ASSERT(same_bits(read, *parse_double(text)));
    }));
    double value = 0.0;
    for (const std::string text : {"", "-", ".", "x", "nan", "inf", "-inf", "+1", "1e400", "1e-400"})
        CHECK_MESSAGE(read_number(text.data(), text.data() + text.size(), value) == nullptr, text);
}

TEST_CASE("UTF-8 is told from what is not") {
    for (const std::string text :
         {"", "abc", "\xc3\xa9", "\xe6\x97\xa5", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf"})
        CHECK(is_utf8(text, false));
    for (const std::string text : {"\xe9", "\x80", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff",
                                   "\xe0\x80\x80", "\xf0\x80\x80\x80", "a\xc3z", "\xf5\x80\x80\x80"})
        CHECK_FALSE(is_utf8(text, false));
    CHECK_FALSE(is_utf8("a\xe6\x97", false));
    CHECK(is_utf8("a\xe6\x97", true));
    CHECK_FALSE(is_utf8("\xe6\x41", true));
}

TEST_CASE("the encoding is found by its mark, its zeros, or its bytes") {
    CHECK(encoding_of("\xef\xbb\xbf"
                      "a,b",
                      false) == CsvEncoding::utf8);
    CHECK(encoding_of("a,\xc3\xa9", false) == CsvEncoding::utf8);
    CHECK(encoding_of("a,\xe9\n", false) == CsvEncoding::latin1);
    CHECK(encoding_of("\xff\xfe" + utf16({'a'}, true), false) == CsvEncoding::utf16_le);
    CHECK(encoding_of("\xfe\xff" + utf16({'a'}, false), false) == CsvEncoding::utf16_be);
    CHECK(encoding_of(utf16({'a', ',', '1', '\n', 0x65e5}, true), false) == CsvEncoding::utf16_le);
    CHECK(encoding_of(utf16({'a', ',', '1', '\n', 0x65e5}, false), false) == CsvEncoding::utf16_be);
}

TEST_CASE("every encoding becomes UTF-8, in pieces of any size") {
    const std::vector<unsigned> units{'a', 0xe9, 0x65e5, 0xd83d, 0xde00, '\n'};
    const std::string expected = "a\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80\n";
    for (const bool little : {true, false}) {
        const std::string bytes = utf16(units, little);
        const CsvEncoding encoding = little ? CsvEncoding::utf16_le : CsvEncoding::utf16_be;
        CHECK(decoded(bytes, encoding) == expected);
        TextDecoder decoder(
            [rest = std::string_view(bytes)](char* buffer, std::size_t) mutable -> std::size_t {
                if (rest.empty()) return 0;
                *buffer = rest[0];
                rest.remove_prefix(1);
                return 1;
            },
            encoding);
        std::vector<char> text;
        while (decoder.read(text)) {
        }
        CHECK(std::string(text.begin(), text.end()) == expected);
    }
    CHECK(decoded("\xef\xbb\xbfxy", CsvEncoding::utf8) == "xy");
    CHECK(decoded("\xff\xfe" + utf16({'x'}, true), CsvEncoding::utf16_le) == "x");
    CHECK(decoded(utf16({0xd83d, 'x'}, true), CsvEncoding::utf16_le) == "\xef\xbf\xbdx");
    CHECK(decoded(utf16({0xde00}, true), CsvEncoding::utf16_le) == "\xef\xbf\xbd");
    CHECK(decoded("x", CsvEncoding::utf16_le) == "\xef\xbf\xbd");
    CHECK(utf8_from_latin1("\xe9t\xe9") == "\xc3\xa9t\xc3\xa9");
    CHECK(error_of([] { decoded(std::string("ab\0c", 4), CsvEncoding::utf8); }) ==
          "this is not a text file: there is a zero byte at offset 2");
}
