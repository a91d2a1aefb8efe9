// The dialect of a CSV file, found out from its first lines.
#pragma once

#include "core/data/csv_choice.h"
#include "core/data/csv_records.h"

#include <string>
#include <string_view>
#include <vector>

namespace talweg {

/// The beginning of a file, as bytes.
struct CsvHead {
    std::string_view bytes;
    bool cut = false;  ///< the file goes on behind it
    CsvEncoding encoding = CsvEncoding::utf8;
};

/// The first records, at most `most` of them; the last one only when all of it is there. `lines`: the lines
/// that they begin on, where one asks. Throws Error as CsvRecords.
std::vector<std::vector<std::string>> first_records(const CsvHead& head, const CsvDialect& dialect,
                                                    std::size_t most,
                                                    std::vector<std::uint64_t>* lines = nullptr);

/// What the choice says, and for the rest what suits the first lines best: the delimiter that gives most
/// records the same number of cells and the cells the plainest contents; a decimal comma where numbers have
/// commas and no points; a header where the first record has words over a column of numbers. Pure.
CsvDialect dialect_of(const CsvHead& head, const CsvChoice& choice);

}  // namespace talweg
