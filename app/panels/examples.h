// Experiments that come with the program.
#pragma once

#include <filesystem>
#include <vector>

namespace talweg {

/// Where the running program stands; empty when the system does not tell.
std::filesystem::path running_program();

/// The experiment files that belong to a program at that place, in an installation as in a build tree, sorted
/// by name. Empty when there are none.
std::vector<std::filesystem::path> example_experiments(
    const std::filesystem::path& program = running_program());

}  // namespace talweg
