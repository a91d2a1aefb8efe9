// Lines, points, segments, rules and arrows.
#include "app/plot/clip.h"
#include "app/plot/paint_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace talweg {

namespace {

/// The box lines are cut to: a little beyond the plot, whose clip does the rest, so that a line along its
/// edge keeps its width.
Box roomy(const Box& box, double by) {
    return {box.left - by, box.top - by, box.right + by, box.bottom + by};
}

constexpr double kBeyond = 8.0;

/// The mark's points in px; `thin` px leaves out points that stand too near to the last one kept. A point
/// that is not finite is always kept, as a gap.
void to_pixels(Canvas& c, const std::vector<double>& x, const std::vector<double>& y, double thin) {
    const std::size_t n = std::min(x.size(), y.size());
    c.line.clear();
    c.line.reserve(n);
    const double near = thin * c.m.s;
    if (!(near > 0.0)) {
        for (std::size_t i = 0; i < n; ++i) c.line.push_back(c.to_pixel(x[i], y[i]));
        return;
    }
    Pt last{};
    bool have_last = false;
    for (std::size_t i = 0; i < n; ++i) {
        const Pt p = c.to_pixel(x[i], y[i]);
        const bool finite = std::isfinite(p.x) && std::isfinite(p.y);
        const double dx = p.x - last.x;
        const double dy = p.y - last.y;
        const bool close = finite && have_last && dx * dx + dy * dy < near * near;
        if (close && i + 1 < n) continue;
        c.line.push_back(p);
        last = p;
        have_last = finite;
    }
}

/// Points on the unit circle: a figure has thousands of markers, and sines are dear.
const std::array<Pt, 96>& unit_circle() {
    static const auto circle = [] {
        std::array<Pt, 96> points;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double angle = 2.0 * std::numbers::pi * static_cast<double>(i) / 96.0;
            points[i] = {std::cos(angle), std::sin(angle)};
        }
        return points;
    }();
    return circle;
}

void circle(Pt at, double radius, std::vector<Pt>& outline) {
    const std::size_t stride = radius < 1.6    ? 12
                               : radius < 3.0  ? 8
                               : radius < 6.0  ? 4
                               : radius < 12.0 ? 3
                                               : 1;
    const auto& unit = unit_circle();
    for (std::size_t i = 0; i < unit.size(); i += stride) {
        outline.push_back({at.x + radius * unit[i].x, at.y + radius * unit[i].y});
    }
}

/// The outline of a closed shape of the same area at the same size; empty for crosses.
void shape_outline(Pt at, MarkerShape shape, double radius, std::vector<Pt>& outline) {
    outline.clear();
    const double r = radius;
    switch (shape) {
        case MarkerShape::circle:
        case MarkerShape::ring:
            circle(at, r, outline);
            break;
        case MarkerShape::square: {
            const double h = 0.886 * r;
            outline = {
                {at.x - h, at.y - h}, {at.x + h, at.y - h}, {at.x + h, at.y + h}, {at.x - h, at.y + h}};
            break;
        }
        case MarkerShape::triangle: {
            const double h = 1.35 * r;
            outline = {{at.x, at.y - h}, {at.x + 0.866 * h, at.y + h / 2}, {at.x - 0.866 * h, at.y + h / 2}};
            break;
        }
        case MarkerShape::diamond: {
            const double h = 1.25 * r;
            outline = {{at.x, at.y - h}, {at.x + h, at.y}, {at.x, at.y + h}, {at.x - h, at.y}};
            break;
        }
        case MarkerShape::cross:
        case MarkerShape::plus:
            break;
    }
}

void draw_cross(Painter& painter, Pt at, bool upright, double radius, const PixelStroke& stroke) {
    const double d = upright ? radius * 1.1 : radius * 0.8;
    const Pt a = upright ? Pt{d, 0.0} : Pt{d, d};
    const Pt b = upright ? Pt{0.0, d} : Pt{d, -d};
    painter.polyline(std::array{Pt{at.x - a.x, at.y - a.y}, Pt{at.x + a.x, at.y + a.y}}, stroke);
    painter.polyline(std::array{Pt{at.x - b.x, at.y - b.y}, Pt{at.x + b.x, at.y + b.y}}, stroke);
}

}  // namespace

