// The dialect of a CSV file: every delimiter is tried on the first lines, and the plainest table wins.
#include "core/data/csv_sniff.h"

#include "core/base/error.h"
#include "core/data/csv_cell.h"

#include <algorithm>
#include <map>
#include <set>

namespace talweg {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::string_view kDelimiters = ",;\t| ";
constexpr std::size_t kSniffedRecords = 100;
/// What words count beside a number, words with another delimiter inside, and blanks as delimiters: of two
/// tables that are equally regular the one with more numbers is right, and blanks stand in sentences too.
constexpr double kWordsScore = 0.6;
constexpr double kMixedScore = 0.1;
constexpr double kBlanksScore = 0.7;

bool is_number(CellKind kind) { return kind != CellKind::text && kind != CellKind::missing; }

double cell_score(std::string_view cell, char delimiter) {
    const bool comma = delimiter != ',' && read_cell(cell, ',').kind != CellKind::text;
    if (comma || read_cell(cell, '.').kind != CellKind::text) return 1.0;
    const bool mixed = std::ranges::any_of(
        cell, [&](char c) { return c != delimiter && c != ' ' && kDelimiters.find(c) != kDelimiters.npos; });
    return mixed ? kMixedScore : kWordsScore;
}

double table_score(const Rows& rows, char delimiter) {
    std::map<std::size_t, std::size_t> widths;
    std::size_t cells = 0;
    double score = 0.0;
    for (const auto& row : rows) {
        ++widths[row.size()];
        cells += row.size();
        for (const std::string& cell : row) score += cell_score(cell, delimiter);
    }
    std::size_t width = 0;
    std::size_t most = 0;
    for (const auto& [each, count] : widths) {
        if (count >= most) width = each;
        most = std::max(most, count);
    }
    if (width < 2) return 0.0;
    const double regular = static_cast<double>(most) / static_cast<double>(rows.size());
    return regular * score / static_cast<double>(cells) * (delimiter == ' ' ? kBlanksScore : 1.0);
}

char delimiter_of(const CsvHead& head, CsvDialect dialect) {
    char best = ',';
    double best_score = 0.0;
    for (const char delimiter : kDelimiters) {
        dialect.delimiter = delimiter;
        double score = 0.0;
        try {
            score = table_score(first_records(head, dialect, kSniffedRecords), delimiter);
        } catch (const Error&) {
            continue;  // no table by this delimiter
        }
        if (score > best_score) best = delimiter;
        best_score = std::max(best_score, score);
    }
    return best;
}

// "12,345": as likely twelve thousand as twelve and a bit.
bool may_be_grouped(std::string_view cell) {
    cell = trimmed(cell);
    const std::size_t comma = cell.rfind(',');
    return comma != cell.npos && cell.size() - comma == 4 && cell.find_first_of("eE") == cell.npos &&
           !cell.starts_with("0") && !cell.starts_with("-0");
}

char decimal_of(const Rows& rows, char delimiter) {
    if (delimiter == ',') return '.';
    std::size_t points = 0;
    std::size_t commas = 0;
    std::size_t grouped = 0;
    for (const auto& row : rows) {
        for (const std::string& cell : row) {
            if (cell.find('.') != cell.npos && is_number(read_cell(cell, '.').kind)) ++points;
            if (cell.find(',') == cell.npos || !is_number(read_cell(cell, ',').kind)) continue;
            ++commas;
            if (may_be_grouped(cell)) ++grouped;
        }
    }
    // Semicolons are what programs write where the comma is taken.
    const bool sure = delimiter == ';' || grouped < commas;
    return commas > points && sure ? ',' : '.';
}

bool has_header(const Rows& rows, char decimal) {
    if (rows.empty()) return false;
    const auto kind = [&](std::size_t row, std::size_t column) {
        return column < rows[row].size() ? read_cell(rows[row][column], decimal).kind : CellKind::missing;
    };
    bool numbers_above = false;
    bool repeated = false;
    for (std::size_t column = 0; column < rows[0].size(); ++column) {
        std::size_t numbers = 0;
        std::size_t words = 0;
        for (std::size_t row = 1; row < rows.size(); ++row) {
            numbers += is_number(kind(row, column)) ? 1 : 0;
            words += kind(row, column) == CellKind::text ? 1 : 0;
            repeated |=
                column < rows[row].size() && !rows[0][column].empty() && rows[row][column] == rows[0][column];
        }
        if (kind(0, column) == CellKind::text && mostly_numbers(numbers, words)) return true;
        numbers_above |= is_number(kind(0, column));
    }
    // All words: names do not come again as values, and no two are the same.
    const std::set<std::string> names(rows[0].begin(), rows[0].end());
    return !numbers_above && !repeated && names.size() == rows[0].size();
}

}  // namespace

Rows first_records(const CsvHead& head, const CsvDialect& dialect, std::size_t most,
                   std::vector<std::uint64_t>* lines) {
    CsvRecords records(TextDecoder(byte_source(head.bytes), head.encoding), dialect);
    if (head.cut) records.allow_cut();
    Rows rows;
    while (rows.size() < most && records.next()) {
        const auto& cells = records.cells();
        // A row in which nothing stands says nothing, as a blank line.
        if (std::ranges::all_of(cells, [](std::string_view cell) { return cell.empty(); })) continue;
        auto& row = rows.emplace_back(cells.begin(), cells.end());
        if (lines != nullptr) lines->push_back(records.line());
        // Also behind a mark that promises UTF-8 and does not keep it.
        for (std::string& cell : row) {
            if (head.encoding == CsvEncoding::latin1 || !is_utf8(cell, false)) cell = utf8_from_latin1(cell);
        }
    }
    return rows;
}

CsvDialect dialect_of(const CsvHead& head, const CsvChoice& choice) {
    CsvDialect dialect;
    dialect.quote = choice.quote.value_or(dialect.quote);
    dialect.comment = choice.comment.value_or(dialect.comment);
    dialect.delimiter = choice.delimiter ? *choice.delimiter : delimiter_of(head, dialect);
    Rows rows;
    try {
        rows = first_records(head, dialect, kSniffedRecords);
    } catch (const Error&) {
        // Whoever reads the records meets it again, and tells.
    }
    dialect.decimal = choice.decimal ? *choice.decimal : decimal_of(rows, dialect.delimiter);
    dialect.header = choice.header ? *choice.header : has_header(rows, dialect.decimal);
    return dialect;
}

}  // namespace talweg
