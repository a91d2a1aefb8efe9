// What all cells of a CSV file are, column by column: for a person who has still to choose among them.
#pragma once

#include "core/data/csv_columns.h"

#include <cstdint>
#include <vector>

namespace talweg {

struct CsvColumnCounts {
    std::uint64_t missing = 0;
    std::uint64_t words = 0;          ///< cells that are neither missing nor a finite number
    std::uint64_t first_missing = 0;  ///< line of the file; 0: there is none
    std::uint64_t first_word = 0;
};

/// Of all rows but the ragged ones.
struct CsvSurvey {
    std::uint64_t rows = 0;    ///< of cells, without the header, ragged ones among them
    std::uint64_t ragged = 0;  ///< with more or fewer cells than the first
    std::uint64_t first_ragged = 0;
    std::vector<CsvColumnCounts> columns;
    bool complete = false;  ///< false: what CsvRecords refuses came before the end
};

/// Reads everything once, and no more of it than `source` gives. Needs no more memory than a record.
CsvSurvey survey_csv(const ByteSource& source, const CsvSketch& sketch);

}  // namespace talweg
