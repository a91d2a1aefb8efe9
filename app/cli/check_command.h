// talweg check: are these numbers right?
#pragma once

#include <filesystem>
#include <iosfwd>

namespace talweg {

/// Checks everything against the reference paths in a folder and prints a table. True when all passed. Throws
/// Error when there are no reference paths.
bool check_command(const std::filesystem::path& references, std::ostream& out);

}  // namespace talweg
