// The records of a CSV file.
#include "core/data/csv_records.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/csv_cell.h"

#include <algorithm>
#include <cstring>

namespace talweg {
namespace {

/// A missing cell that begins like a comment, as spreadsheets write it.
constexpr std::string_view kMissingMark = "#N/A";

std::string at_line(std::uint64_t line) { return "line " + std::to_string(line); }

}  // namespace

CsvRecords::CsvRecords(TextDecoder text, const CsvDialect& dialect)
    : source_(std::move(text)), dialect_(dialect) {}

// What has been read makes place for what follows.
bool CsvRecords::refill() {
    if (ended_) return false;
    text_.erase(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_));
    at_ = 0;
    ended_ = !source_.read(text_);
    return !ended_;
}

// The record under way goes on behind what is there.
void CsvRecords::grow() {
    if (text_.size() - at_ > kLongestCsvRecord) {
        throw Error(at_line(line_) + " is longer than " + grouped_text(kLongestCsvRecord) +
                    " bytes, the most that one can have: is this a table?");
    }
    refill();
}

bool CsvRecords::begins_with_missing(std::size_t at) const {
    const std::string_view rest(text_.data() + at, text_.size() - at);
    if (!rest.starts_with(kMissingMark)) return false;
    const std::size_t end = at + kMissingMark.size();
    return end >= text_.size() || at_line_end(end) || text_[end] == dialect_.delimiter;
}

// Over comments and lines without cells; false: the end.
bool CsvRecords::skip_lines() {
    for (;;) {
        std::size_t at = at_;
        const char delimiter = dialect_.delimiter;
        while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t') &&
               (text_[at] != delimiter || delimiter == ' '))
            ++at;
        if (at == text_.size()) {
            if (ended_) return false;
            grow();
            continue;
        }
        if (at_line_end(at)) {
            if (line_end(at) == Outcome::more) {
                grow();
                continue;
            }
            at_ = at;
            ++line_;
            continue;
        }
        if (dialect_.comment == '\0' || text_[at] != dialect_.comment) return true;
        // Enough of the line to tell #N/A, a missing first cell, from a comment.
        if (text_.size() - at <= kMissingMark.size() && !ended_) {
            grow();
            continue;
        }
        if (begins_with_missing(at)) return true;
        // A comment of any length: what is read of it need not be kept.
        ++comments_;
        for (at_ = at;;) {
            while (at_ < text_.size() && !at_line_end(at_)) ++at_;
            if (at_ < text_.size() || !refill()) break;
        }
        if (at_ == text_.size()) return false;
    }
}

bool CsvRecords::next() {
    if (!skip_lines()) return false;
    while (tokenize() == Outcome::more) {
        if (ended_ && cut_) return false;
        grow();
    }
    // The first part of a file may end inside a number.
    if (cut_ && ended_ && record_end_ == text_.size() && !at_line_end(record_end_ - 1)) return false;
    finish();
    return true;
}

CsvRecords::Outcome CsvRecords::tokenize() {
    parts_.clear();
    record_has_quotes_ = false;
    const bool blanks = dialect_.delimiter == ' ';
    for (std::size_t at = at_;;) {
        while (at < text_.size() && text_[at] == ' ') ++at;
        if (blanks && !parts_.empty() && (at == text_.size() ? ended_ : at_line_end(at))) {
            // Blanks at the end of a line separate nothing.
        } else {
            if (parts_.size() == kMostCsvColumns) {
                throw Error(at_line(line_) + " has more than " + grouped_text(kMostCsvColumns) +
                            " cells, the most that one can have");
            }
            const bool quoted = at < text_.size() && text_[at] == dialect_.quote && dialect_.quote != '\0';
            if ((quoted ? quoted_cell(at) : plain_cell(at)) == Outcome::more) return Outcome::more;
        }
        if (at < text_.size() && text_[at] == dialect_.delimiter) {
            ++at;
            continue;
        }
        if (at < text_.size() && line_end(at) == Outcome::more) return Outcome::more;
        record_end_ = at;
        return Outcome::done;
    }
}

CsvRecords::Outcome CsvRecords::plain_cell(std::size_t& at) {
    const char* const base = text_.data();
    const char* const end = base + text_.size();
    const char* p = base + at;
    const char delimiter = dialect_.delimiter;
    while (p != end && *p != delimiter && *p != '\n' && *p != '\r') ++p;
    if (p == end && !ended_) return Outcome::more;
    const std::string_view kept = trimmed({base + at, static_cast<std::size_t>(p - base) - at});
    const auto begin = static_cast<std::size_t>(kept.data() - base);
    parts_.push_back({begin, begin + kept.size(), false, false});
    at = static_cast<std::size_t>(p - base);
    return Outcome::done;
}

