// The records of a CSV file, one after the other, from a stream of any length in little memory.
#pragma once

#include "core/data/csv_text.h"

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace talweg {

/// What separates and surrounds cells. decimal: '.' or ','. quote, comment: '\0' for none. delimiter ' ':
/// any run of blanks.
struct CsvDialect {
    char delimiter = ',';
    char decimal = '.';
    char quote = '"';
    char comment = '#';
    bool header = true;
    bool operator==(const CsvDialect&) const = default;
};

inline constexpr std::size_t kMostCsvColumns = 10'000;
inline constexpr std::size_t kLongestCsvRecord = 1 << 20;

/// Cells as RFC 4180 has them, and what is found besides: LF, CRLF, CR and any mixture; cells of different
/// number per record (whoever reads checks); blanks before and behind quotes; lines without cells and comment
/// lines, which are left out. A quote inside a cell that does not begin with one is a letter.
class CsvRecords {
  public:
    CsvRecords(TextDecoder text, const CsvDialect& dialect);

    /// Moves to the next record; false: there is none. Throws Error with the line: a quote that is not
    /// closed, text behind a closing quote, more than kMostCsvColumns cells, more than kLongestCsvRecord
    /// bytes.
    bool next();

    /// The record's cells, quotes removed; blanks are removed around cells without quotes. Valid until
    /// next().
    const std::vector<std::string_view>& cells() const { return cells_; }
    /// The line of the file that the record begins on, from 1.
    std::uint64_t line() const { return record_line_; }

    /// What a column is to read_numbers: where its number goes, or kSkip.
    static constexpr std::uint32_t kSkip = std::numeric_limits<std::uint32_t>::max();
    /// Moves over the next record when it is one of plain numbers: each in a column that `place` does not
    /// skip goes to numbers[place]. Otherwise nothing moves and false: next() then tells.
    bool read_numbers(const std::vector<std::uint32_t>& place, double* numbers);

    std::uint64_t comments() const { return comments_; }
    /// The stream ends inside the last record instead of being an error: for a file's first part.
    void allow_cut() { cut_ = true; }

  private:
    struct Cell {
        std::size_t begin;
        std::size_t end;
        bool doubled;  ///< it has quotes inside, written twice
        bool quoted;
    };
    enum class Outcome { done, more };

    bool refill();
    void grow();
    bool skip_lines();
    bool begins_with_missing(std::size_t at) const;
    Outcome tokenize();
    Outcome quoted_cell(std::size_t& at);
    Outcome plain_cell(std::size_t& at);
    Outcome line_end(std::size_t& at);
    void finish();
    std::string_view undoubled(const Cell& cell);
    bool at_line_end(std::size_t at) const { return text_[at] == '\n' || text_[at] == '\r'; }
    std::uint64_t lines_in(std::size_t begin, std::size_t end) const;
    [[noreturn]] void fail_quote(std::size_t quote, bool file_ended) const;

    TextDecoder source_;
    CsvDialect dialect_;
    std::vector<char> text_;
    std::size_t at_ = 0;  ///< of the first letter that is not read yet
    bool ended_ = false;  ///< the source has nothing more
    bool cut_ = false;
    std::uint64_t line_ = 1;
    std::uint64_t record_line_ = 0;
    std::uint64_t comments_ = 0;
    std::size_t record_end_ = 0;
    bool record_has_quotes_ = false;
    std::vector<Cell> parts_;
    std::vector<std::string_view> cells_;
};

}  // namespace talweg
