// A CSV file as a data set.
#pragma once

#include "core/base/error.h"
#include "core/data/csv_columns.h"
#include "core/data/dataset.h"

#include <string>
#include <string_view>
#include <vector>

namespace talweg {

inline constexpr std::uint64_t kMostCsvCells = 10'000'000;
inline constexpr std::size_t kMostCsvClasses = 1000;
inline constexpr std::size_t kLongestCsvName = 1000;  ///< of a class, bytes

/// What a choice can mend: the row that has a word where numbers stand, that lacks a cell, that has too many.
class CsvRefusal : public Error {
  public:
    enum class Cause { word, missing, ragged };
    /// what(): the sentence, and the advice for who writes the choice by hand.
    CsvRefusal(std::string sentence, const std::string& advice, Cause cause, std::string column = {})
        : Error(sentence + advice),
          sentence_(std::move(sentence)),
          advice_(advice),
          cause_(cause),
          column_(std::move(column)) {}
    /// The same about the file of that name.
    CsvRefusal in_file(const std::string& path) const {
        return {"'" + path + "': " + sentence_, advice_, cause_, column_};
    }
    /// Without the advice.
    const std::string& sentence() const { return sentence_; }
    Cause cause() const { return cause_; }
    /// Of the word.
    const std::string& column() const { return column_; }

  private:
    std::string sentence_;
    std::string advice_;
    Cause cause_;
    std::string column_;
};

/// What was found and done.
struct CsvReport {
    CsvEncoding encoding = CsvEncoding::utf8;
    CsvDialect dialect;
    std::vector<std::string> inputs;  ///< the columns' names
    std::string target;
    std::uint64_t records = 0;  ///< rows of cells in the file, without the header
    std::uint64_t dropped = 0;  ///< of these left out because a chosen cell is missing
    std::uint64_t ragged = 0;   ///< of these left out because they have more or fewer cells than the first
    std::uint64_t missing = 0;  ///< cells of x that are to be filled (fill_inputs)
    std::uint64_t least_present = 0;  ///< numbers in the input column that has the fewest
    std::uint64_t empty_rows = 0;     ///< rows in which no cell has anything
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
/// numbers' own size, about once more, and some MiB. Cells that are to be filled are NaN in x: with what is
/// known once it is clear which rows are trained on (fill_inputs).
///
/// Throws Error with line and column: what CsvRecords, sketch_csv and csv_roles refuse; infinite numbers and
/// such that no double holds; more than kMostCsvCells chosen cells or kMostCsvClasses names; a column of
/// inputs without any number; no row left. And CsvRefusal: rows with more or fewer cells than the first, and
/// missing cells, where they are refused (the first five); words in a column of numbers.
CsvData read_csv(const ByteSource& source, const CsvChoice& choice);

}  // namespace talweg