CsvRecords::Outcome CsvRecords::quoted_cell(std::size_t& at) {
    const std::size_t open = at;
    bool doubled = false;
    for (std::size_t from = open + 1;;) {
        const void* found = from < text_.size()
                                ? std::memchr(text_.data() + from, dialect_.quote, text_.size() - from)
                                : nullptr;
        const std::size_t close =
            found != nullptr ? static_cast<std::size_t>(static_cast<const char*>(found) - text_.data())
                             : text_.size();
        if (found == nullptr || (close + 1 == text_.size() && !ended_)) {
            if (found == nullptr && ((ended_ && !cut_) || text_.size() - at_ > kLongestCsvRecord))
                fail_quote(open, ended_);
            return Outcome::more;
        }
        if (close + 1 < text_.size() && text_[close + 1] == dialect_.quote) {
            doubled = true;
            from = close + 2;
            continue;
        }
        parts_.push_back({open + 1, close, doubled, true});
        record_has_quotes_ = true;
        at = close + 1;
        break;
    }
    const std::size_t closed = at;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t') && text_[at] != dialect_.delimiter)
        ++at;
    if (at == text_.size()) return ended_ ? Outcome::done : Outcome::more;
    if (text_[at] != dialect_.delimiter && !at_line_end(at)) {
        throw Error(at_line(line_ + lines_in(at_, closed)) + ", column " + std::to_string(parts_.size()) +
                    ": there is text behind a closing quote; a quote inside a cell is written twice");
    }
    return Outcome::done;
}

// LF, CRLF or CR; the LF of a CRLF may still have to come.
CsvRecords::Outcome CsvRecords::line_end(std::size_t& at) {
    if (text_[at] == '\r') {
        if (at + 1 == text_.size() && !ended_) return Outcome::more;
        if (at + 1 < text_.size() && text_[at + 1] == '\n') ++at;
    }
    ++at;
    return Outcome::done;
}

void CsvRecords::finish() {
    record_line_ = line_;
    line_ += record_has_quotes_ ? lines_in(at_, record_end_) : 1;
    cells_.clear();
    for (const Cell& part : parts_) {
        cells_.push_back(part.doubled ? undoubled(part)
                                      : std::string_view(text_.data() + part.begin, part.end - part.begin));
    }
    at_ = record_end_;
}

// In place: without its second quotes a cell is shorter.
std::string_view CsvRecords::undoubled(const Cell& cell) {
    std::size_t to = cell.begin;
    for (std::size_t from = cell.begin; from < cell.end; ++from) {
        text_[to++] = text_[from];
        if (text_[from] == dialect_.quote) ++from;
    }
    return {text_.data() + cell.begin, to - cell.begin};
}

std::uint64_t CsvRecords::lines_in(std::size_t begin, std::size_t end) const {
    std::uint64_t lines = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const bool half = text_[i] == '\r' && i + 1 < end && text_[i + 1] == '\n';
        if (at_line_end(i) && !half) ++lines;
    }
    return lines;
}

void CsvRecords::fail_quote(std::size_t quote, bool file_ended) const {
    throw Error(
        at_line(line_ + lines_in(at_, quote)) + ": the quote that opens in column " +
        std::to_string(parts_.size() + 1) + " is not closed" +
        (file_ended ? " before the file ends" : " within " + grouped_text(kLongestCsvRecord) + " bytes"));
}

bool CsvRecords::read_numbers(const std::vector<std::uint32_t>& place, double* numbers) {
    // Far enough from the end of what is there, no record is met that would have to be read further.
    constexpr std::size_t kFar = 4096;
    if (text_.size() - at_ < kFar && !ended_ && place.size() < kFar / 32) refill();
    const char* const end = text_.data() + text_.size();
    const char* p = text_.data() + at_;
    const char delimiter = dialect_.delimiter;
    if (p == end || *p == dialect_.comment || delimiter == ' ') return false;
    for (std::size_t column = 0; column < place.size(); ++column) {
        while (p != end && *p == ' ') ++p;
        if (place[column] != kSkip) {
            double value = 0.0;
            p = read_number(p, end, value);
            if (p == nullptr) return false;
            numbers[place[column]] = value;
            while (p != end && *p == ' ') ++p;
        } else {
            if (p != end && *p == dialect_.quote) return false;
            while (p != end && *p != delimiter && *p != '\n' && *p != '\r') ++p;
        }
        if (p == end) return false;
        if (column + 1 < place.size() && *p++ != delimiter) return false;
    }
    if (*p == '\r') ++p;
    if (p == end || *p != '\n') return false;
    record_line_ = line_++;
    at_ = static_cast<std::size_t>(p + 1 - text_.data());
    return true;
}

}  // namespace talweg
