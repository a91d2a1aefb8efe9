// Which of many outputs are the largest, node by node and cell by cell of a grid.
#include "core/surface/plane_regions.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace talweg {
namespace {

/// A row of nodes with the outputs of each side by side, and the sum of exp(z - largest z) at each.
struct NodeRow {
    std::vector<double> z;
    std::vector<double> sum;  ///< NaN where an output is not finite
};

class Finder {
  public:
    Finder(std::span<const double> z, int columns, int rows, PlaneRegions& out)
        : z_(z),
          columns_(static_cast<std::size_t>(columns)),
          nodes_(columns_ * static_cast<std::size_t>(rows)),
          outputs_(z.size() / nodes_),
          out_(out) {}

    void rank(std::size_t row) {
        const std::size_t end = (row + 1) * columns_;
        // Output by output, as they stand in memory.
        for (std::size_t o = 0; o < outputs_; ++o) {
            const double* z = z_.data() + o * nodes_;
            for (std::size_t k = row * columns_; k < end; ++k) place(static_cast<std::uint32_t>(o), k, z[k]);
        }
    }

    void read(std::size_t row, NodeRow& to) const {
        to.z.resize(columns_ * outputs_);
        to.sum.assign(columns_, 0.0);
        for (std::size_t o = 0; o < outputs_; ++o) {
            const double* z = z_.data() + o * nodes_ + row * columns_;
            for (std::size_t i = 0; i < columns_; ++i) to.z[i * outputs_ + o] = z[i];
        }
        for (std::size_t i = 0; i < columns_; ++i) {
            const double* z = to.z.data() + i * outputs_;
            const double largest = z[std::min<std::size_t>(out_.best[row * columns_ + i], outputs_ - 1)];
            for (std::size_t o = 0; o < outputs_; ++o) to.sum[i] += std::exp(z[o] - largest);
            if (std::any_of(z, z + outputs_, [](double each) { return !std::isfinite(each); }))
                to.sum[i] = std::numeric_limits<double>::quiet_NaN();
        }
    }

    /// `corner`: the node number of the cell's lowest corner.
    void list(std::size_t corner, const NodeRow& low, const NodeRow& high) {
        const std::size_t i = corner % columns_;
        const std::size_t nodes[] = {corner, corner + 1, corner + columns_, corner + columns_ + 1};
        const double* z[] = {low.z.data() + i * outputs_, low.z.data() + (i + 1) * outputs_,
                             high.z.data() + i * outputs_, high.z.data() + (i + 1) * outputs_};
        const double sums[] = {low.sum[i], low.sum[i + 1], high.sum[i], high.sum[i + 1]};
        const bool finite = std::all_of(sums, sums + 4, [](double sum) { return !std::isnan(sum); });
        listed_.clear();
        if (finite) {
            for (const std::size_t node : nodes) add(out_.best[node], z);
            for (std::size_t o = 0; o < outputs_; ++o) add(static_cast<std::uint32_t>(o), z);
            std::sort(listed_.begin(), listed_.end());
        }
        for (std::size_t c = 0; c < 4; ++c) {
            double rest = finite ? sums[c] : std::numeric_limits<double>::quiet_NaN();
            for (const std::uint32_t o : listed_) rest -= std::exp(z[c][o] - z[c][out_.best[nodes[c]]]);
            out_.rest.push_back(std::max(rest, 0.0 * rest));  // what rounding leaves may be below 0
        }
        if (listed_.empty()) listed_.push_back(0);
        out_.listed.insert(out_.listed.end(), listed_.begin(), listed_.end());
        out_.starts.push_back(static_cast<std::uint32_t>(out_.listed.size()));
    }

  private:
    void place(std::uint32_t output, std::size_t node, double z) {
        if (std::isnan(z)) return;
        std::uint32_t& best = out_.best[node];
        std::uint32_t& second = out_.second[node];
        if (best == PlaneRegions::kNone || z > z_[best * nodes_ + node]) {
            second = std::exchange(best, output);
        } else if (second == PlaneRegions::kNone || z > z_[second * nodes_ + node]) {
            second = output;
        }
    }

    /// An output that another one reaches or passes at all four corners does so at every point between them.
    void add(std::uint32_t output, const double* const (&z)[4]) {
        const auto covers = [&z](std::uint32_t a, std::uint32_t b) {
            return z[0][a] >= z[0][b] && z[1][a] >= z[1][b] && z[2][a] >= z[2][b] && z[3][a] >= z[3][b];
        };
        for (const std::uint32_t each : listed_) {
            if (covers(each, output)) return;  // itself too
        }
        std::erase_if(listed_, [&](std::uint32_t each) { return covers(output, each); });
        listed_.push_back(output);
    }

    std::span<const double> z_;
    std::size_t columns_;
    std::size_t nodes_;
    std::size_t outputs_;
    PlaneRegions& out_;
    std::vector<std::uint32_t> listed_;  ///< of the cell at hand
};

}  // namespace

bool find_regions(std::span<const double> z, int columns, int rows, PlaneRegions& out,
                  const std::function<bool()>& stop) {
    TALWEG_CHECK(columns >= 2 && rows >= 2);
    const std::size_t nodes = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    TALWEG_CHECK(!z.empty() && z.size() % nodes == 0 && z.size() / nodes < PlaneRegions::kNone);
    out.best.assign(nodes, PlaneRegions::kNone);
    out.second.assign(nodes, PlaneRegions::kNone);
    out.starts.clear();
    out.listed.clear();
    out.rest.clear();
    Finder finder(z, columns, rows, out);
    const bool many = z.size() / nodes > PlaneRegions::kFew;
    if (many) out.starts.push_back(0);
    NodeRow low;
    NodeRow high;
    for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row) {
        if (stop && stop()) return false;
        finder.rank(row);
        if (!many) continue;
        std::swap(low, high);
        finder.read(row, high);
        const std::size_t first = (row - 1) * static_cast<std::size_t>(columns);
        for (int i = 0; row > 0 && i + 1 < columns; ++i) {
            finder.list(first + static_cast<std::size_t>(i), low, high);
        }
    }
    return true;
}

}  // namespace talweg
