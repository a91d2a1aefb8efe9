// Any table, written in any dialect, is read back as it was.
#include "core/base/text.h"
#include "core/data/csv_read.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include <rapidcheck.h>

using namespace talweg;
using namespace talweg::test;

namespace {

/// A table with columns of numbers and one of words, and how it is written.
struct Written {
    std::vector<std::vector<double>> numbers;  ///< by row
    std::vector<std::string> words;
    char delimiter = ',';
    char decimal = '.';
    char quote = '"';
    bool header = true;
    CsvEncoding encoding = CsvEncoding::utf8;
};

double any_number() {
    const double value = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
    return std::isfinite(value) ? value : 0.5;
}

// A word with a letter in it, so that it is neither a number nor missing.
std::string any_word(bool ascii, char quote) {
    std::vector<std::string> pieces{"a",    "Z",  " ", ",", ";", "\t", "|", "\n",
                                    "\r\n", "\r", "#", "1", ".", "\"", "'"};
    if (!ascii) pieces.insert(pieces.end(), {"é", "ÿ"});
    std::string word = "w";
    const int count = *rc::gen::inRange(0, 8);
    for (int i = 0; i < count; ++i) word += *rc::gen::elementOf(pieces);
    if (quote == '\0')
        std::erase_if(
            word, [](char c) { return std::string_view(" ,;\t|\n\r\"'").find(c) != std::string_view::npos; });
    return word;
}

Written any_table() {
    Written table;
    table.delimiter = *rc::gen::elementOf(std::string(",;\t| "));
    table.decimal = table.delimiter == ',' ? '.' : *rc::gen::elementOf(std::string(".,"));
    table.quote = *rc::gen::elementOf(std::string("\"\"'") + '\0');
    table.header = *rc::gen::arbitrary<bool>();
    table.encoding = *rc::gen::elementOf(std::vector<CsvEncoding>{
        CsvEncoding::utf8, CsvEncoding::utf16_le, CsvEncoding::utf16_be, CsvEncoding::latin1});
    const int rows = *rc::gen::inRange(1, 12);
    const int columns = *rc::gen::inRange(1, 5);
    for (int i = 0; i < rows; ++i) {
        auto& row = table.numbers.emplace_back();
        for (int j = 0; j < columns; ++j) row.push_back(any_number());
        table.words.push_back(any_word(*rc::gen::arbitrary<bool>(), table.quote));
    }
    return table;
}

std::string number_text(const Written& table, double value) {
    std::string text = exact_text(value);
    std::ranges::replace(text, '.', table.decimal);
    return text;
}

std::string cell_text(const Written& table, const std::string& word) {
    if (table.quote == '\0') return word;
    std::string text(1, table.quote);
    for (const char c : word) text.append(c == table.quote ? 2 : 1, c);
    return text + table.quote;
}

std::string line_end() {
    return *rc::gen::elementOf(std::vector<std::string>{"\n", "\r\n", "\r", "\n\n", "\n#,\n"});
}

std::string text_of(const Written& table) {
    std::string text;
    const std::string delimiter(1, table.delimiter);
    if (table.header) {
        for (std::size_t j = 0; j < table.numbers[0].size(); ++j) text += "n" + std::to_string(j) + delimiter;
        text += "word" + line_end();
    }
    for (std::size_t i = 0; i < table.words.size(); ++i) {
        for (const double value : table.numbers[i]) {
            const bool quoted = table.quote != '\0' && *rc::gen::arbitrary<bool>();
            const std::string number = number_text(table, value);
            text += (quoted ? cell_text(table, number) : number) + delimiter;
        }
        text += cell_text(table, table.words[i]);
        if (i + 1 < table.words.size() || *rc::gen::arbitrary<bool>()) text += line_end();
    }
    return text;
}

// All letters here are below U+0800.
std::string encoded(const std::string& text, CsvEncoding encoding) {
    if (encoding == CsvEncoding::utf8) return *rc::gen::arbitrary<bool>() ? "\xef\xbb\xbf" + text : text;
    std::string bytes;
    if (encoding == CsvEncoding::utf16_le) bytes = "\xff\xfe";
    if (encoding == CsvEncoding::utf16_be) bytes = "\xfe\xff";
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned letter = static_cast<unsigned char>(text[i]);
        if (letter >= 0xc0) letter = ((letter & 0x1f) << 6) | (static_cast<unsigned char>(text[++i]) & 0x3f);
        const char low = static_cast<char>(letter & 0xff);
        const char high = static_cast<char>(letter >> 8);
        if (encoding == CsvEncoding::utf16_be) bytes += high;
        bytes += low;
        if (encoding == CsvEncoding::utf16_le) bytes += high;
    }
    return bytes;
}

