// The nearest point of a figure.
#include "app/plot/pick.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace talweg {

namespace {

double distance_to_segment(Pt p, Pt a, Pt b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double square = dx * dx + dy * dy;
    const double t =
        square > 0.0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

bool finite(Pt p) { return std::isfinite(p.x) && std::isfinite(p.y); }

class Search {
  public:
    Search(const Layout& layout, Pt at, double reach) : layout_(layout), at_(at), best_(reach) {}

    void points(std::size_t mark, const MarkInfo& info, const std::vector<double>& x,
                const std::vector<double>& y, bool joined) {
        if (!info.pickable) return;
        Pt last{};
        double last_distance = 0.0;
        bool have_last = false;
        for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
            const Pt p{layout_.x.to_pixel(x[i]), layout_.y.to_pixel(y[i])};
            if (!finite(p)) {
                have_last = false;
                continue;
            }
            const double d = std::hypot(p.x - at_.x, p.y - at_.y);
            // A later mark is drawn over an earlier one, so it wins when as near.
            if (d <= best_ && layout_.plot.contains(p)) take(mark, info, i, d);
            if (joined && have_last && d < 1e150 && last_distance < 1e150) {
                const double between = distance_to_segment(at_, last, p);
                if (between < best_) take(mark, info, last_distance < d ? i - 1 : i, between);
            }
            last = p;
            last_distance = d;
            have_last = true;
        }
    }

    /// A cell has its own place: who points into it means it.
    void cells(std::size_t mark, const Cells& cells) {
        if (!cells.info.pickable || !layout_.plot.contains(at_)) return;
        const double x = layout_.x.to_value(at_.x);
        const double y = layout_.y.to_value(at_.y);
        for (std::size_t i = 0; i < cells.cells.size(); ++i) {
            const Cell& cell = cells.cells[i];
            if (x >= cell.x.low && x < cell.x.high && y >= cell.y.low && y < cell.y.high)
                take(mark, cells.info, i, 0.0);
        }
    }

    void segments(std::size_t mark, const Segments& segments) {
        if (!segments.info.pickable) return;
        const std::size_t n =
            std::min({segments.x0.size(), segments.y0.size(), segments.x1.size(), segments.y1.size()});
        for (std::size_t i = 0; i < n; ++i) {
            const Pt a{layout_.x.to_pixel(segments.x0[i]), layout_.y.to_pixel(segments.y0[i])};
            const Pt b{layout_.x.to_pixel(segments.x1[i]), layout_.y.to_pixel(segments.y1[i])};
            if (!finite(a) || !finite(b)) continue;
            const double d = distance_to_segment(at_, a, b);
            if (d <= best_) take(mark, segments.info, i, d);
        }
    }

    std::optional<Picked> found;

  private:
    void take(std::size_t mark, const MarkInfo& info, std::size_t point, double distance) {
        best_ = distance;
        found = Picked{mark, info.id, point, distance};
    }

    const Layout& layout_;
    Pt at_;
    double best_;
};

}  // namespace

std::optional<Picked> pick(const Figure& figure, const Layout& layout, Pt at, double reach) {
    if (!finite(at) || !(reach >= 0.0) || layout.empty) return std::nullopt;
    const Box& plot = layout.plot;
    const Box near{plot.left - reach, plot.top - reach, plot.right + reach, plot.bottom + reach};
    if (!near.contains(at)) return std::nullopt;
    Search search(layout, at, reach);
    for (std::size_t i = 0; i < figure.marks.size(); ++i) {
        if (const auto* line = std::get_if<Line>(&figure.marks[i])) {
            search.points(i, line->info, line->x, line->y, true);
        } else if (const auto* points = std::get_if<Points>(&figure.marks[i])) {
            search.points(i, points->info, points->x, points->y, false);
        } else if (const auto* cells = std::get_if<Cells>(&figure.marks[i])) {
            search.cells(i, *cells);
        } else if (const auto* segments = std::get_if<Segments>(&figure.marks[i])) {
            search.segments(i, *segments);
        }
    }
    return search.found;
}

}  // namespace talweg
