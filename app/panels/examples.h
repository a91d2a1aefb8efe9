// Experiments and data that come with the program.
#pragma once

#include "core/base/file.h"

#include <filesystem>
#include <vector>

namespace talweg {

/// The experiment files that belong to a program at that place, in an installation as in a build tree, sorted
/// by name. Empty when there are none.
std::vector<std::filesystem::path> example_experiments(
    const std::filesystem::path& program = running_program());

/// The data sets (CSV) that belong to it, sorted by name.
std::vector<std::filesystem::path> example_data(const std::filesystem::path& program = running_program());

}  // namespace talweg
