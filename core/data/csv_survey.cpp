// What all cells of a CSV file are, column by column.
#include "core/data/csv_survey.h"

#include "core/base/error.h"
#include "core/data/csv_cell.h"

#include <algorithm>

namespace talweg {
namespace {

void count(CsvColumnCounts& column, std::string_view text, const CsvSketch& sketch, bool signs,
           std::uint64_t line) {
    const CellKind kind = read_cell(text, sketch.dialect.decimal).kind;
    if (kind == CellKind::missing && !(signs && text == "-")) {
        if (column.missing++ == 0) column.first_missing = line;
    } else if (kind != CellKind::number) {
        if (column.words++ == 0) column.first_word = line;
    }
}

/// The next record; false: there is none, or none that can be read (then `sound` is false).
bool next(CsvRecords& records, bool& sound) {
    try {
        return records.next();
    } catch (const Error&) {
        sound = false;
        return false;
    }
}

}  // namespace

CsvSurvey survey_csv(const ByteSource& source, const CsvSketch& sketch) {
    CsvSurvey survey;
    survey.columns.resize(sketch.columns.size());
    CsvRecords records(TextDecoder(source, sketch.encoding), sketch.dialect);
    bool header = sketch.dialect.header;
    bool sound = true;
    while (next(records, sound)) {
        const auto& cells = records.cells();
        if (std::ranges::all_of(cells, [](std::string_view cell) { return cell.empty(); })) continue;
        if (header) {
            header = false;
            continue;
        }
        ++survey.rows;
        if (cells.size() != sketch.columns.size()) {
            if (survey.ragged++ == 0) survey.first_ragged = records.line();
            continue;
        }
        for (std::size_t c = 0; c < cells.size(); ++c)
            count(survey.columns[c], cells[c], sketch, sketch.columns[c].signs, records.line());
    }
    survey.complete = sound;
    return survey;
}

}  // namespace talweg
