// What was read of a CSV file, made into x and y.
#include "core/data/csv_assemble.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

/// Numbers that are there. Throws Error where there are none.
std::uint64_t count_present(const double* column, Index rows, const std::string& name) {
    const auto present = static_cast<std::uint64_t>(
        std::count_if(column, column + rows, [](double value) { return !std::isnan(value); }));
    if (present == 0)
        throw Error("column '" + name + "' has no number to fill its missing cells from; leave it out");
    return present;
}

/// Whether all values are the same, but for those that are missing.
bool is_constant(const double* column, Index rows) {
    const double* const end = column + rows;
    const double* const first = std::find_if(column, end, [](double value) { return !std::isnan(value); });
    return std::all_of(first, end, [first](double value) { return value == *first || std::isnan(value); });
}

/// In one encoding for all names: what the file's beginning could not tell shows where its names are.
void settle_encoding(CsvTable& table, const CsvChoice& choice, CsvReport& report) {
    const bool fits =
        std::ranges::all_of(table.names, [](const CsvNames& names) { return names.are_utf8(); });
    if (report.encoding == CsvEncoding::utf8 && !fits) {
        if (choice.encoding) throw Error("it has names that are not UTF-8; try Latin-1 as its 'encoding'");
        report.encoding = CsvEncoding::latin1;
    }
    if (report.encoding != CsvEncoding::latin1) return;
    for (CsvNames& names : table.names) names.from_latin1();
    if (!choice.encoding) report.warnings.emplace_back("the file is not UTF-8 and was read as Latin-1");
}

void warn_of_columns(const Dataset& data, CsvReport& report) {
    if (data.rows() == 1) {
        report.warnings.emplace_back("there is only one row: any line goes through it");
        return;
    }
    for (Index c = 0; c < data.x.cols(); ++c) {
        if (!is_constant(data.x.col(c).data(), data.rows())) continue;
        report.warnings.push_back("column '" + data.x_names[static_cast<std::size_t>(c)] +
                                  "' is the same in every row and tells nothing");
    }
    if (is_constant(data.y.data(), data.rows()))
        report.warnings.push_back("the target '" + data.y_names[0] + "' is the same in every row");
}

}  // namespace

CsvTable::CsvTable(const CsvSketch& sketch, const CsvRoles& roles) : numbers(roles.inputs.size() + 1) {
    const auto use = [&](std::size_t column) {
        uses.push_back({column, sketch.columns[column].kind == CsvColumnKind::text});
    };
    for (const std::size_t input : roles.inputs) use(input);
    use(roles.target);
    names.resize(uses.size());
}

Dataset assemble_dataset(CsvTable table, const CsvSketch& sketch, const CsvChoice& choice,
                         CsvReport& report) {
    const Index rows = table.numbers.rows();
    if (rows == 0) {
        throw Error(report.records == 0 ? "there are no rows in it, only the names of columns"
                    : report.ragged == report.records
                        ? "every row has more or fewer cells than the first line: none is left"
                    : report.ragged > 0
                        ? "every row has a missing cell, or more or fewer than the first line: none is left"
                        : "every row has a missing cell: none is left");
    }
    settle_encoding(table, choice, report);
    std::vector<std::vector<std::uint32_t>> places;
    for (CsvNames& names : table.names) places.push_back(names.sort());

    Dataset data;
    std::uint64_t inputs = 0;
    std::vector<Index> first(table.uses.size());
    for (std::size_t u = 0; u < table.uses.size(); ++u) {
        first[u] = static_cast<Index>(inputs);
        const std::string& name = sketch.columns[table.uses[u].column].name;
        if (u + 1 == table.uses.size()) {
            data.y_names = {name};
        } else if (!table.uses[u].text) {
            data.x_names.push_back(name);
            ++inputs;
        } else {
            for (const std::string& value : table.names[u].names())
                data.x_names.push_back(name + " = " + value);
            inputs += table.names[u].size();
        }
    }
    if (inputs * static_cast<std::uint64_t>(rows) > kMostCsvCells) {
        throw Error("with a column for each name there are " + grouped_text(inputs) + " x " +
                    grouped_text(static_cast<std::uint64_t>(rows)) + " cells, more than the " +
                    grouped_text(kMostCsvCells) + " that can be read; leave columns of text out");
    }
    data.x.resize(rows, static_cast<Index>(inputs));
    data.y.resize(rows, 1);
    // A column of names comes in where the first of its columns will be, and is spread from there.
    std::vector<double*> to;
    for (std::size_t u = 0; u + 1 < table.uses.size(); ++u) to.push_back(data.x.data() + first[u] * rows);
    to.push_back(data.y.data());
    table.numbers.move_to(to);

    report.least_present = static_cast<std::uint64_t>(rows);
    for (std::size_t u = 0; u < table.uses.size(); ++u) {
        const bool target = u + 1 == table.uses.size();
        if (!table.uses[u].text) {
            if (target || report.missing == 0) continue;
            const std::string& name = data.x_names[static_cast<std::size_t>(first[u])];
            report.least_present = std::min(report.least_present, count_present(to[u], rows, name));
            continue;
        }
        const auto count = static_cast<Index>(table.names[u].size());
        if (!target && count > 1) data.x.middleCols(first[u] + 1, count - 1).setZero();
        for (Index row = 0; row < rows; ++row) {
            const std::uint32_t place = places[u][static_cast<std::size_t>(to[u][row])];
            to[u][row] = target ? place : 0.0;
            if (!target) data.x(row, first[u] + place) = 1.0;
        }
        if (target) data.classes = table.names[u].names();
    }
    warn_of_columns(data, report);
    return data;
}

}  // namespace talweg
