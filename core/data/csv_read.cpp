// A CSV file as a data set: records to rows of numbers.
#include "core/data/csv_read.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/csv_assemble.h"
#include "core/data/csv_cell.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kNamedPlaces = 5;

// Grows with what comes: most files are small.
std::string read_head(const ByteSource& source) {
    constexpr std::size_t kPiece = 1 << 16;
    std::string head;
    std::size_t size = 0;
    while (size < kCsvHeadBytes) {
        if (size == head.size()) head.resize(std::min(size + kPiece, kCsvHeadBytes));
        const std::size_t count = source(head.data() + size, head.size() - size);
        if (count == 0) break;
        size += count;
    }
    head.resize(size);
    return head;
}

/// A cell as a message shows it.
std::string shown(std::string_view cell) {
    constexpr std::size_t kShown = 40;
    std::string text = is_utf8(cell, false) ? std::string(cell) : utf8_from_latin1(cell);
    const bool cut = text.size() > kShown;
    if (cut) {
        std::size_t end = kShown;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
        text.resize(end);
    }
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return "'" + text + (cut ? "…'" : "'");
}

/// One pass over the records.
class Reader {
  public:
    Reader(const CsvSketch& sketch, const CsvRoles& roles, const CsvChoice& choice)
        : sketch_(sketch),
          missing_(choice.missing),
          ragged_rows_stay_out_(choice.ragged == CsvRagged::drop),
          table_(sketch, roles),
          place_(sketch.columns.size(), CsvRecords::kSkip) {
        for (std::size_t u = 0; u < table_.uses.size(); ++u) {
            place_[table_.uses[u].column] = static_cast<std::uint32_t>(u);
            plain_ = plain_ && !table_.uses[u].text;
        }
        plain_ = plain_ && sketch.dialect.decimal == '.';  // what read_numbers knows
        row_.resize(table_.uses.size());
    }

    CsvTable read(CsvRecords& records, CsvReport& report) {
        bool header = sketch_.dialect.header;
        for (;;) {
            if (plain_ && !header && records.read_numbers(place_, row_.data())) {
                ++report.records;
                add();
                continue;
            }
            if (!records.next()) break;
            const auto& cells = records.cells();
            if (std::ranges::all_of(cells, [](std::string_view cell) { return cell.empty(); })) {
                ++report.empty_rows;
                continue;
            }
            if (header) {
                header = false;
                continue;
            }
            ++report.records;
            if (cells.size() != sketch_.columns.size()) {
                ++report.ragged;
                if (!ragged_rows_stay_out_) note_ragged(records.line(), cells.size());
                continue;
            }
            if (take(cells, records.line(), report)) add();
        }
        if (!ragged_.empty()) fail_ragged();
        if (missing_cells_ > 0 && missing_ == CsvMissing::refuse) fail_missing();
        report.comments = records.comments();
        if (underflows_ > 0) {
            report.warnings.push_back(grouped_text(underflows_) +
                                      (underflows_ == 1 ? " number is" : " numbers are") +
                                      " smaller than a double can hold and read as 0");
        }
        return std::move(table_);
    }

  private:
    void add() {
        const auto cells = static_cast<std::uint64_t>(table_.numbers.rows() + 1) * row_.size();
        if (cells > kMostCsvCells) {
            throw Error("there are more than " + grouped_text(kMostCsvCells) +
                        " cells in the chosen columns, the most that can be read; choose fewer columns");
        }
        table_.numbers.add(row_.data());
    }

    /// The cells' values to row_; false: the row is left out.
    bool take(const std::vector<std::string_view>& cells, std::uint64_t line, CsvReport& report) {
        bool keep = true;
        std::uint64_t fills = 0;
        for (std::size_t u = 0; u < table_.uses.size(); ++u) {
            const CsvUse& use = table_.uses[u];
            row_[u] =
                use.text ? name_of(u, cells[use.column], line) : number_of(use, cells[use.column], line);
            if (!std::isnan(row_[u])) continue;
            if (missing_ == CsvMissing::refuse) note_missing(use.column, line);
            const bool fillable = missing_ == CsvMissing::mean || missing_ == CsvMissing::median;
            if (fillable && !use.text && u + 1 < table_.uses.size()) {
                ++fills;
                continue;
            }
            keep = false;
        }
        if (!keep) {
            ++report.dropped;
            return false;
        }
        report.missing += fills;
        return true;
    }

