// What stands in the folder that is written to, and is not of this run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace talweg {

/// The names under which Talweg writes figures, tables and results that are in `folder` though they are not
/// among `written`: of an earlier run with other formats or views, or somebody's own. Never throws; an empty
/// list for what cannot be looked at.
std::vector<std::string> other_files(const std::filesystem::path& folder,
                                     const std::vector<std::string>& written);

/// "out has files that are not of this run: board.pdf, network.png"; empty where there are none.
std::string other_files_words(const std::filesystem::path& folder, const std::vector<std::string>& written);

}  // namespace talweg
