// Are these numbers right? Every optimizer, schedule, wrapper, loss and model, checked on the spot.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace talweg {

struct CheckRow {
    std::string shelf;  ///< "optimizers", "schedules", "wrappers", "losses", "models"
    std::string id;
    std::string measure;  ///< what was compared: "3 paths of PyTorch, 200 steps"
    double deviation = 0.0;
    double limit = 0.0;
    bool passed() const { return deviation <= limit; }  // NaN does not pass
};

/// Optimizers, schedules and wrappers: the largest deviation from the stored paths in `references` (a
/// folder), at any step: PyTorch's, or for what it does not have those of the written rule in Python; an
/// optimizer without any path: that of its written rule, worked through, from its update. Losses and models:
/// gradients, and Hessian-vector products where there are any, against central differences. Rows come in the
/// catalogue's order. Stops early, with the rows so far, when `go_on` returns false. Throws Error when there
/// are no reference paths.
std::vector<CheckRow> self_check(
    const std::filesystem::path& references, const std::function<bool()>& go_on = [] { return true; });

bool all_passed(const std::vector<CheckRow>& rows);

}  // namespace talweg
