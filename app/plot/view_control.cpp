// How panning and zooming change what is looked at.
#include "app/plot/view_control.h"

#include <algorithm>
#include <cmath>

namespace talweg {

namespace {

constexpr double kFactorPerNotch = 1.2;
constexpr double kLeastBox = 4.0;  // px

bool moves_x(Zone zone) { return zone == Zone::plot || zone == Zone::x_axis; }
bool moves_y(Zone zone) { return zone == Zone::plot || zone == Zone::y_axis; }

Range between(const AxisMap& map, double a, double b) {
    const double p = map.to_value(a);
    const double q = map.to_value(b);
    return {std::min(p, q), std::max(p, q)};
}

}  // namespace

Zone zone_at(const Layout& layout, Pt at) {
    const Box& plot = layout.plot;
    if (plot.contains(at)) return Zone::plot;
    if (!layout.figure.contains(at)) return Zone::none;
    const bool across = at.x >= plot.left && at.x <= plot.right;
    const bool down = at.y >= plot.top && at.y <= plot.bottom;
    const double below = layout.caption.empty() ? layout.figure.bottom : layout.caption_at.y;
    if (across && at.y > plot.bottom && at.y < below) return Zone::x_axis;
    if (down && at.x < plot.left) return Zone::y_axis;
    return Zone::none;
}

ViewRange pan(const Layout& layout, const ViewRange& view, Zone zone, Pt delta) {
    ViewRange moved = view;
    if (moves_x(zone) && delta.x != 0.0) moved.x = layout.x.panned(delta.x);
    if (moves_y(zone) && delta.y != 0.0) moved.y = layout.y.panned(delta.y);
    // Dragging a plot along one axis must not let the other jump to a new fit.
    if (zone == Zone::plot && (moved.x || moved.y)) {
        if (!moved.x) moved.x = layout.x.range();
        if (!moved.y) moved.y = layout.y.range();
    }
    return moved;
}

ViewRange zoom(const Layout& layout, const ViewRange& view, Zone zone, Pt at, double notches) {
    ViewRange near = view;
    if (!std::isfinite(notches) || notches == 0.0) return near;
    const double factor = std::pow(kFactorPerNotch, std::clamp(notches, -50.0, 50.0));
    if (moves_x(zone)) near.x = layout.x.zoomed(at.x, factor);
    if (moves_y(zone)) near.y = layout.y.zoomed(at.y, factor);
    return near;
}

ViewRange box_zoom(const Layout& layout, const ViewRange& view, Pt from, Pt to) {
    ViewRange result = view;
    const Box& plot = layout.plot;
    const auto held = [&plot](Pt p) {
        return Pt{std::clamp(p.x, plot.left, plot.right), std::clamp(p.y, plot.top, plot.bottom)};
    };
    if (!std::isfinite(from.x + from.y + to.x + to.y)) return result;
    const Pt a = held(from);
    const Pt b = held(to);
    const bool wide = std::fabs(a.x - b.x) >= kLeastBox;
    const bool tall = std::fabs(a.y - b.y) >= kLeastBox;
    if (wide) {
        const Range r = between(layout.x, a.x, b.x);
        if (r.low < r.high) result.x = r;
    }
    if (tall) {
        const Range r = between(layout.y, a.y, b.y);
        if (r.low < r.high) result.y = r;
    }
    return result;
}

}  // namespace talweg
