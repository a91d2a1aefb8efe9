// Ground, grid, axes with their labels, and the words around a plot.
#include "app/plot/paint_parts.h"
#include "app/plot/text_fit.h"

#include <array>
#include <cmath>

namespace talweg {

namespace {

std::array<Pt, 2> vertical(double x, double top, double bottom) { return {Pt{x, top}, Pt{x, bottom}}; }
std::array<Pt, 2> horizontal(double y, double left, double right) { return {Pt{left, y}, Pt{right, y}}; }

double hairline(const Canvas& c) { return std::max(1.0, std::round(c.m.s)); }

/// The axes' own lines: a hairline that still stands out from the grid.
Rgba axis_color(const Theme& theme) { return mixed(theme.panel, theme.quiet_text, 0.55); }

void ticks(Canvas& c) {
    const Box& plot = c.layout.plot;
    const PixelStroke stroke{axis_color(c.theme), hairline(c)};
    TextStyle style{c.m.tick, c.theme.quiet_text};
    const double long_tick = c.m.tick_length();
    const double gap = long_tick + 3.0 * c.m.s;
    style.align_x = AlignX::center;
    style.align_y = AlignY::top;
    const bool x_lines = c.figure.x.names.empty();
    const bool y_lines = c.figure.y.names.empty();
    for (const Tick& tick : c.layout.x_ticks.ticks) {
        const double x = c.layout.x.to_pixel(tick.value);
        const double length = tick.label.empty() ? long_tick / 2 : long_tick;
        if (x_lines)
            c.painter.polyline(vertical(snapped(x, stroke.width), plot.bottom, plot.bottom + length), stroke);
        if (!tick.label.empty()) c.painter.text({x, plot.bottom + gap}, tick.label, style);
    }
    style.align_x = AlignX::right;
    style.align_y = AlignY::middle;
    for (const Tick& tick : c.layout.y_ticks.ticks) {
        const double y = c.layout.y.to_pixel(tick.value);
        const double length = tick.label.empty() ? long_tick / 2 : long_tick;
        if (y_lines)
            c.painter.polyline(horizontal(snapped(y, stroke.width), plot.left - length, plot.left), stroke);
        if (!tick.label.empty()) c.painter.text({plot.left - gap, y}, tick.label, style);
    }
}

void offsets(Canvas& c) {
    const Box& plot = c.layout.plot;
    TextStyle style{c.m.tick, c.theme.quiet_text};
    if (!c.layout.x_ticks.offset.empty()) {
        style.align_x = AlignX::right;
        style.align_y = AlignY::middle;
        const double y = c.layout.x_label.empty() ? plot.bottom + c.m.tick * 2.2 : c.layout.x_label_at.y;
        c.painter.text({plot.right, y}, c.layout.x_ticks.offset, style);
    }
    if (!c.layout.y_ticks.offset.empty()) {
        style.align_x = AlignX::left;
        style.align_y = AlignY::bottom;
        c.painter.text({plot.left - c.m.tick_length(), plot.top - 3.0 * c.m.s}, c.layout.y_ticks.offset,
                       style);
    }
}

}  // namespace

double snapped(double px, double width) {
    const bool odd = std::lround(width) % 2 != 0;
    return odd ? std::floor(px) + 0.5 : std::round(px);
}

void paint_ground(Canvas& c) {
    const Box& b = c.layout.figure;
    const std::array<Pt, 4> corners{Pt{b.left, b.top}, Pt{b.right, b.top}, Pt{b.right, b.bottom},
                                    Pt{b.left, b.bottom}};
    c.painter.fill(corners, c.theme.panel);
}

void paint_grid(Canvas& c) {
    const Box& plot = c.layout.plot;
    const PixelStroke stroke{c.theme.text.faded(0.08), hairline(c)};
    for (const Tick& tick : c.layout.x_ticks.ticks) {
        if (tick.label.empty() || !c.figure.x.names.empty()) continue;
        c.painter.polyline(
            vertical(snapped(c.layout.x.to_pixel(tick.value), stroke.width), plot.top, plot.bottom), stroke);
    }
    for (const Tick& tick : c.layout.y_ticks.ticks) {
        if (tick.label.empty() || !c.figure.y.names.empty()) continue;
        c.painter.polyline(
            horizontal(snapped(c.layout.y.to_pixel(tick.value), stroke.width), plot.left, plot.right),
            stroke);
    }
}

void paint_axes(Canvas& c) {
    const Box& plot = c.layout.plot;
    const PixelStroke stroke{axis_color(c.theme), hairline(c)};
    if (c.figure.y.names.empty())
        c.painter.polyline(vertical(snapped(plot.left, stroke.width), plot.top, plot.bottom + stroke.width),
                           stroke);
    if (c.figure.x.names.empty())
        c.painter.polyline(horizontal(snapped(plot.bottom, stroke.width), plot.left, plot.right), stroke);
    ticks(c);
    offsets(c);
}

void paint_titles(Canvas& c) {
    const Layout& l = c.layout;
    TextStyle style{c.m.title, c.theme.text, AlignX::left, AlignY::top};
    style.strong = true;
    if (!l.title.empty()) c.painter.text(l.title_at, l.title, style);
    style = {c.m.small, c.theme.quiet_text, AlignX::left, AlignY::top};
    if (!l.subtitle.empty()) c.painter.text(l.subtitle_at, l.subtitle, style);
    const double pitch = c.measure.measure("0", c.m.small).height;
    for (std::size_t i = 0; i < l.caption.size(); ++i) {
        c.painter.text({l.caption_at.x, l.caption_at.y + pitch * static_cast<double>(i)}, l.caption[i],
                       style);
    }
    style = {c.m.small, c.theme.text, AlignX::center, AlignY::middle};
    if (!l.x_label.empty()) c.painter.text(l.x_label_at, l.x_label, style);
    style.vertical = true;
    if (!l.y_label.empty()) c.painter.text(l.y_label_at, l.y_label, style);
    if (!l.empty || c.figure.empty_text.empty()) return;
    style = {c.m.small, c.theme.quiet_text, AlignX::center, AlignY::middle};
    const Pt center{l.plot.left / 2 + l.plot.right / 2, l.plot.top / 2 + l.plot.bottom / 2};
    const auto lines = wrapped(c.figure.empty_text, 0.9 * l.plot.width(), 4, c.measure, c.m.small);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const double row = static_cast<double>(i) - static_cast<double>(lines.size() - 1) / 2;
        c.painter.text({center.x, center.y + row * pitch * 1.2}, lines[i], style);
    }
}

}  // namespace talweg
