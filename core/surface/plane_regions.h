// Which of many outputs are the largest, node by node and cell by cell of a grid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace talweg {

/// What a picture of regions needs of a grid of several outputs, at a cost that does not grow with their
/// number.
struct PlaneRegions {
    static constexpr std::uint32_t kNone = 0xffffffff;
    /// Of so many outputs or fewer every cell lists all.
    static constexpr std::size_t kFew = 8;

    /// At each node the outputs with the largest and the next value, the first of equals; NaN is passed over.
    /// kNone: there is none.
    std::vector<std::uint32_t> best;
    std::vector<std::uint32_t> second;

    /// Where more than kFew: the outputs that some point of a cell, read between its corners, may have as its
    /// largest, ascending: those of cell k are listed[starts[k]] to listed[starts[k + 1]].
    std::vector<std::uint32_t> starts;
    std::vector<std::uint32_t> listed;
    /// At the corners of cell k (low left, low right, high left, high right) the sum of exp(z - largest z)
    /// over the outputs that are not listed; NaN where one of the four has a value that is not finite.
    std::vector<double> rest;

    /// Of the cell with that number, where not complete().
    std::span<const std::uint32_t> of(std::size_t cell) const {
        return std::span(listed).subspan(starts[cell], starts[cell + 1] - starts[cell]);
    }
    bool complete() const { return starts.empty(); }  ///< no cell leaves any output out
};

/// Fills all of `out` from z[(output * rows + j) * columns + i]. columns, rows >= 2. `stop` is asked once per
/// row; returns false, `out` half made, when it says true. Time: nodes x outputs, and little more.
bool find_regions(std::span<const double> z, int columns, int rows, PlaneRegions& out,
                  const std::function<bool()>& stop = {});

}  // namespace talweg
