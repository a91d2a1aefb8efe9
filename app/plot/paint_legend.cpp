// Legend, direct labels and the colour bar.
#include "app/plot/paint_parts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace talweg {

namespace {

void swatch_line(Canvas& c, const Box& box, const Stroke& stroke) {
    const double y = box.top / 2 + box.bottom / 2;
    PixelStroke pixels = c.pixels(stroke);
    pixels.width = std::clamp(pixels.width, 1.5 * c.m.s, 3.0 * c.m.s);
    c.painter.polyline(std::array{Pt{box.left, y}, Pt{box.right, y}}, pixels);
}

void swatch_fill(Canvas& c, const Box& box, Rgba color) {
    const double inset = box.height() * 0.22;
    const Box inner{box.left + 3.0 * c.m.s, box.top + inset, box.right - 3.0 * c.m.s, box.bottom - inset};
    fill_card(c.painter, inner, 2.0 * c.m.s, color);
}

void draw_swatch(Canvas& c, const Box& box, const Mark& mark) {
    const Pt middle{box.left / 2 + box.right / 2, box.top / 2 + box.bottom / 2};
    if (const auto* line = std::get_if<Line>(&mark)) {
        swatch_line(c, box, line->stroke);
    } else if (const auto* points = std::get_if<Points>(&mark)) {
        MarkerStyle marker = points->marker;
        marker.size = std::clamp(marker.size, 6.0, 10.0);
        draw_marker(c.painter, middle, marker, c.m.s);
    } else if (const auto* band = std::get_if<Band>(&mark)) {
        swatch_fill(c, box, band->fill);
    } else if (const auto* polygons = std::get_if<Polygons>(&mark)) {
        swatch_fill(c, box, polygons->fill);
    } else if (const auto* segments = std::get_if<Segments>(&mark)) {
        swatch_line(c, box, segments->stroke);
    } else if (const auto* rule = std::get_if<Rule>(&mark)) {
        swatch_line(c, box, rule->stroke);
    } else if (const auto* arrow = std::get_if<Arrow>(&mark)) {
        swatch_line(c, box, arrow->stroke);
    } else if (const auto* contours = std::get_if<Contours>(&mark)) {
        swatch_line(c, box, contours->stroke);
    } else if (const auto* note = std::get_if<Note>(&mark)) {
        swatch_fill(c, box, note->color);
    }
}

}  // namespace

void paint_end_labels(Canvas& c) {
    if (c.layout.empty) return;
    for (const EndLabel& label : c.layout.end_labels) {
        const auto* line = std::get_if<Line>(&c.figure.marks[label.mark]);
        if (line == nullptr) continue;
        const Rgba opaque{line->stroke.color.r, line->stroke.color.g, line->stroke.color.b, 255};
        const double middle = label.box.top / 2 + label.box.bottom / 2;
        c.painter.begin_mark(line->info.id, line->info.name);
        const double near = 2.0 * c.m.s;
        const bool beside = label.box.left > label.from.x;
        if (beside && std::fabs(middle - label.from.y) > 0.3 * label.box.height()) {
            c.painter.polyline(
                std::array{Pt{label.from.x + near, label.from.y}, Pt{label.box.left - near, middle}},
                {opaque.faded(0.55), c.m.s});
        }
        c.painter.text({label.box.left, middle}, label.text,
                       {c.m.small, legible(opaque, c.theme.panel), AlignX::left, AlignY::middle});
    }
    c.painter.begin_mark(0, {});
}

void paint_legend(Canvas& c) {
    TextStyle style{c.m.small, c.theme.text, AlignX::left, AlignY::middle};
    for (const LegendEntry& entry : c.layout.legend) {
        const double middle = entry.box.top / 2 + entry.box.bottom / 2;
        if (entry.more) {
            TextStyle quiet = style;
            quiet.color = c.theme.quiet_text;
            c.painter.text({entry.box.left, middle}, entry.text, quiet);
            continue;
        }
        const Mark& mark = c.figure.marks[entry.mark];
        const MarkInfo& info = info_of(mark);
        c.painter.begin_mark(info.id, info.name);
        Box swatch = entry.box;
        swatch.right = swatch.left + c.m.swatch();
        draw_swatch(c, swatch, mark);
        c.painter.text({swatch.right + 6.0 * c.m.s, middle}, entry.text, style);
    }
    c.painter.begin_mark(0, {});
    if (c.layout.not_shown_text.empty()) return;
    style.color = c.theme.quiet_text;
    style.align_y = AlignY::top;
    c.painter.text(c.layout.not_shown_at, c.layout.not_shown_text, style);
}

void paint_color_bar(Canvas& c) {
    const Box& bar = c.layout.bar;
    if (!c.figure.bar || bar.height() <= 0.0) return;
    const std::size_t n = c.figure.bar->levels.size();
    const auto place = [&](std::size_t i) {
        return bar.bottom - bar.height() * static_cast<double>(i) / static_cast<double>(n - 1);
    };
    for (std::size_t i = 0; i + 1 < n && i < c.figure.bar->colors.size(); ++i) {
        // Whole pixels: neighbours meet without a seam.
        const double low = std::round(place(i));
        const double high = std::round(place(i + 1));
        c.painter.fill(
            std::array{Pt{bar.left, high}, Pt{bar.right, high}, Pt{bar.right, low}, Pt{bar.left, low}},
            c.figure.bar->colors[i]);
    }
    const PixelStroke stroke{mixed(c.theme.panel, c.theme.quiet_text, 0.55),
                             std::max(1.0, std::round(c.m.s))};
    const Box edge{snapped(bar.left, 1.0), snapped(bar.top, 1.0), snapped(bar.right, 1.0),
                   snapped(bar.bottom, 1.0)};
    c.painter.polyline(
        std::array{Pt{edge.left, edge.top}, Pt{edge.right, edge.top}, Pt{edge.right, edge.bottom},
                   Pt{edge.left, edge.bottom}, Pt{edge.left, edge.top}},
        {c.theme.hairline, stroke.width});
    const TextStyle style{c.m.tick, c.theme.quiet_text, AlignX::left, AlignY::middle};
    for (std::size_t i = 0; i < c.layout.bar_ticks.ticks.size(); ++i) {
        const std::string& label = c.layout.bar_ticks.ticks[i].label;
        if (label.empty()) continue;
        const double y = place(i);
        const double line = snapped(std::min(y, bar.bottom - 1.0), stroke.width);
        c.painter.polyline(std::array{Pt{bar.right, line}, Pt{bar.right + 3.0 * c.m.s, line}}, stroke);
        c.painter.text({bar.right + 6.0 * c.m.s, y}, label, style);
    }
    if (c.layout.bar_label.empty()) return;
    TextStyle title{c.m.small, c.theme.text, AlignX::center, AlignY::middle};
    title.vertical = true;
    c.painter.text(c.layout.bar_label_at, c.layout.bar_label, title);
}

}  // namespace talweg
