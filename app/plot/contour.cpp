// Marching squares with stitched lines.
#include "app/plot/contour.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace talweg {

namespace {

/// One level's tracing over the grid. An edge is shared by at most two cells, so each edge that the level
/// crosses has at most two neighbours along the line. Horizontal edges are numbered first, vertical ones
/// after.
class Tracer {
  public:
    Tracer(std::span<const double> z, int columns, int rows)
        : z_(z),
          columns_(columns),
          rows_(rows),
          horizontal_(columns * rows),
          links_(2 * z.size(), {-1, -1}) {}

    /// `cells`: the ones that the level passes through.
    void trace(double level, std::size_t level_index, std::span<const int> cells, Range x, Range y,
               ContourSet& out) {
        level_ = level;
        for (const int cell : cells) link_cell(cell % columns_, cell / columns_);
        const double dx = columns_ > 1 ? x.span() / (columns_ - 1) : 0.0;
        const double dy = rows_ > 1 ? y.span() / (rows_ - 1) : 0.0;
        const auto emit = [&](int edge) {
            const Pt p = crossing(edge);
            const Pt at{x.low + p.x * dx, y.low + p.y * dy};
            const bool first = out.x.size() == out.starts.back();
            if (!first && out.x.back() == at.x && out.y.back() == at.y) return;
            out.x.push_back(at.x);
            out.y.push_back(at.y);
        };
        // Open lines from their ends, then what is left is closed.
        for (const int edge : touched_) {
            if (seen(edge) && links_[index(edge)][1] < 0) walk(edge, false, emit, level_index, out);
        }
        for (const int edge : touched_) {
            if (seen(edge)) walk(edge, true, emit, level_index, out);
        }
        touched_.clear();
    }

  private:
    static std::size_t index(int edge) { return static_cast<std::size_t>(edge); }
    bool seen(int edge) const { return links_[index(edge)][0] >= 0; }
    double at(int i, int j) const { return z_[index(j * columns_ + i)]; }

    void link(int a, int b) {
        for (const auto& [from, to] : {std::pair{a, b}, std::pair{b, a}}) {
            auto& slots = links_[index(from)];
            if (slots[0] < 0) touched_.push_back(from);
            slots[slots[0] < 0 ? 0 : 1] = to;
        }
    }

    void link_cell(int i, int j) {
        const double a = at(i, j);
        const double b = at(i + 1, j);
        const double c = at(i + 1, j + 1);
        const double d = at(i, j + 1);
        const int corners =
            (a >= level_ ? 1 : 0) | (b >= level_ ? 2 : 0) | (c >= level_ ? 4 : 0) | (d >= level_ ? 8 : 0);
        const int bottom = j * columns_ + i;
        const int top = bottom + columns_;
        const int left = horizontal_ + j * columns_ + i;
        const int right = left + 1;
        switch (corners) {
            case 1:
            case 14:
                link(left, bottom);
                return;
            case 2:
            case 13:
                link(bottom, right);
                return;
            case 4:
            case 11:
                link(right, top);
                return;
            case 8:
            case 7:
                link(top, left);
                return;
            case 3:
            case 12:
                link(left, right);
                return;
            case 6:
            case 9:
                link(bottom, top);
                return;
            default:
                break;
        }
        // A saddle: the mean says whether the high corners (a, c for 5; b, d for 10) are joined.
        const bool joined = a / 4 + b / 4 + c / 4 + d / 4 >= level_;
        if ((corners == 5) == joined) {
            link(top, left);
            link(bottom, right);
        } else {
            link(left, bottom);
            link(right, top);
        }
    }

    /// In grid units.
    Pt crossing(int edge) const {
        const bool vertical = edge >= horizontal_;
        const int corner = vertical ? edge - horizontal_ : edge;
        const int i = corner % columns_;
        const int j = corner / columns_;
        const double low = at(i, j);
        const double high = vertical ? at(i, j + 1) : at(i + 1, j);
        // Halves, since the difference of two large values of opposite sign overflows.
        const double t = std::clamp((level_ / 2 - low / 2) / (high / 2 - low / 2), 0.0, 1.0);
        return vertical ? Pt{static_cast<double>(i), j + t} : Pt{i + t, static_cast<double>(j)};
    }

    template <class Emit>
    void walk(int start, bool closed, const Emit& emit, std::size_t level_index, ContourSet& out) {
        int previous = -1;
        int edge = start;
        while (edge >= 0) {
            emit(edge);
            auto& slots = links_[index(edge)];
            const int next = slots[0] != previous ? slots[0] : slots[1];
            slots = {-1, -1};
            previous = edge;
            if (next < 0 || !seen(next)) break;
            edge = next;
        }
        if (closed) emit(start);
        if (out.x.size() - out.starts.back() < 2) {
            out.x.resize(out.starts.back());
            out.y.resize(out.starts.back());
            return;
        }
        out.starts.push_back(out.x.size());
        out.level_of.push_back(level_index);
    }

    std::span<const double> z_;
    int columns_;
    int rows_;
    int horizontal_;
    double level_ = 0.0;
    std::vector<std::array<int, 2>> links_;
    std::vector<int> touched_;
};

/// For every level the cells it passes through, found in one look at each cell: those with a corner below and
/// one at or above it. Cells with a non-finite corner belong to none.
std::vector<std::vector<int>> cells_by_level(std::span<const double> z, int columns, int rows,
                                             std::span<const double> levels) {
    std::vector<std::vector<int>> cells(levels.size());
    for (int j = 0; j + 1 < rows; ++j) {
        const double* low = z.data() + static_cast<std::ptrdiff_t>(j) * columns;
        const double* high = low + columns;
        for (int i = 0; i + 1 < columns; ++i) {
            const double least = std::min({low[i], low[i + 1], high[i], high[i + 1]});
            const double most = std::max({low[i], low[i + 1], high[i], high[i + 1]});
            const auto first = std::upper_bound(levels.begin(), levels.end(), least);
            if (first == levels.end() || *first > most) continue;
            if (!std::isfinite(low[i]) || !std::isfinite(low[i + 1]) || !std::isfinite(high[i]) ||
                !std::isfinite(high[i + 1])) {
                continue;
            }
            for (auto level = first; level != levels.end() && *level <= most; ++level) {
                cells[static_cast<std::size_t>(level - levels.begin())].push_back(j * columns + i);
            }
        }
    }
    return cells;
}

}  // namespace

ContourSet contours(std::span<const double> z, int columns, int rows, Range x, Range y,
                    std::span<const double> levels) {
    ContourSet set;
    set.starts.push_back(0);
    set.levels.assign(levels.begin(), levels.end());
    if (columns < 2 || rows < 2) return set;
    TALWEG_CHECK(z.size() == static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    TALWEG_CHECK(z.size() < 1'000'000'000);
    Tracer tracer(z, columns, rows);
    const std::vector<std::vector<int>> cells = cells_by_level(z, columns, rows, levels);
    for (std::size_t k = 0; k < levels.size(); ++k) tracer.trace(levels[k], k, cells[k], x, y, set);
    return set;
}

}  // namespace talweg
