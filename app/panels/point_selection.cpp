// Points that are selected.
#include "app/panels/point_selection.h"

#include <algorithm>

namespace talweg {

bool PointSelection::has(std::size_t row) const {
    return std::binary_search(rows_.begin(), rows_.end(), row);
}

void PointSelection::set(std::vector<std::size_t> rows) {
    rows_ = std::move(rows);
    std::sort(rows_.begin(), rows_.end());
    rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
}

void PointSelection::toggle(std::size_t row) {
    const auto at = std::lower_bound(rows_.begin(), rows_.end(), row);
    if (at != rows_.end() && *at == row)
        rows_.erase(at);
    else
        rows_.insert(at, row);
}

void PointSelection::add(const std::vector<std::size_t>& rows) {
    std::vector<std::size_t> all = rows_;
    all.insert(all.end(), rows.begin(), rows.end());
    set(std::move(all));
}

void PointSelection::follow(const Experiment& experiment, std::size_t points) {
    const bool table = experiment.data.part.kind == "table";
    if (part_ == experiment.data.part && (table || seed_ == experiment.seed) && points_ == points) return;
    clear();
    adopt(experiment, points);
}

void PointSelection::adopt(const Experiment& experiment, std::size_t points) {
    part_ = experiment.data.part;
    seed_ = experiment.seed;
    points_ = points;
}

}  // namespace talweg
