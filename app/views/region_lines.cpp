// Where the regions of several classes meet.
#include "app/views/region_lines.h"

#include "app/plot/contour.h"

#include <algorithm>
#include <limits>

namespace talweg {
namespace {

constexpr double kZero[] = {0.0};

/// Columns and rows of a grid, the last ones included; none before the first is taken.
struct Part {
    std::size_t left = std::numeric_limits<std::size_t>::max();
    std::size_t right = 0;
    std::size_t low = left;
    std::size_t high = 0;

    bool empty() const { return left > right; }
    void take(std::size_t column, std::size_t row) {
        left = std::min(left, column);
        right = std::max(right, column);
        low = std::min(low, row);
        high = std::max(high, row);
    }
};

/// For each output the nodes where it is the largest, or as large.
std::vector<Part> leading_parts(const PredictionPlane& plane) {
    const PlaneRegions& regions = plane.regions;
    const auto columns = static_cast<std::size_t>(plane.columns);
    const std::size_t nodes = plane.nodes();
    std::vector<Part> parts(plane.z.size() / nodes);
    for (std::size_t k = 0; k < nodes; ++k) {
        const std::size_t best = regions.best[k];
        const std::size_t second = regions.second[k];
        if (best < parts.size()) parts[best].take(k % columns, k / columns);
        if (second < parts.size() && plane.z[second * nodes + k] == plane.z[best * nodes + k])
            parts[second].take(k % columns, k / columns);
    }
    return parts;
}

/// How far an output lies above the largest of the others at a node.
double lead(const PredictionPlane& plane, std::size_t output, std::size_t node) {
    const std::size_t best = plane.regions.best[node];
    const std::size_t rival = best == output ? plane.regions.second[node] : best;
    const double others = rival == PlaneRegions::kNone ? -std::numeric_limits<double>::infinity()
                                                       : plane.z[rival * plane.nodes() + node];
    return plane.z[output * plane.nodes() + node] - others;
}

/// The zeros of an output's lead over that part of the grid and the nodes around it.
ContourSet border(const PredictionPlane& plane, std::size_t output, const Part& part) {
    const auto columns = static_cast<std::size_t>(plane.columns);
    const auto rows = static_cast<std::size_t>(plane.rows);
    const std::size_t left = part.left - std::min<std::size_t>(part.left, 1);
    const std::size_t low = part.low - std::min<std::size_t>(part.low, 1);
    const std::size_t right = std::min(part.right + 1, columns - 1);
    const std::size_t high = std::min(part.high + 1, rows - 1);
    std::vector<double> leads;
    leads.reserve((right - left + 1) * (high - low + 1));
    for (std::size_t j = low; j <= high; ++j) {
        for (std::size_t i = left; i <= right; ++i) leads.push_back(lead(plane, output, j * columns + i));
    }
    const auto at = [](double first, double last, std::size_t node, std::size_t count) {
        if (node + 1 == count) return last;
        return first + static_cast<double>(node) * ((last - first) / static_cast<double>(count - 1));
    };
    const PlaneWindow& window = plane.question.window;
    const Range x{at(window.x_low, window.x_high, left, columns),
                  at(window.x_low, window.x_high, right, columns)};
    const Range y{at(window.y_low, window.y_high, low, rows), at(window.y_low, window.y_high, high, rows)};
    return contours(leads, static_cast<int>(right - left + 1), static_cast<int>(high - low + 1), x, y, kZero);
}

}  // namespace

std::shared_ptr<const ContourSet> lines_of(const PredictionPlane& plane, std::span<const double> z,
                                           std::span<const double> levels) {
    const PlaneWindow& window = plane.question.window;
    return std::make_shared<const ContourSet>(contours(
        z, plane.columns, plane.rows, {window.x_low, window.x_high}, {window.y_low, window.y_high}, levels));
}

std::vector<std::shared_ptr<const ContourSet>> region_lines(const PredictionPlane& plane) {
    const std::vector<Part> parts = leading_parts(plane);
    std::vector<std::shared_ptr<const ContourSet>> lines;
    for (std::size_t c = 0; c + 1 < parts.size(); ++c) {
        if (!parts[c].empty())
            lines.push_back(std::make_shared<const ContourSet>(border(plane, c, parts[c])));
    }
    return lines;
}

}  // namespace talweg
