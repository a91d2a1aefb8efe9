// The rules that keep the house in order, checked over the text of its sources.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace talweg::architecture {

/// What one source file breaks, one sentence each, beginning with "path:line: ". `path` is relative to the
/// root with '/' as separator ("core/optim/sgd.cpp"); `text` is the whole file.
std::vector<std::string> check_source(std::string_view path, std::string_view text);

/// check_source over every .h and .cpp under root's app, core and tests, in order of their paths.
/// `checked` is the number of files read.
std::vector<std::string> check_tree(const std::filesystem::path& root, int& checked);

}  // namespace talweg::architecture
