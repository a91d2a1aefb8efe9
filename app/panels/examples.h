// Experiments and data that come with the program.
#pragma once

#include "core/base/file.h"
#include "core/data/csv_choice.h"

#include <filesystem>
#include <string>
#include <vector>

namespace talweg {

/// One experiment of a menu: what the file calls itself, or its name where it says nothing.
struct Example {
    std::string title;
    std::filesystem::path path;
};

/// A folder of experiments, which is a menu of its own; "" for those that stand in none.
struct ExampleGroup {
    std::string title;
    std::vector<Example> examples;
};

/// "Gradient descent" of a path that ends in "1-gradient-descent": the number orders and is not shown.
std::string menu_title(const std::filesystem::path& path);

/// The experiment files that belong to a program at that place, in an installation as in a build tree, by
/// folders, each sorted by name. Empty when there are none.
std::vector<ExampleGroup> example_experiments(const std::filesystem::path& program = running_program());

/// How a data set that comes with the program is taken at first: what one predicts from what, and what
/// becomes of missing cells. Of any other file, everything is left to be found out.
CsvChoice known_choice(const std::filesystem::path& path);

/// The data sets (CSV) that belong to it, sorted by name.
std::vector<std::filesystem::path> example_data(const std::filesystem::path& program = running_program());

}  // namespace talweg