void draw_marker(Painter& painter, Pt at, const MarkerStyle& style, double scale) {
    const double radius = style.size * scale / 2;
    if (!(radius > 0.0)) return;
    if (style.shape == MarkerShape::cross || style.shape == MarkerShape::plus) {
        const bool upright = style.shape == MarkerShape::plus;
        const double width = std::max(1.5 * scale, 0.28 * style.size * scale);
        if (style.rim_width > 0.0) {
            draw_cross(painter, at, upright, radius + style.rim_width * scale,
                       {style.rim, width + 2.0 * style.rim_width * scale});
        }
        draw_cross(painter, at, upright, radius, {style.fill, width});
        return;
    }
    static thread_local std::vector<Pt> outline;
    shape_outline(at, style.shape, radius, outline);
    const bool ring = style.shape == MarkerShape::ring;
    if (ring) {
        outline.push_back(outline.front());
        const double width = std::max(1.5, 0.22 * style.size) * scale;
        if (style.rim_width > 0.0)
            painter.polyline(outline, {style.rim, width + 2.0 * style.rim_width * scale});
        painter.polyline(outline, {style.fill, width});
        return;
    }
    painter.fill(outline, style.fill);
    if (style.rim_width > 0.0) {
        outline.push_back(outline.front());
        painter.polyline(outline, {style.rim, style.rim_width * scale});
    }
}

void stroke_line(Canvas& c, std::span<const Pt> line, const Box& box, const Stroke& stroke) {
    const auto pass = [&](const PixelStroke& pixels) {
        LineClipper clipper(box, c.run, [&](std::span<const Pt> run) {
            if (run.size() == 1) {
                const MarkerStyle dot{MarkerShape::circle, pixels.width * 1.6, pixels.color, {}, 0.0};
                draw_marker(c.painter, run[0], dot, 1.0);
            } else {
                c.painter.polyline(run, pixels);
            }
        });
        for (const Pt p : line) clipper.add(p);
        clipper.finish();
    };
    const PixelStroke pixels = c.pixels(stroke);
    if (stroke.halo_width > 0.0 && stroke.halo.a > 0) {
        pass({stroke.halo, pixels.width + 2.0 * stroke.halo_width * c.m.s, Dash::solid});
    }
    if (stroke.color.a > 0 && pixels.width > 0.0) pass(pixels);
}

void paint_mark(Canvas& c, const Line& mark) {
    to_pixels(c, mark.x, mark.y, mark.thin);
    c.painter.clip(c.layout.plot);
    stroke_line(c, c.line, roomy(c.layout.plot, kBeyond), mark.stroke);
    c.painter.unclip();
}

// Markers are whole: one whose centre is in the plot may reach over its edge.
void paint_mark(Canvas& c, const Points& mark) {
    to_pixels(c, mark.x, mark.y, mark.thin);
    const Box shown = roomy(c.layout.plot, 0.5);
    MarkerStyle marker = mark.marker;
    const bool own = mark.fills.size() == c.line.size();
    for (std::size_t i = 0; i < c.line.size(); ++i) {
        if (!shown.contains(c.line[i])) continue;
        if (own) marker.fill = mark.fills[i];
        draw_marker(c.painter, c.line[i], marker, c.m.s);
    }
}

void paint_mark(Canvas& c, const Segments& mark) {
    const std::size_t n = std::min({mark.x0.size(), mark.y0.size(), mark.x1.size(), mark.y1.size()});
    PixelStroke stroke = c.pixels(mark.stroke);
    const bool own_width = mark.widths.size() == n;
    const bool own_color = mark.colors.size() == n;
    c.painter.clip(c.layout.plot);
    for (std::size_t i = 0; i < n; ++i) {
        if (own_color) stroke.color = mark.colors[i];
        if (own_width) {
            // Below a pixel a line gets paler instead of thinner, on every painter alike.
            const double width = mark.widths[i] * c.m.s;
            if (own_color && width < 1.0) stroke.color = stroke.color.faded(std::max(width, 0.0));
            stroke.width = std::max(width, 1.0);
        }
        if (stroke.color.a == 0) continue;
        const auto seen = clip_segment(c.to_pixel(mark.x0[i], mark.y0[i]), c.to_pixel(mark.x1[i], mark.y1[i]),
                                       roomy(c.layout.plot, kBeyond));
        if (seen) c.painter.polyline(std::array{seen->from, seen->to}, stroke);
    }
    c.painter.unclip();
}

