// The columns of a CSV file: names, kinds, and which serve as inputs and target.
#pragma once

#include "core/base/error.h"
#include "core/data/csv_choice.h"
#include "core/data/csv_sniff.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace talweg {

enum class CsvColumnKind {
    number,
    text,
    empty,  ///< nothing but missing cells
};

struct CsvColumn {
    std::string name;  ///< no two are the same; "column 3" where the file has none
    CsvColumnKind kind = CsvColumnKind::empty;
    std::size_t missing = 0;   ///< cells of the sample
    std::size_t words = 0;     ///< cells of the sample that are neither missing nor numbers
    std::size_t distinct = 0;  ///< different texts in the sample
    bool row_numbers = false;  ///< 0, 1, 2, … or 1, 2, 3, … under no name: what programs write in front
    bool signs = false;        ///< "-" is one of its values, beside "+", and not a missing one
};

/// What a file's beginning tells, with the choices made about it.
struct CsvSketch {
    CsvEncoding encoding = CsvEncoding::utf8;
    CsvDialect dialect;
    std::vector<CsvColumn> columns;
    std::vector<std::vector<std::string>> rows;  ///< the sample without its header
    std::vector<std::uint64_t> lines;            ///< of the file, on which each of them begins
    bool cut = false;                            ///< the file goes on behind what was looked at
};

/// Places of columns by their names, which stand in the sketch and must stay there.
using CsvPlaces = std::unordered_map<std::string_view, std::size_t>;
CsvPlaces csv_places(const CsvSketch& sketch);

/// There is no record at all: the file is empty, or holds but comments or empty lines.
class CsvNothing : public Error {
  public:
    using Error::Error;
};

/// Records that decide about a column's kind.
inline constexpr std::size_t kCsvSample = 1000;
/// What is read to begin with: at least as much as a record can have.
inline constexpr std::size_t kCsvHeadBytes = kLongestCsvRecord + (1 << 16);

/// `head`: the first kCsvHeadBytes of a file; `cut`: it goes on. A column is of numbers where nine in ten
/// cells of the sample are (mostly_numbers), those that are missing aside. Throws Error: no records, what
/// CsvRecords does, a name in `text` that no column has.
CsvSketch sketch_csv(std::string_view head, bool cut, const CsvChoice& choice);

/// The last column that its name alone says is the answer: y (beside no z), target, label, class, species,
/// outcome or response, in any case, with a column of numbers besides to learn from. Else the last that is
/// not empty, or the last of numbers where that one names every row differently. Throws Error where all are
/// empty or there are no rows.
std::size_t default_csv_target(const CsvSketch& sketch);

/// What the columns are for, by their place.
struct CsvRoles {
    std::vector<std::size_t> inputs;
    std::size_t target = 0;
};

/// The chosen columns, or: as target default_csv_target, as inputs every column of numbers but the target and
/// numbers of rows. Throws Error for a name that no column has (with the nearest), one chosen twice, or no
/// column left.
CsvRoles csv_roles(const CsvSketch& sketch, const CsvChoice& choice);

}  // namespace talweg
