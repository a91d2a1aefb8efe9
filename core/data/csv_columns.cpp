// The columns of a CSV file.
#include "core/data/csv_columns.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/csv_cell.h"

#include <algorithm>
#include <map>
#include <set>

namespace talweg {
namespace {

constexpr std::size_t kNamed = 10;  ///< columns, in a message

std::vector<std::string> unique_names(const std::vector<std::string>& given, std::size_t count) {
    std::vector<std::string> names;
    const std::set<std::string> taken(given.begin(), given.end());
    std::set<std::string> used;
    std::map<std::string, int> copies;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string wanted = i < given.size() ? std::string(trimmed(given[i])) : std::string();
        const std::string base = wanted.empty() ? "column " + std::to_string(i + 1) : wanted;
        std::string name = base;
        // A number that neither another cell of the header has nor a column before.
        while (used.contains(name) || (name != wanted && taken.contains(name)))
            name = base + " (" + std::to_string(++copies.try_emplace(base, 1).first->second) + ")";
        used.insert(name);
        names.push_back(name);
    }
    return names;
}

void look_at(CsvColumn& column, const CsvSketch& sketch, std::size_t index) {
    std::set<std::string_view> texts;
    std::size_t numbers = 0;
    std::size_t words = 0;
    bool counts = index == 0 && sketch.rows.size() > 1;
    double first = 0.0;
    for (std::size_t row = 0; row < sketch.rows.size(); ++row) {
        if (index >= sketch.rows[row].size()) continue;  // whoever reads the file refuses that row
        const std::string_view text = sketch.rows[row][index];
        const CsvCell cell = read_cell(text, sketch.dialect.decimal);
        if (row == 0) first = cell.value;
        counts &= cell.kind == CellKind::number && cell.value == first + static_cast<double>(row);
        if (cell.kind == CellKind::missing) {
            ++column.missing;
            continue;
        }
        texts.insert(text);
        ++(cell.kind == CellKind::text ? words : numbers);
    }
    column.signs = texts.contains("+");
    column.words = words;
    column.kind = mostly_numbers(numbers, words) ? CsvColumnKind::number
                  : words > 0                    ? CsvColumnKind::text
                                                 : CsvColumnKind::empty;
    column.distinct = texts.size();
    column.row_numbers = counts && (first == 0.0 || first == 1.0);
}

[[noreturn]] void fail_name(const CsvSketch& sketch, const std::string& name, std::string_view what) {
    std::vector<std::string_view> names;
    for (const CsvColumn& column : sketch.columns) names.emplace_back(column.name);
    std::string message = std::string(what) + ": there is no column '" + name + "'";
    const std::string_view near = nearest_name(name, names);
    if (!near.empty()) throw Error(message + "; did you mean '" + std::string(near) + "'?");
    message += "; there are ";
    for (std::size_t i = 0; i < std::min(kNamed, names.size()); ++i)
        message += (i > 0 ? ", '" : "'") + std::string(names[i]) + "'";
    throw Error(message + (names.size() > kNamed ? ", …" : ""));
}

std::size_t column_named(const CsvSketch& sketch, const CsvPlaces& places, const std::string& name,
                         std::string_view what) {
    const auto found = places.find(name);
    if (found == places.end()) fail_name(sketch, name, what);
    return found->second;
}

// Why there is no record, where the file has been looked at to its end.
std::string nothing_text(const CsvHead& head, const CsvDialect& dialect) {
    if (head.bytes.empty()) return "the file is empty";
    CsvRecords records(TextDecoder(byte_source(head.bytes), head.encoding), dialect);
    while (records.next()) {
    }
    const std::uint64_t comments = records.comments();
    if (comments == 0) return "there is nothing in it but empty lines";
    return "there is nothing in it but comments: " + grouped_text(comments) +
           (comments == 1 ? " line that begins with '" : " lines that begin with '") +
           std::string(1, dialect.comment) + "'";
}

void check_rows(const CsvSketch& sketch) {
    if (!sketch.rows.empty() || sketch.cut) return;
    std::string message = "there are no rows in it, only the names of columns: ";
    for (std::size_t i = 0; i < sketch.columns.size() && i < kNamed; ++i)
        message += (i > 0 ? ", '" : "'") + sketch.columns[i].name + "'";
    throw Error(message + (sketch.columns.size() > kNamed ? ", …" : ""));
}

bool serves_as_input(const CsvColumn& column) {
    return column.kind == CsvColumnKind::number && !column.row_numbers;
}

// Names that never come twice are no classes.
bool names_rows(const CsvSketch& sketch, std::size_t index) {
    const CsvColumn& column = sketch.columns[index];
    return column.kind == CsvColumnKind::text && sketch.rows.size() > 2 &&
           column.distinct + column.missing == sketch.rows.size();
}

bool is_named(const CsvColumn& column, std::string_view name) {
    return std::ranges::equal(column.name, name, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

// By its name alone what the others are to tell.
bool is_answer(const CsvSketch& sketch, std::size_t index) {
    constexpr std::string_view kAnswers[] = {"target", "label", "class", "species", "outcome", "response"};
    const CsvColumn& column = sketch.columns[index];
    if (column.kind == CsvColumnKind::empty || names_rows(sketch, index)) return false;
    if (is_named(column, "y")) {
        // A place in space is no answer to another.
        return std::ranges::none_of(sketch.columns,
                                    [](const CsvColumn& each) { return is_named(each, "z"); });
    }
    return std::ranges::any_of(kAnswers, [&](std::string_view name) { return is_named(column, name); });
}

}  // namespace

CsvPlaces csv_places(const CsvSketch& sketch) {
    CsvPlaces places;
    places.reserve(sketch.columns.size());
    for (std::size_t i = 0; i < sketch.columns.size(); ++i) places.emplace(sketch.columns[i].name, i);
    return places;
}

CsvSketch sketch_csv(std::string_view head, bool cut, const CsvChoice& choice) {
    CsvSketch sketch;
    sketch.cut = cut;
    sketch.encoding = choice.encoding ? *choice.encoding : encoding_of(head, cut);
    const CsvHead start{head, cut, sketch.encoding};
    sketch.dialect = dialect_of(start, choice);
    sketch.rows = first_records(start, sketch.dialect, kCsvSample + 1, &sketch.lines);
    if (sketch.rows.empty()) {
        if (!cut) throw CsvNothing(nothing_text(start, sketch.dialect));
        throw Error("the first record is longer than " + grouped_text(kLongestCsvRecord) +
                    " bytes; is a quote not closed?");
    }
    const std::size_t width = sketch.rows[0].size();
    std::vector<std::string> names;
    bool unnamed_first = false;
    if (sketch.dialect.header) {
        names = sketch.rows[0];
        unnamed_first = trimmed(names[0]).empty();
        sketch.rows.erase(sketch.rows.begin());
        sketch.lines.erase(sketch.lines.begin());
    }
    names = unique_names(names, width);
    for (std::size_t i = 0; i < width; ++i) {
        CsvColumn column{names[i]};
        look_at(column, sketch, i);
        column.row_numbers &= unnamed_first;
        sketch.columns.push_back(std::move(column));
    }
    if (choice.text.empty()) return sketch;
    const CsvPlaces places = csv_places(sketch);
    for (const std::string& name : choice.text)
        sketch.columns[column_named(sketch, places, name, "text")].kind = CsvColumnKind::text;
    return sketch;
}

std::size_t default_csv_target(const CsvSketch& sketch) {
    check_rows(sketch);
    const auto& columns = sketch.columns;
    const auto numbers = static_cast<std::size_t>(std::ranges::count_if(columns, &serves_as_input));
    for (std::size_t i = columns.size(); i-- > 0;) {
        if (is_answer(sketch, i) && numbers > (serves_as_input(columns[i]) ? 1U : 0U)) return i;
    }
    std::size_t last = columns.size();
    std::size_t last_number = columns.size();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].kind != CsvColumnKind::empty) last = i;
        if (columns[i].kind == CsvColumnKind::number) last_number = i;
    }
    if (last == columns.size()) throw Error("no column has a number or a name in its first rows");
    return names_rows(sketch, last) && numbers > 1 ? last_number : last;
}

CsvRoles csv_roles(const CsvSketch& sketch, const CsvChoice& choice) {
    check_rows(sketch);
    CsvRoles roles;
    const CsvPlaces places = csv_places(sketch);
    roles.target = choice.target.empty() ? default_csv_target(sketch)
                                         : column_named(sketch, places, choice.target, "target");
    std::vector<bool> used(sketch.columns.size(), false);
    used[roles.target] = true;
    for (const std::string& name : choice.inputs) {
        const std::size_t index = column_named(sketch, places, name, "inputs");
        if (index == roles.target) throw Error("'" + name + "' is the target and cannot be an input too");
        if (used[index]) throw Error("'" + name + "' stands twice among the inputs");
        used[index] = true;
        roles.inputs.push_back(index);
    }
    if (!choice.inputs.empty()) return roles;
    for (std::size_t i = 0; i < sketch.columns.size(); ++i) {
        if (i != roles.target && serves_as_input(sketch.columns[i])) roles.inputs.push_back(i);
    }
    if (roles.inputs.empty()) {
        throw Error("there is no column of numbers beside the target '" + sketch.columns[roles.target].name +
                    "': choose what to learn from with 'inputs', and another 'target' if it is not this");
    }
    return roles;
}

}  // namespace talweg
