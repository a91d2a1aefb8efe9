// The first rows of a table as a grid, and over each column what it serves for.
#pragma once

#include "app/panels/kit.h"
#include "core/train/csv_draft.h"

#include <optional>

namespace talweg {

/// Draws the grid `height` px high and changes what is clicked: a column's part, whether it is names.
/// `survey`: the counts of all cells, where they are known; else those of the rows shown. True when something
/// changed. Marks: "data.input.2", "data.target.2", "data.names.2", "data.column.2".
bool data_grid(Kit& kit, CsvDraft& draft, const std::optional<CsvSurvey>& survey, float height);

/// The height that shows all rows, px: at least that of ten, so that the dialog keeps its size with small
/// tables, at most 560.
float grid_height(const Kit& kit, const CsvDraft& draft);

/// The controls of how the file is read, side by side: separator, decimal sign, header, encoding, quotes,
/// comments. True when something changed. Marks: "data.delimiter", "data.decimal", "data.header", …
bool dialect_fields(Kit& kit, CsvDraft& draft);

}  // namespace talweg
