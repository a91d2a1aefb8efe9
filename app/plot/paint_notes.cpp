// Notes: words at a place in the data, plain or on a card.
#include "app/plot/paint_parts.h"
#include "app/plot/text_fit.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace talweg {

std::vector<Pt> card_outline(const Box& box, double radius) {
    const double r = std::max(0.0, std::min({radius, box.width() / 2, box.height() / 2}));
    const Pt centers[] = {{box.right - r, box.bottom - r},
                          {box.left + r, box.bottom - r},
                          {box.left + r, box.top + r},
                          {box.right - r, box.top + r}};
    constexpr int kSteps = 6;
    std::vector<Pt> outline;
    for (int corner = 0; corner < 4; ++corner) {
        for (int i = 0; i <= kSteps; ++i) {
            const double angle = std::numbers::pi / 2 * (corner + static_cast<double>(i) / kSteps);
            outline.push_back(
                {centers[corner].x + r * std::cos(angle), centers[corner].y + r * std::sin(angle)});
        }
    }
    return outline;
}

void fill_card(Painter& painter, const Box& box, double radius, Rgba color) {
    painter.fill(card_outline(box, radius), color);
}

void paint_mark(Canvas& c, const Note& mark) {
    const Pt at = c.to_pixel(mark.x, mark.y);
    if (!std::isfinite(at.x) || !std::isfinite(at.y)) return;
    const Box& plot = c.layout.plot;
    if (!mark.card && !plot.contains(at)) return;
    const double size = mark.size * c.m.s;
    const auto lines = text_lines(mark.text);
    const double pitch = c.measure.measure("0", size).height * 1.12;
    double width = 0.0;
    for (const auto line : lines) width = std::max(width, c.measure.measure(line, size).width);
    const double height = pitch * static_cast<double>(lines.size());
    const double pad = mark.card ? 8.0 * c.m.s : 0.0;
    Box box{at.x + mark.dx * c.m.s, at.y + mark.dy * c.m.s, 0.0, 0.0};
    // On the other side of its place where it would leave the plot, and never outside.
    if (box.left + width + 2.0 * pad > plot.right && mark.dx >= 0.0) {
        box.left = at.x - mark.dx * c.m.s - width - 2.0 * pad;
    }
    if (box.top + height + 2.0 * pad > plot.bottom && mark.dy >= 0.0) {
        box.top = at.y - mark.dy * c.m.s - height - 2.0 * pad;
    }
    const double margin = mark.card ? 4.0 * c.m.s : 0.0;
    box.left = std::max(std::min(box.left, plot.right - margin - width - 2.0 * pad), plot.left + margin);
    box.top = std::max(std::min(box.top, plot.bottom - margin - height - 2.0 * pad), plot.top + margin);
    box.right = box.left + width + 2.0 * pad;
    box.bottom = box.top + height + 2.0 * pad;
    if (mark.card) {
        const double radius = 6.0 * c.m.s;
        fill_card(c.painter, box, radius, c.theme.panel.faded(0.94));
        std::vector<Pt> rim = card_outline(box, radius);
        rim.push_back(rim.front());
        c.painter.polyline(rim, {mixed(c.theme.panel, c.theme.quiet_text, 0.4), c.m.s});
    }
    if (!mark.card) {
        const double reach = 2.0 * c.m.s;
        const Box plate{box.left - reach, box.top, box.right + reach, box.bottom};
        fill_card(c.painter, plate, 3.0 * c.m.s, c.theme.panel.faded(0.7));
    }
    TextStyle style{size, mark.color, AlignX::left, AlignY::middle};
    if (mark.card) style.color = legible(mark.color, c.theme.panel);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        c.painter.text({box.left + pad, box.top + pad + pitch * (static_cast<double>(i) + 0.5)}, lines[i],
                       style);
    }
}

}  // namespace talweg
