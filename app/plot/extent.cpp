// Fitting axes to marks, in the same frame.
#include "app/plot/extent.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

/// The least and largest of what was added.
struct Bounds {
    double low = kInf;
    double high = -kInf;
    bool any() const { return low <= high; }
    void add(double v) {
        low = std::min(low, v);
        high = std::max(high, v);
    }
};

bool usable(const std::optional<Range>& r, Scale scale) {
    return r && std::isfinite(r->low) && std::isfinite(r->high) && r->low < r->high &&
           std::isfinite(r->high - r->low) && (scale != Scale::log10 || r->low > 0.0);
}

/// One axis while marks are gathered.
struct Side {
    explicit Side(const Axis& axis) : log(axis.scale == Scale::log10) {
        if (usable(axis.range, axis.scale)) window = *axis.range;
    }
    bool log;
    Range window{-kInf, kInf};
    Bounds points;  ///< these get air
    Bounds solid;   ///< pictures and contours: these end at the axes

    bool shown(double v) const { return std::isfinite(v) && (!log || v > 0.0); }
    bool inside(double v) const { return v >= window.low && v <= window.high; }
};

class Gatherer {
  public:
    explicit Gatherer(const Figure& figure) : x_(figure.x), y_(figure.y) {}

    void operator()(const Line& m) { points(m.x, m.y, m.info.in_extent, true); }
    void operator()(const Points& m) { points(m.x, m.y, m.info.in_extent, true); }
    void operator()(const Band& m) {
        points(m.x, m.low, m.info.in_extent, false);
        points(m.x, m.high, m.info.in_extent, false);
    }
    void operator()(const Polygons& m) { points(m.x, m.y, m.info.in_extent, false); }
    void operator()(const Segments& m) {
        points(m.x0, m.y0, m.info.in_extent, false);
        points(m.x1, m.y1, m.info.in_extent, false);
    }
    void operator()(const Rule& m) {
        Side& side = m.vertical ? x_ : y_;
        if (m.info.in_extent && side.shown(m.at)) side.points.add(m.at);
    }
    void operator()(const Arrow& m) { point(m.x, m.y, m.info.in_extent); }
    void operator()(const Note& m) {
        const bool before = empty_;
        point(m.x, m.y, m.info.in_extent);
        empty_ = before;  // words alone are nothing to show
    }
    void operator()(const Raster& m) {
        if (!m.image || m.image->width < 1 || m.image->height < 1) return;
        empty_ = false;
        if (!m.info.in_extent) return;
        for (const auto& [side, range] : {std::pair{&x_, m.x}, std::pair{&y_, m.y}}) {
            if (side->shown(range.low)) side->solid.add(range.low);
            if (side->shown(range.high)) side->solid.add(range.high);
        }
    }
    void operator()(const Contours& m) {
        if (!m.lines || m.lines->x.empty()) return;
        empty_ = false;
        if (!m.info.in_extent) return;
        for (const double v : m.lines->x) {
            if (x_.shown(v)) x_.solid.add(v);
        }
        for (const double v : m.lines->y) {
            if (y_.shown(v)) y_.solid.add(v);
        }
    }

    void operator()(const Cells& m) {
        for (const Cell& cell : m.cells) {
            empty_ = false;
            if (!m.info.in_extent) continue;
            for (const auto& [side, range] : {std::pair{&x_, cell.x}, std::pair{&y_, cell.y}}) {
                if (side->shown(range.low)) side->solid.add(range.low);
                if (side->shown(range.high)) side->solid.add(range.high);
            }
        }
    }

    Side x_;
    Side y_;
    bool empty_ = true;
    std::size_t not_shown_ = 0;

  private:
    void point(double x, double y, bool counts) {
        if (!std::isfinite(x) || !std::isfinite(y)) return;
        const bool x_shown = x_.shown(x);
        const bool y_shown = y_.shown(y);
        if (x_shown && y_shown) empty_ = false;
        if (!counts) return;
        if (x_shown && y_.inside(y)) x_.points.add(x);
        if (y_shown && x_.inside(x)) y_.points.add(y);
    }

    void points(const std::vector<double>& x, const std::vector<double>& y, bool counts, bool reported) {
        const std::size_t n = std::min(x.size(), y.size());
        for (std::size_t i = 0; i < n; ++i) point(x[i], y[i], counts);
        if (!reported || !counts || !(x_.log || y_.log)) return;
        for (std::size_t i = 0; i < n; ++i) {
            not_shown_ += std::isfinite(x[i]) && std::isfinite(y[i]) && !(x_.shown(x[i]) && y_.shown(y[i]));
        }
    }
};

/// 4% of air; steps start at the axis itself.
constexpr double kAir = 0.04;
constexpr double kAirOfSteps = 0.01;

Range widened(double low, double high, double below, double above, Scale scale, double c) {
    if (scale == Scale::log10) {
        const double a = std::log10(low);
        const double b = std::log10(high);
        const double span = b - a;
        return {std::max(std::pow(10.0, a - below * span), 1e-307),
                std::min(std::pow(10.0, b + above * span), 1e307)};
    }
    if (scale == Scale::symlog && c > 0.0) {
        const auto warp = [c](double v) { return std::copysign(std::log1p(std::fabs(v) / c), v); };
        const auto unwarp = [c](double v) { return std::copysign(c * std::expm1(std::fabs(v)), v); };
        const double span = warp(high) - warp(low);
        return {unwarp(warp(low) - below * span), unwarp(warp(high) + above * span)};
    }
    const double span = high - low;
    return {low - below * span, high + above * span};
}

Range fitted(const Side& side, const Axis& axis) {
    Bounds all = side.points;
    if (side.solid.any()) {
        all.add(side.solid.low);
        all.add(side.solid.high);
    }
    if (!all.any()) return side.log ? Range{0.1, 10.0} : Range{0.0, 1.0};
    constexpr double kLargest = 1e300;
    all.low = std::clamp(all.low, -kLargest, kLargest);
    all.high = std::clamp(all.high, -kLargest, kLargest);
    if (side.log) {
        all.low = std::max(all.low, 1e-300);
        all.high = std::max(all.high, 1e-300);
        if (all.high / all.low < 1.0 + 1e-9) return {all.low / std::sqrt(10.0), all.high * std::sqrt(10.0)};
    }
    const double size = std::max(std::fabs(all.low), std::fabs(all.high));
    if (all.high - all.low <= 1e-11 * size || all.high == all.low) {
        const double half = size > 0.0 ? size / 2 : 0.5;
        if (axis.whole) return {all.low, all.low + std::max(1.0, size * 1e-11)};
        return {all.low - half, all.high + half};
    }
    // A side that a picture ends at stays there.
    const double air = axis.whole ? kAirOfSteps : kAir;
    const double below = all.low == side.solid.low || (axis.whole && !side.log) ? 0.0 : air;
    const double above = all.high == side.solid.high ? 0.0 : air;
    return widened(all.low, all.high, below, above, axis.scale, axis.symlog_constant);
}

}  // namespace

Fit fit_ranges(const Figure& figure) {
    Gatherer gather(figure);
    for (const Mark& mark : figure.marks) std::visit(gather, mark);
    Fit fit;
    fit.empty = gather.empty_;
    fit.not_shown = gather.not_shown_;
    fit.x = usable(figure.x.range, figure.x.scale) ? *figure.x.range : fitted(gather.x_, figure.x);
    fit.y = usable(figure.y.range, figure.y.scale) ? *figure.y.range : fitted(gather.y_, figure.y);
    return fit;
}

}  // namespace talweg
