// A CSV file as a data set.
#pragma once

#include "core/data/csv_columns.h"
#include "core/data/dataset.h"

#include <string>
#include <string_view>
#include <vector>

namespace talweg {

inline constexpr std::uint64_t kMostCsvCells = 10'000'000;
inline constexpr std::size_t kMostCsvClasses = 1000;
inline constexpr std::size_t kLongestCsvName = 1000;  ///< of a class, bytes

/// What was found and done.
struct CsvReport {
    CsvEncoding encoding = CsvEncoding::utf8;
    CsvDialect dialect;
    std::vector<std::string> inputs;  ///< the columns' names
    std::string target;
    std::uint64_t records = 0;     ///< rows of cells in the file, without the header
    std::uint64_t dropped = 0;     ///< of these left out because a chosen cell is missing
    std::uint64_t filled = 0;      ///< cells filled with a mean or median
    std::uint64_t empty_rows = 0;  ///< rows in which no cell has anything
    std::uint64_t comments = 0;
    std::vector<std::string> warnings;  ///< whole sentences
};

struct CsvData {
    Dataset data;
    CsvReport report;
};

/// The chosen columns of a file as x and y: (rows x inputs), (rows x 1). A column of text gives, as the
/// target, the index of each row's class (names in order, as numbers where all are); among the inputs, one
/// column of 0 and 1 for each of its names, "species = Adelie". Pure. Works as the bytes come and needs the
/// numbers' own size, about once more, and some MiB.
///
/// Throws Error with line and column: what CsvRecords, sketch_csv and csv_roles refuse; rows with more or
/// fewer cells than the first (the first five of them); infinite numbers and such that no double holds; words
/// in a column of numbers; missing cells where they are refused (the first five); more than kMostCsvCells
/// chosen cells or kMostCsvClasses names; no row left.
CsvData read_csv(const ByteSource& source, const CsvChoice& choice);

/// What a person sees before choosing.
struct CsvPreview {
    CsvSketch sketch;
    CsvRoles roles;
    std::string trouble;  ///< why there are no roles; empty: there are
};

/// Of a file's first kCsvHeadBytes; `cut`: it goes on behind them. Throws Error as sketch_csv.
CsvPreview preview_csv(std::string_view head, bool cut, const CsvChoice& choice);

}  // namespace talweg
