// Experiments whose points stand in a CSV file.
#include "core/train/csv_source.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/train/catalogue.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <mutex>
#include <vector>

namespace talweg {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKept = 8;                 ///< files: one, and those that undo may come back to
constexpr std::size_t kKeptBytes = 256u << 20u;  ///< of numbers in all but the two newest of them

struct Kept {
    CsvChoice choice;
    CsvStamp stamp;
    std::shared_ptr<const CsvData> data;
};

std::mutex& shelf_mutex() {
    static std::mutex mutex;
    return mutex;
}

std::vector<Kept>& kept_files() {
    static std::vector<Kept> files;
    return files;
}

std::string checksum_text(const Checksum& checksum) {
    std::array<char, 48> buffer;
    std::snprintf(buffer.data(), buffer.size(), "%016llx-%llu",
                  static_cast<unsigned long long>(checksum.value()),
                  static_cast<unsigned long long>(checksum.bytes()));
    return buffer.data();
}

std::string change_text(const std::string& before, const std::string& now) {
    const auto bytes = [](const std::string& text) {
        const std::size_t dash = text.find('-');
        return dash == std::string::npos ? std::string() : text.substr(dash + 1);
    };
    std::string text = "the file has changed since the experiment was made: ";
    if (bytes(before) == bytes(now)) {
        text += "it has as many bytes (" + bytes(now) + ") but not the same";
    } else {
        text += "it had " + bytes(before) + " bytes and has " + bytes(now);
    }
    return text + ". To take it as it is now, set 'checksum' to \"" + now + "\" or leave it out";
}

/// Adds the file to a sentence about its contents.
template <class Read>
decltype(auto) about(const std::string& path, Read&& read) {
    try {
        return read();
    } catch (const CsvRefusal& refusal) {
        throw refusal.in_file(path);
    } catch (const Error& error) {
        throw Error("'" + path + "': " + error.what());
    }
}

/// A source that adds up what it gives and asks whether to go on.
struct Counted {
    ByteSource source;
    const CsvProgress& go_on;
    Checksum checksum = {};

    std::size_t operator()(char* buffer, std::size_t size) {
        if (go_on && !go_on(checksum.bytes())) throw Error("reading was given up");
        const std::size_t count = source(buffer, size);
        checksum.add(buffer, count);
        return count;
    }
};

}  // namespace

bool is_data_file(const fs::path& path) {
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    constexpr std::string_view kTables[] = {".csv", ".tsv", ".tab", ".txt", ".dat"};
    return std::ranges::find(kTables, extension) != std::end(kTables);
}

CsvStamp csv_stamp(const fs::path& path) {
    std::error_code problem;
    const std::uintmax_t bytes = fs::file_size(path, problem);
    if (problem) return {};
    const auto written = fs::last_write_time(path, problem).time_since_epoch().count();
    if (problem) return {};
    return {bytes, written};
}

CsvReading read_csv_file(const CsvChoice& choice, const CsvProgress& go_on) {
    if (choice.path.empty()) throw Error("no file is chosen: it needs a 'path'");
    // From before the first byte: what is written while it is read counts as a change.
    const CsvStamp stamp = csv_stamp(choice.path);
    FileReader file(choice.path, kCsvFileLimit);
    Counted counted{[&](char* buffer, std::size_t size) { return file.read(buffer, size); }, go_on};
    const ByteSource source = [&](char* buffer, std::size_t size) { return counted(buffer, size); };
    // Whether it is another file is told before what is wrong with that one.
    const auto check = [&] {
        std::array<char, 1 << 16> rest;
        while (source(rest.data(), rest.size()) > 0) {
        }
        const std::string now = checksum_text(counted.checksum);
        if (!choice.checksum.empty() && now != choice.checksum)
            throw Error("'" + choice.path + "': " + change_text(choice.checksum, now));
        return now;
    };
    try {
        auto data =
            std::make_shared<const CsvData>(about(choice.path, [&] { return read_csv(source, choice); }));
        return {std::move(data), check(), stamp};
    } catch (const Error&) {
        check();
        throw;
    }
}

CsvReading read_csv_text(std::string_view text, const CsvChoice& choice, const CsvProgress& go_on) {
    Counted counted{byte_source(text), go_on};
    const ByteSource source = [&](char* buffer, std::size_t size) { return counted(buffer, size); };
    CsvReading reading{std::make_shared<const CsvData>(read_csv(source, choice)), {}};
    Checksum checksum;
    checksum.add(text.data(), text.size());
    reading.checksum = checksum_text(checksum);
    return reading;
}

namespace {

void put_on_shelf(const CsvChoice& choice, CsvStamp stamp, std::shared_ptr<const CsvData> data) {
    const std::lock_guard lock(shelf_mutex());
    std::vector<Kept>& files = kept_files();
    std::erase_if(files, [&](const Kept& kept) { return kept.choice == choice; });
    files.insert(files.begin(), {choice, stamp, std::move(data)});
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const Dataset& numbers = files[i].data->data;
        bytes += sizeof(double) * static_cast<std::size_t>(numbers.x.size() + numbers.y.size());
        if (i >= kKept || (i >= 2 && bytes > kKeptBytes)) {
            files.resize(i);
            break;
        }
    }
}

}  // namespace

void keep_csv(const CsvChoice& choice, std::shared_ptr<const CsvData> data, CsvStamp stamp) {
    put_on_shelf(choice, stamp, std::move(data));
}