/// Hands out bytes in pieces of any size.
ByteSource in_pieces(const std::string& bytes) {
    const auto most = static_cast<std::size_t>(*rc::gen::inRange(1, 64));
    return [rest = std::string_view(bytes), most](char* buffer, std::size_t size) mutable {
        const std::size_t count = std::min({size, most, rest.size()});
        rest.copy(buffer, count);
        rest.remove_prefix(count);
        return count;
    };
}

CsvChoice told(const Written& table) {
    CsvChoice choice;
    choice.encoding = table.encoding;
    choice.delimiter = table.delimiter;
    choice.decimal = table.decimal;
    choice.quote = table.quote;
    choice.header = table.header;
    choice.target = table.header ? "word" : "column " + std::to_string(table.numbers[0].size() + 1);
    return choice;
}

void assert_equal(const Dataset& data, const Written& table) {
    const auto rows = static_cast<Index>(table.words.size());
    RC_ASSERT(data.rows() == rows);
    RC_ASSERT(data.x.cols() == static_cast<Index>(table.numbers[0].size()));
    for (Index i = 0; i < rows; ++i) {
        const auto row = static_cast<std::size_t>(i);
        for (Index j = 0; j < data.x.cols(); ++j)
            RC_ASSERT(same_bits(data.x(i, j), table.numbers[row][static_cast<std::size_t>(j)]));
        RC_ASSERT(data.classes[static_cast<std::size_t>(data.y(i, 0))] == table.words[row]);
    }
}

}  // namespace

TEST_CASE("any table in any dialect is read back as it was written") {
    CHECK(rc::check("the dialect told", [] {
        const Written table = any_table();
        const std::string bytes = encoded(text_of(table), table.encoding);
        assert_equal(read_csv(in_pieces(bytes), told(table)).data, table);
    }));
}

TEST_CASE("a table of many numbers has its dialect found out") {
    CHECK(rc::check("nothing told", [] {
        Written table = any_table();
        table.quote = '"';
        // What a person would write: numbers with a fraction, so that a decimal comma shows.
        const auto columns = static_cast<std::size_t>(*rc::gen::inRange(2, 5));
        table.numbers.assign(20, {});
        table.words.assign(20, {});
        for (std::size_t i = 0; i < 20; ++i) {
            for (std::size_t j = 0; j < columns; ++j)
                table.numbers[i].push_back(*rc::gen::inRange(-10'000, 10'000) / 16.0 + 0.03125);
            table.words[i] = i % 2 == 0 ? "even" : "odd";
        }
        const std::string bytes = encoded(text_of(table), table.encoding);
        const CsvData csv = read_csv(in_pieces(bytes), {});
        RC_ASSERT(csv.report.dialect.delimiter == table.delimiter);
        RC_ASSERT(csv.report.dialect.decimal == table.decimal);
        RC_ASSERT(csv.report.dialect.header == table.header);
        assert_equal(csv.data, table);
    }));
}

TEST_CASE("numbers alone, the quick way, in records that cross every border") {
    CHECK(rc::check("x and y", [] {
        const int rows = *rc::gen::inRange(1, 3000);
        std::string text = "a,b,y\n";
        std::vector<double> values;
        for (int i = 0; i < 3 * rows; ++i) {
            values.push_back(any_number());
            text += exact_text(values.back()) + (i % 3 == 2 ? (i % 7 == 0 ? "\r\n" : "\n") : ",");
        }
        const Dataset data = read_csv(in_pieces(text), {}).data;
        RC_ASSERT(data.rows() == rows);
        for (Index i = 0; i < rows; ++i) {
            RC_ASSERT(same_bits(data.x(i, 0), values[static_cast<std::size_t>(3 * i)]));
            RC_ASSERT(same_bits(data.x(i, 1), values[static_cast<std::size_t>(3 * i + 1)]));
            RC_ASSERT(same_bits(data.y(i, 0), values[static_cast<std::size_t>(3 * i + 2)]));
        }
    }));
}