void paint_mark(Canvas& c, const Rule& mark) {
    const Box& plot = c.layout.plot;
    const PixelStroke stroke = c.pixels(mark.stroke);
    const double at = mark.vertical ? c.layout.x.to_pixel(mark.at) : c.layout.y.to_pixel(mark.at);
    const bool inside = mark.vertical ? at >= plot.left - 0.5 && at <= plot.right + 0.5
                                      : at >= plot.top - 0.5 && at <= plot.bottom + 0.5;
    if (!inside) return;
    const double px = snapped(at, stroke.width);
    const auto line = mark.vertical ? std::array{Pt{px, plot.top}, Pt{px, plot.bottom}}
                                    : std::array{Pt{plot.left, px}, Pt{plot.right, px}};
    c.painter.polyline(line, stroke);
    if (mark.label.empty()) return;
    TextStyle style{c.m.tick, legible(mark.stroke.color.faded(1.0), c.theme.panel)};
    const Size text = c.measure.measure(mark.label, style.size);
    const double gap = 4.0 * c.m.s;
    if (mark.vertical) {
        const bool right = px + gap + text.width <= plot.right;
        style.align_x = right ? AlignX::left : AlignX::right;
        style.align_y = AlignY::top;
        c.painter.text({right ? px + gap : px - gap, plot.top + gap / 2}, mark.label, style);
    } else {
        const bool above = px - gap / 2 - text.height >= plot.top;
        style.align_x = AlignX::right;
        style.align_y = above ? AlignY::bottom : AlignY::top;
        c.painter.text({plot.right, above ? px - gap / 2 : px + gap / 2}, mark.label, style);
    }
}

void paint_mark(Canvas& c, const Arrow& mark) {
    const Pt tail = c.to_pixel(mark.x, mark.y);
    if (!std::isfinite(tail.x) || !std::isfinite(tail.y) || !c.layout.plot.contains(tail)) return;
    // A step so small that curved (log) axes are straight along it.
    const double share = std::max(std::fabs(mark.dx) / c.layout.x.range().span(),
                                  std::fabs(mark.dy) / c.layout.y.range().span());
    if (!(share > 0.0) || !std::isfinite(share)) return;
    const double step = 1e-4 / share;
    const Pt ahead = c.to_pixel(mark.x + mark.dx * step, mark.y + mark.dy * step);
    const double length = std::hypot(ahead.x - tail.x, ahead.y - tail.y);
    if (!(length > 0.0) || !std::isfinite(length)) return;
    const Pt u{(ahead.x - tail.x) / length, (ahead.y - tail.y) / length};
    const double reach = mark.length * c.m.s;
    const double head = std::min(std::max(7.0, 3.2 * mark.stroke.width) * c.m.s, 0.6 * reach);
    const Pt tip{tail.x + u.x * reach, tail.y + u.y * reach};
    const Pt neck{tip.x - u.x * head, tip.y - u.y * head};
    const double half = 0.42;
    const std::array barb{tip, Pt{neck.x - u.y * head * half, neck.y + u.x * head * half},
                          Pt{neck.x + u.y * head * half, neck.y - u.x * head * half}};
    const PixelStroke stroke = c.pixels(mark.stroke);
    c.painter.clip(c.layout.plot);
    const double halo = mark.stroke.halo_width * c.m.s;
    if (halo > 0.0) {
        c.painter.polyline(std::array{tail, tip}, {mark.stroke.halo, stroke.width + 2.0 * halo});
        c.painter.polyline(std::array{barb[0], barb[1], barb[2], barb[0]}, {mark.stroke.halo, 2.0 * halo});
    }
    c.painter.polyline(std::array{tail, neck}, stroke);
    c.painter.fill(barb, mark.stroke.color);
    c.painter.unclip();
}

}  // namespace talweg