    double number_of(const CsvUse& use, std::string_view text, std::uint64_t line) {
        const CsvCell cell = read_cell(text, sketch_.dialect.decimal);
        underflows_ += cell.underflow ? 1 : 0;
        switch (cell.kind) {
            case CellKind::number:
                return cell.value;
            case CellKind::missing:
                return kMissing;
            case CellKind::infinite:
                fail_cell(use.column, line, text, "is not a finite number");
            case CellKind::too_large:
                fail_cell(use.column, line, text, "is larger than the largest double, 1.8e308");
            case CellKind::text:
                break;
        }
        if (!ragged_.empty()) fail_ragged();
        throw CsvRefusal(place(use.column, line) + ": " + shown(text) + " is not a number",
                         "; a column of names is chosen with 'text', or left out of 'inputs'",
                         CsvRefusal::Cause::word, sketch_.columns[use.column].name);
    }

    double name_of(std::size_t u, std::string_view text, std::uint64_t line) {
        const std::size_t column = table_.uses[u].column;
        const bool sign = text == "-" && sketch_.columns[column].signs;
        if (!sign && read_cell(text, '.').kind == CellKind::missing) return kMissing;
        if (text.size() > kLongestCsvName) {
            fail_cell(column, line, text,
                      "is longer than " + grouped_text(kLongestCsvName) + " bytes, the most a name can have");
        }
        CsvNames& names = table_.names[u];
        const double index = names.index(text);
        if (names.size() > kMostCsvClasses) {
            fail_cell(column, line, text,
                      "is one more than the " + grouped_text(kMostCsvClasses) +
                          " different names that a column can have; choose another 'target', or 'inputs' "
                          "without it");
        }
        return index;
    }

    std::string place(std::size_t column, std::uint64_t line) const {
        return "line " + std::to_string(line) + ", column '" + sketch_.columns[column].name + "'";
    }

    [[noreturn]] void fail_cell(std::size_t column, std::uint64_t line, std::string_view text,
                                const std::string& what) const {
        if (!ragged_.empty()) fail_ragged();
        throw Error(place(column, line) + ": " + shown(text) + " " + what);
    }

    void note_ragged(std::uint64_t line, std::size_t cells) {
        ragged_ +=
            (ragged_.empty() ? "line " : "; line ") + std::to_string(line) + " has " + grouped_text(cells);
        if (++ragged_rows_ == kNamedPlaces) {
            ragged_ += "; …";
            fail_ragged();
        }
    }

    [[noreturn]] void fail_ragged() const {
        throw CsvRefusal("every row must have " + grouped_text(sketch_.columns.size()) +
                             (sketch_.columns.size() == 1 ? " cell" : " cells") +
                             ", as the first one: " + ragged_,
                         ". Set 'ragged' to \"drop\" to leave such rows out", CsvRefusal::Cause::ragged);
    }

    void note_missing(std::size_t column, std::uint64_t line) {
        if (++missing_cells_ <= kNamedPlaces)
            missing_places_ += (missing_places_.empty() ? "" : "; ") + place(column, line);
    }

    [[noreturn]] void fail_missing() const {
        throw CsvRefusal(grouped_text(missing_cells_) +
                             (missing_cells_ == 1 ? " cell is missing: " : " cells are missing: ") +
                             missing_places_ + (missing_cells_ > kNamedPlaces ? "; …" : ""),
                         ". Choose with 'missing' what to do: \"drop\" these rows, or fill with the column's "
                         "\"mean\" or \"median\"",
                         CsvRefusal::Cause::missing);
    }

    const CsvSketch& sketch_;
    CsvMissing missing_;
    bool ragged_rows_stay_out_;
    CsvTable table_;
    std::vector<std::uint32_t> place_;
    std::vector<double> row_;
    bool plain_ = true;
    std::uint64_t underflows_ = 0;
    std::string ragged_;
    std::size_t ragged_rows_ = 0;
    std::uint64_t missing_cells_ = 0;
    std::string missing_places_;
};

}  // namespace

CsvData read_csv(const ByteSource& source, const CsvChoice& choice) {
    std::string head = read_head(source);
    const bool cut = head.size() == kCsvHeadBytes;
    const CsvSketch sketch = sketch_csv(head, cut, choice);
    const CsvRoles roles = csv_roles(sketch, choice);
    CsvData result;
    CsvReport& report = result.report;
    report.encoding = sketch.encoding;
    report.dialect = sketch.dialect;
    for (const std::size_t input : roles.inputs) report.inputs.push_back(sketch.columns[input].name);
    report.target = sketch.columns[roles.target].name;

    const ByteSource all = [first = byte_source(head), &source](char* buffer, std::size_t size) {
        const std::size_t count = first(buffer, size);
        return count > 0 ? count : source(buffer, size);
    };
    CsvRecords records(TextDecoder(all, sketch.encoding), sketch.dialect);
    CsvTable table = Reader(sketch, roles, choice).read(records, report);
    result.data = assemble_dataset(std::move(table), sketch, choice, report);
    return result;
}

}  // namespace talweg
