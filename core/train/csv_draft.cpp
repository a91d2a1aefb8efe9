// A CSV file, or text that was pasted, while a person still chooses how to take it.
#include "core/train/csv_draft.h"

#include "core/base/error.h"
#include "core/base/file.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <tuple>
#include <utility>

namespace talweg {
namespace {

std::string beginning_of(FileReader& file) {
    std::string head(std::min<std::uint64_t>(file.size() + 1, kCsvHeadBytes), '\0');
    std::size_t size = 0;
    while (size < head.size()) {
        const std::size_t count = file.read(head.data() + size, head.size() - size);
        if (count == 0) break;
        size += count;
    }
    head.resize(size);
    return head;
}

/// A number that no draft had before: what was counted in one table is never taken for another's.
std::uint64_t next_reading() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

/// What belongs to how the bytes are cut into cells.
auto dialect_part(CsvChoice& choice) {
    return std::tie(choice.encoding, choice.delimiter, choice.decimal, choice.quote, choice.comment,
                    choice.header);
}

}  // namespace

CsvDraft::CsvDraft(CsvChoice choice) : said_(std::move(choice)), inputs_said_(!said_.inputs.empty()) {
    said_.checksum.clear();
    read_beginning();
    sniff();
}

void CsvDraft::read_beginning() {
    const CsvStamp stamp = csv_stamp(said_.path);
    FileReader file(said_.path, kCsvFileLimit);
    head_ = std::make_shared<const std::string>(beginning_of(file));
    bytes_ = file.size();
    stamp_ = stamp;
    cut_ = head_->size() == kCsvHeadBytes;
}

void CsvDraft::read_again() {
    if (pasted()) return;
    read_beginning();
    sniff();
}

CsvDraft CsvDraft::of_text(std::string text) {
    CsvDraft draft;
    draft.text_ = std::make_shared<const std::string>(std::move(text));
    draft.bytes_ = draft.text_->size();
    draft.cut_ = draft.bytes_ > kCsvHeadBytes;
    draft.head_ =
        draft.cut_ ? std::make_shared<const std::string>(draft.text_->substr(0, kCsvHeadBytes)) : draft.text_;
    draft.sniff();
    return draft;
}

std::vector<std::string> CsvDraft::present(const std::vector<std::string>& names) const {
    std::vector<std::string> kept;
    if (names.empty()) return kept;
    const CsvPlaces places = csv_places(sketch_);
    std::ranges::copy_if(names, std::back_inserter(kept),
                         [&](const std::string& name) { return places.contains(name); });
    return kept;
}

// Which columns there are is known before it is said what some of them hold.
void CsvDraft::sniff() {
    reading_ = next_reading();
    choice_ = said_;
    choice_.text.clear();
    choice_.inputs.clear();
    choice_.target.clear();
    trouble_.clear();
    nothing_ = false;
    try {
        sketch_ = sketch_csv(*head_, cut_, choice_);
        forced_.assign(columns(), false);
        choice_.text = present(said_.text);
        const CsvPlaces places = csv_places(sketch_);
        for (const std::string& name : choice_.text) {
            const std::size_t c = places.at(name);
            if (sketch_.columns[c].kind != CsvColumnKind::text) forced_[c] = true;
            sketch_.columns[c].kind = CsvColumnKind::text;
        }
        const CsvDialect& found = sketch_.dialect;
        if (found.delimiter == found.decimal || found.delimiter == found.quote)
            throw Error("The separator cannot also be the decimal sign or a quote.");
    } catch (const Error& error) {
        const CsvSketch before = std::exchange(sketch_, {});
        sketch_.encoding = said_.encoding.value_or(before.encoding);
        sketch_.dialect = {
            said_.delimiter.value_or(before.dialect.delimiter),
            said_.decimal.value_or(before.dialect.decimal), said_.quote.value_or(before.dialect.quote),
            said_.comment.value_or(before.dialect.comment), said_.header.value_or(before.dialect.header)};
        roles_.clear();
        forced_.clear();
        choice_.text.clear();
        trouble_ = error.what();
        nothing_ = dynamic_cast<const CsvNothing*>(&error) != nullptr;
        return;
    }
    assign_roles();
}

void CsvDraft::assign_roles() {
    roles_.assign(columns(), Role::none);
    trouble_.clear();
    choice_.target = present({said_.target}).empty() ? std::string() : said_.target;
    choice_.inputs = present(said_.inputs);
    try {
        if (choice_.target.empty()) choice_.target = sketch_.columns[default_csv_target(sketch_)].name;
        std::erase(choice_.inputs, choice_.target);
        // Names that are all gone say nothing about the columns that came in their place.
        const bool meant = inputs_said_ && (!choice_.inputs.empty() || said_.inputs.empty());
        CsvRoles roles;
        if (!meant || !choice_.inputs.empty()) roles = csv_roles(sketch_, choice_);
        choice_.inputs.clear();
        for (const std::size_t input : roles.inputs) {
            choice_.inputs.push_back(sketch_.columns[input].name);
            roles_[input] = Role::input;
        }
        if (roles.inputs.empty()) trouble_ = "Choose at least one column to learn from: an input.";
    } catch (const Error& error) {
        choice_.inputs.clear();
        trouble_ = error.what();
    }
    for (std::size_t c = 0; c < columns(); ++c) {
        if (sketch_.columns[c].name == choice_.target) roles_[c] = Role::target;
    }
}

bool CsvDraft::says_dialect() const {
    return said_.encoding || said_.delimiter || said_.decimal || said_.quote || said_.comment || said_.header;
}

void CsvDraft::forget_dialect() {
    CsvChoice none;
    dialect_part(said_) = dialect_part(none);
    sniff();
}

void CsvDraft::choose(const CsvChoice& next) {
    CsvChoice wanted = next;
    // A sign has one meaning: what was said last has it.
    const bool other_delimiter = wanted.delimiter != said_.delimiter;
    if (wanted.delimiter == wanted.decimal && wanted.delimiter)
        (other_delimiter ? wanted.decimal : wanted.delimiter).reset();
    const bool same = dialect_part(said_) == dialect_part(wanted);
    dialect_part(said_) = dialect_part(wanted);
    said_.missing = choice_.missing = next.missing;
    said_.ragged = choice_.ragged = next.ragged;
    if (!same) sniff();
}

void CsvDraft::set_role(std::size_t column, Role role) {
    const std::string& name = sketch_.columns[column].name;
    const Role before = roles_[column];
    if (role == before) return;
    if (role == Role::target) {
        // What is found out goes on being found out.
        const auto old = std::ranges::find(sketch_.columns, choice_.target, &CsvColumn::name);
        if (inputs_said_ && before == Role::input && old->kind == CsvColumnKind::number)
            std::ranges::replace(said_.inputs, name, choice_.target);
        said_.target = name;
        assign_roles();
        return;
    }
    said_.inputs = choice_.inputs;
    inputs_said_ = true;
    if (before == Role::target) said_.target.clear();
    if (role == Role::none) {
        std::erase(said_.inputs, name);
    } else {
        // Among those before it and behind it in the file.
        const CsvPlaces places = csv_places(sketch_);
        const auto place = std::ranges::find_if(
            said_.inputs, [&](const std::string& input) { return places.at(input) > column; });
        said_.inputs.insert(place, name);
    }
    assign_roles();
}

void CsvDraft::set_all_inputs(bool on) {
    inputs_said_ = true;
    said_.inputs.clear();
    for (const CsvColumn& column : sketch_.columns) {
        if (on && column.name != choice_.target && column.kind == CsvColumnKind::number)
            said_.inputs.push_back(column.name);
    }
    assign_roles();
}

void CsvDraft::set_text(std::size_t column, bool text) {
    const std::string& name = sketch_.columns[column].name;
    std::erase(said_.text, name);
    if (text) said_.text.push_back(name);
    // Which columns serve stays as it is seen.
    said_.target = choice_.target;
    said_.inputs = choice_.inputs;
    inputs_said_ = true;
    sniff();
}

CsvReading CsvDraft::read(const CsvProgress& go_on) const {
    return pasted() ? read_csv_text(*text_, choice_, go_on) : read_csv_file(choice_, go_on);
}

CsvSurvey CsvDraft::survey(const CsvProgress& go_on) const {
    std::uint64_t done = 0;
    const auto counted = [&](const ByteSource& source) {
        return survey_csv(
            [&](char* buffer, std::size_t size) -> std::size_t {
                if (go_on && !go_on(done)) return 0;
                const std::size_t count = source(buffer, size);
                done += count;
                return count;
            },
            sketch_);
    };
    CsvSurvey survey;
    if (pasted()) {
        survey = counted(byte_source(*text_));
    } else {
        FileReader file(choice_.path, kCsvFileLimit);
        survey = counted([&](char* buffer, std::size_t size) { return file.read(buffer, size); });
    }
    survey.complete = survey.complete && done == bytes_;
    return survey;
}

}  // namespace talweg
