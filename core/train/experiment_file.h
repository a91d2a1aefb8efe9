// Experiments as TOML, in and out.
#pragma once

#include "core/train/experiment.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace talweg {

/// Largest experiment file that is read: 16 MiB.
inline constexpr std::uint64_t kExperimentFileLimit = 16ull << 20;

/// Parses and checks. `name` stands in messages, and its folder is where the path of a data file begins.
/// Every Error names file, line, key, what was expected and, for a misspelt key or id, the nearest valid one:
/// "a.toml:7: [data] key 'kindd' is unknown; did you mean 'kind'?".
Experiment parse_experiment(std::string_view toml, std::string_view name);

/// Reads a file, then as parse_experiment. Throws DataFileError where it is the file with its points that is
/// not as it was.
Experiment load_experiment(const std::filesystem::path& path);

/// The same where the file with its points is not there, or is another: whatever depends on the points is not
/// checked, and has to be (check_experiment) once there are some.
Experiment load_experiment_without_data(const std::filesystem::path& path);

/// What a file calls its experiment, for a menu; nothing else in it is checked. Empty where it has no title,
/// or cannot be read.
std::string experiment_title(const std::filesystem::path& path);

/// The experiment as TOML that parse_experiment reads back equal (but for run ids); defaults are left out,
/// numbers have up to 17 digits. The same experiment gives the same bytes.
std::string experiment_text(const Experiment& experiment);

/// Writes experiment_text by write_file, a data file's path as seen from there: never a half-written file.
/// Throws Error.
void save_experiment(const Experiment& experiment, const std::filesystem::path& path);

}  // namespace talweg