namespace {

// The shelf is not held while a file is read: whoever needs the present one would wait for another.
CsvReading load(const CsvChoice& choice) {
    const CsvStamp stamp = csv_stamp(choice.path);
    {
        const std::lock_guard lock(shelf_mutex());
        std::vector<Kept>& files = kept_files();
        const auto found = std::ranges::find(files, choice, &Kept::choice);
        // With a checksum, what was read is what was meant, whatever has become of the file.
        if (found != files.end() && (!choice.checksum.empty() || found->stamp == stamp)) {
            std::rotate(files.begin(), found, found + 1);
            return {files.front().data, choice.checksum, files.front().stamp};
        }
    }
    CsvReading reading = read_csv_file(choice);
    put_on_shelf(choice, reading.stamp, reading.data);
    return reading;
}

}  // namespace

std::shared_ptr<const CsvData> load_csv(const CsvChoice& choice) { return load(choice).data; }

std::shared_ptr<const CsvData> kept_csv(const CsvChoice& choice) {
    const std::lock_guard lock(shelf_mutex());
    const auto found = std::ranges::find(kept_files(), choice, &Kept::choice);
    return found != kept_files().end() ? found->data : nullptr;
}

bool csv_file_touched(const CsvChoice& choice) {
    const CsvStamp stamp = csv_stamp(choice.path);
    const std::lock_guard lock(shelf_mutex());
    const auto found = std::ranges::find(kept_files(), choice, &Kept::choice);
    return found != kept_files().end() && !(found->stamp == stamp);
}

std::string csv_checksum(const fs::path& path) {
    FileReader file(path, kCsvFileLimit);
    Checksum checksum;
    std::vector<char> piece(1 << 18);
    while (const std::size_t count = file.read(piece.data(), piece.size())) checksum.add(piece.data(), count);
    return checksum_text(checksum);
}

std::string csv_file_trouble(const CsvChoice& choice) {
    try {
        const std::string now = csv_checksum(choice.path);
        if (choice.checksum.empty() || choice.checksum == now) return {};
        return "'" + choice.path + "': " + change_text(choice.checksum, now);
    } catch (const Error& error) {
        return error.what();
    }
}

std::string summary(const CsvData& csv) {
    const CsvReport& report = csv.report;
    const auto count = [](std::uint64_t number, const char* one) {
        return grouped_text(number) + " " + one + (number == 1 ? "" : "s");
    };
    std::string text = count(static_cast<std::uint64_t>(csv.data.rows()), "row");
    switch (report.dialect.delimiter) {
        case '\t':
            text += ", tab-separated";
            break;
        case ' ':
            text += ", separated by blanks";
            break;
        default:
            text.append(", separated by '").append(1, report.dialect.delimiter).append("'");
    }
    if (report.dialect.decimal == ',') text += ", decimal comma";
    if (!report.dialect.header) text += ", no header";
    if (report.encoding != CsvEncoding::utf8) text.append(", ").append(encoding_name(report.encoding));
    text += "; target '" + report.target + "'";
    if (csv.data.of_classes()) text += " (" + grouped_text(csv.data.classes.size()) + " classes" + ")";
    constexpr std::size_t kNamed = 6;
    text += ", inputs ";
    for (std::size_t i = 0; i < std::min(kNamed, report.inputs.size()); ++i)
        text += (i > 0 ? ", '" : "'") + report.inputs[i] + "'";
    if (report.inputs.size() > kNamed) text += ", … (" + grouped_text(report.inputs.size()) + ")";
    if (report.dropped > 0) text += "; " + count(report.dropped, "row") + " with missing cells left out";
    if (report.ragged > 0) text += "; " + count(report.ragged, "row") + " with more or fewer cells left out";
    if (report.missing > 0) text += "; " + count(report.missing, "missing cell") + " filled";
    if (report.empty_rows > 0) text += "; " + count(report.empty_rows, "empty row") + " skipped";
    if (report.comments > 0) text += "; " + count(report.comments, "comment line") + " skipped";
    return text;
}

Experiment experiment_from_csv(const fs::path& path) {
    CsvChoice choice;
    choice.path = path.lexically_normal().string();
    return experiment_from_csv(std::move(choice));
}

Experiment experiment_from_csv(CsvChoice choice) {
    const CsvReading reading = choice.checksum.empty() ? read_csv_file(choice) : load(choice);
    const std::shared_ptr<const CsvData>& csv = reading.data;
    choice.checksum = reading.checksum;
    // Said, so that another default some day, or another row in the file, does not change the experiment.
    choice.inputs = csv->report.inputs;
    choice.target = csv->report.target;
    keep_csv(choice, csv, reading.stamp);
    std::string title = fs::path(choice.path).stem().string();
    DataChoice data;
    data.part = {"csv", {}};
    data.csv = std::move(choice);
    return experiment_with(std::move(data), csv->data, std::move(title));
}

std::string path_from_file(const std::string& path, const fs::path& file) {
    const fs::path given(path);
    if (path.empty() || given.is_absolute() || !file.has_parent_path()) return path;
    return (file.parent_path() / given).lexically_normal().string();
}

std::string path_for_file(const std::string& path, const fs::path& file) {
    if (path.empty()) return path;
    std::error_code problem;
    const fs::path from = fs::absolute(file, problem).lexically_normal().parent_path();
    const fs::path to = fs::absolute(path, problem).lexically_normal();
    const fs::path relative = problem ? fs::path() : to.lexically_relative(from);
    // Far apart, the two are not moved together.
    const bool far = std::ranges::count(relative, fs::path("..")) > 2;
    return relative.empty() || far ? to.string() : relative.string();
}

DatasetPart csv_part() {
    return {{"csv",
             "File (CSV)",
             "Columns of a CSV or TSV file, found out by themselves and correctable.",
             "x and y as they stand in the file",
             "",
             {}},
            nullptr};
}

}  // namespace talweg
