// Points that are selected, to be moved, deleted or given a class together.
#pragma once

#include "core/train/experiment.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace talweg {

/// Rows of the data, as before any split.
class PointSelection {
  public:
    const std::vector<std::size_t>& rows() const { return rows_; }  ///< ascending
    bool empty() const { return rows_.empty(); }
    std::size_t size() const { return rows_.size(); }
    bool has(std::size_t row) const;

    void clear() { rows_.clear(); }
    /// These alone, in whatever order.
    void set(std::vector<std::size_t> rows);
    void toggle(std::size_t row);
    /// These too.
    void add(const std::vector<std::size_t>& rows);

    /// Forgets the rows when the experiment's points are others than when this was asked last: another kind
    /// of data or setting of it, another number of points.
    void follow(const Experiment& experiment, std::size_t points);
    /// The same points in other words, after an edit of one's own: a generator's that became a table.
    void adopt(const Experiment& experiment, std::size_t points);

  private:
    std::vector<std::size_t> rows_;
    PartChoice part_;
    std::uint64_t seed_ = 0;
    std::size_t points_ = 0;
};

}  // namespace talweg
