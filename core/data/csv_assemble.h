// What was read of a CSV file, made into x and y.
#pragma once

#include "core/data/csv_columns.h"
#include "core/data/csv_read.h"
#include "core/data/csv_table.h"

namespace talweg {

/// A chosen column: the inputs in their order, then the target.
struct CsvUse {
    std::size_t column = 0;  ///< in the file
    bool text = false;
};

/// The chosen cells of all kept rows: one number per use, an index into `names` where the use is text, NaN
/// where the cell is missing.
struct CsvTable {
    CsvTable(const CsvSketch& sketch, const CsvRoles& roles);

    std::vector<CsvUse> uses;
    std::vector<CsvNames> names;  ///< one per use
    CsvNumbers numbers;
};

/// Spreads names over columns of 0 and 1 and warns of what is odd; what is to be filled stays NaN. Throws
/// Error: no
/// rows, a column without a number, too many cells, names that are not of the chosen encoding.
Dataset assemble_dataset(CsvTable table, const CsvSketch& sketch, const CsvChoice& choice, CsvReport& report);

}  // namespace talweg
