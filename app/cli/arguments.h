// The command line as values: what was asked for, checked, before anything is done.
#pragma once

#include "app/cli/values.h"
#include "core/base/types.h"
#include "core/data/csv_choice.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace talweg {

/// --help or --version: print this and be done.
struct TextRequest {
    std::string text;
};

/// talweg [FILE]: the window, or its picture.
struct OpenRequest {
    std::optional<std::filesystem::path> file;  ///< absent: the built-in first experiment
    CsvChoice table;                            ///< how it is read where it is a table
    std::optional<std::filesystem::path> screenshot;
    std::optional<PixelSize> size;
    std::optional<std::string> theme;
    std::optional<double> scale;
    std::string tab;
    Step steps = 0;
};

/// talweg run [FILE]: train without a window and write figures and numbers.
struct RunRequest {
    std::optional<std::filesystem::path> file;  ///< absent: the built-in first experiment
    CsvChoice table;                            ///< how it is read where it is a table
    std::optional<Step> steps;                  ///< exactly so many, whatever the experiment's limits say
    std::optional<std::uint64_t> seed;          ///< instead of the experiment's own
    std::filesystem::path out = "out";
    std::vector<FileFormat> formats{FileFormat::png, FileFormat::svg, FileFormat::pdf};
    PixelSize size;
    std::string theme = "light";
    std::optional<std::uint64_t> folds;  ///< cross-validate instead: so many folds
    Step every = 1;                      ///< history.csv has every so many-th step, and each run's end
};

/// talweg list SHELF.
struct ListRequest {
    std::string shelf;
    bool json = false;
};

/// talweg check: whether the numbers are right.
struct CheckRequest {
    std::optional<std::filesystem::path> reference;  ///< absent: the paths that came with the program
};

using Request = std::variant<TextRequest, OpenRequest, RunRequest, ListRequest, CheckRequest>;

/// arguments: those after the program's name. tabs: what --tab takes; empty: anything. Throws UsageError for
/// everything that cannot be understood, with the nearest valid name where there is one.
Request parse_arguments(std::span<const std::string> arguments, std::span<const std::string_view> tabs);

}  // namespace talweg
