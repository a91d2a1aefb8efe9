// Experiments whose points stand in a CSV file: reading it, noticing that it has changed, and a first
// experiment with it.
#pragma once

#include "core/data/csv_read.h"
#include "core/train/experiment.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace talweg {

/// Largest data file that is read: 512 MiB.
inline constexpr std::uint64_t kCsvFileLimit = 512ull << 20;

/// By its name (.csv, .tsv, .tab, .txt, .dat, in any case) a table and not an experiment.
bool is_data_file(const std::filesystem::path& path);

/// The choice's file, read as it says. The last few that were read are kept: asking again costs nothing, and
/// a file that changes while an experiment with its checksum is open leaves the experiment as it is. Throws
/// Error naming the file: what read_csv and FileReader refuse, and, where the choice has a checksum, that the
/// file has changed since (and how its size has).
std::shared_ptr<const CsvData> load_csv(const CsvChoice& choice);

/// What tells without reading that a file was written to: another one, moved there, or this one changed.
struct CsvStamp {
    std::uint64_t bytes = 0;
    std::int64_t written = 0;  ///< in the file system's own clock; of no file 0
    bool operator==(const CsvStamp&) const = default;
};
/// Of the file as it is now; all 0 where it cannot be looked at.
CsvStamp csv_stamp(const std::filesystem::path& path);

/// What was read, and of which bytes.
struct CsvReading {
    std::shared_ptr<const CsvData> data;
    std::string checksum;
    CsvStamp stamp = {};  ///< of the file when reading began; of text all 0
};

/// Asked for every piece with the bytes read so far; false: reading ends with an Error.
using CsvProgress = std::function<bool(std::uint64_t bytes)>;

/// As load_csv, but afresh, and kept only where keep_csv is told to. For any thread.
CsvReading read_csv_file(const CsvChoice& choice, const CsvProgress& go_on = {});
/// Of text instead of a file; the choice's path and checksum play no part. Throws Error as read_csv.
CsvReading read_csv_text(std::string_view text, const CsvChoice& choice, const CsvProgress& go_on = {});

/// What load_csv is to give for this choice, which has the reading's checksum. `stamp`: of the file when it
/// was read.
void keep_csv(const CsvChoice& choice, std::shared_ptr<const CsvData> data, CsvStamp stamp);

/// What is kept of the choice's file, without looking at it; nullptr: nothing.
std::shared_ptr<const CsvData> kept_csv(const CsvChoice& choice);

/// Whether the choice's file was written to, moved or removed since load_csv read it; what is not kept was
/// not. Only looks at size and time, so it may be asked often.
bool csv_file_touched(const CsvChoice& choice);

/// The checksum of a file as it is now: "16 hexadecimal digits-bytes". Throws Error as FileReader.
std::string csv_checksum(const std::filesystem::path& path);

/// The file that holds an experiment's points is not there, or has changed.
class DataFileError : public Error {
  public:
    DataFileError(const std::string& what, std::string path) : Error(what), path_(std::move(path)) {}
    const std::string& path() const { return path_; }
    bool missing() const {
        std::error_code none;
        return !std::filesystem::exists(path_, none);
    }

  private:
    std::string path_;
};

/// "" when the choice's file is there and as it was when it was chosen, else a sentence: it is missing, or it
/// has changed and how. Never throws.
std::string csv_file_trouble(const CsvChoice& choice);

/// "150 rows, comma-separated, target 'species' (3 classes), inputs …", and what was dropped or filled.
std::string summary(const CsvData& csv);

/// A first experiment with points of one's own: a linear model with 'mse' or, for classes, 'cross_entropy',
/// by plain gradient descent and Adam, the inputs standardised, Adam's rate by the size of the targets.
/// `points`: those that `data` describes.
Experiment experiment_with(DataChoice data, const Dataset& points, std::string title);

/// A first experiment with a file: everything found out. Throws Error as load_csv.
Experiment experiment_from_csv(const std::filesystem::path& path);
/// The same with choices that were made.
Experiment experiment_from_csv(CsvChoice choice);

/// Where a path that stands in the experiment file `file` points to, and the other way round: relative where
/// the two are near each other.
std::string path_from_file(const std::string& path, const std::filesystem::path& file);
std::string path_for_file(const std::string& path, const std::filesystem::path& file);

/// The catalogue's row.
DatasetPart csv_part();

}  // namespace talweg
