// Stored paths, as files: an experiment, and what every step must come to.
#pragma once

#include "core/train/experiment.h"

#include <filesystem>
#include <string>
#include <vector>

namespace talweg {

/// One file of tests/reference: TOML, a line of dashes, and a row per step: step, loss, theta, and where the
/// run keeps an average (ema, swa) that behind it.
struct ReferencePath {
    std::string name;  ///< of the file, without its ending
    Experiment experiment;
    std::vector<double> losses;
    std::vector<Vector> thetas;  ///< (n), or (2n) with the average
    /// Whether PyTorch's own parts took it. Else, with the title "Python", a rule that PyTorch does not have,
    /// written out there.
    bool by_torch() const { return experiment.title != "Python"; }
};

/// Throws Error, naming the file, for one that cannot be read or is no reference path.
ReferencePath read_reference(const std::filesystem::path& file);

/// Every reference path of a folder, by name. Throws Error when there is none.
std::vector<ReferencePath> read_references(const std::filesystem::path& folder);

/// Trains the path's experiment and returns the largest deviation from it at any step: of theta and average
/// relative to their largest entry, of the loss relative to itself (but at least to a millionth of the first
/// loss). Infinite when the run ends before the path does.
double path_deviation(const ReferencePath& path);

}  // namespace talweg
