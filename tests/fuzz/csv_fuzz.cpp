// Any bytes as a CSV file: an Error or a sound data set, and the same however the bytes come.
#include "core/base/error.h"
#include "core/data/csv_read.h"
#include "core/data/fill.h"
#include "core/train/csv_draft.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace {

using namespace talweg;

/// A line feed at the end of a seed leaves everything to be found out; other last bytes choose.
CsvChoice choice_of(unsigned char last) {
    const unsigned bits = last ^ static_cast<unsigned char>('\n');
    CsvChoice choice;
    if ((bits & 1) != 0) choice.header = false;
    if ((bits & 2) != 0) choice.delimiter = ';';
    choice.missing = static_cast<CsvMissing>((bits >> 2) & 3);
    if ((bits & 16) != 0) choice.decimal = ',';
    if ((bits & 32) != 0) choice.quote = '\'';
    if ((bits & 64) != 0) choice.encoding = CsvEncoding::latin1;
    if ((bits & 128) != 0) choice.text = {"column 1"};
    if ((bits & 3) == 3) choice.ragged = CsvRagged::drop;
    return choice;
}

std::optional<CsvData> read(const ByteSource& source, const CsvChoice& choice) {
    try {
        CsvData csv = read_csv(source, choice);
        csv.data = fill_inputs(std::move(csv.data), fill_of(choice));
        return csv;
    } catch (const Error&) {
        return std::nullopt;
    }
}

void check(const CsvData& csv) {
    const Dataset& data = csv.data;
    TALWEG_CHECK(data.rows() > 0 && data.y.rows() == data.rows() && data.y.cols() == 1);
    TALWEG_CHECK(data.x_names.size() == static_cast<std::size_t>(data.x.cols()));
    TALWEG_CHECK(data.x.allFinite() && data.y.allFinite());
    for (Index i = 0; i < data.rows() && data.of_classes(); ++i) {
        TALWEG_CHECK(data.y(i, 0) >= 0 && data.y(i, 0) < static_cast<double>(data.classes.size()));
    }
    for (const auto* names : {&data.x_names, &data.y_names, &data.classes}) {
        for (const std::string& name : *names) TALWEG_CHECK(is_utf8(name, false));
    }
    TALWEG_CHECK(csv.report.records >=
                 csv.report.dropped + csv.report.ragged + static_cast<std::uint64_t>(data.rows()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const CsvChoice choice = choice_of(size > 0 ? bytes[size - 1] : '\n');
    // What a person is shown of it: a table that can be taken, or a reason.
    const CsvDraft draft = CsvDraft::of_text(std::string(text));
    TALWEG_CHECK(!draft.trouble().empty() || (draft.inputs() > 0 && !draft.choice().target.empty()));
    const std::optional<CsvData> whole = read(byte_source(text), choice);
    const ByteSource crumbs = [rest = text](char* buffer, std::size_t most) mutable {
        const std::size_t count = std::min<std::size_t>({most, rest.size(), 1 + rest.size() % 97});
        rest.copy(buffer, count);
        rest.remove_prefix(count);
        return count;
    };
    const std::optional<CsvData> pieces = read(crumbs, choice);
    TALWEG_CHECK(whole.has_value() == pieces.has_value());
    if (!whole) return 0;
    check(*whole);
    TALWEG_CHECK(whole->data.x == pieces->data.x && whole->data.y == pieces->data.y);
    TALWEG_CHECK(whole->data.classes == pieces->data.classes);
    return 0;
}
