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

namespace {

/// The words of a note as they fit, and what they need, px.
struct Words {
    std::vector<std::string> lines;
    double pitch = 0.0;
    double width = 0.0;
    double height() const { return pitch * static_cast<double>(lines.size()); }
};

/// A line as it fits. Of "name: what happened" and "name  number" the name gives way first.
std::string fitted(std::string_view line, double room, const TextMeasure& measure, double size) {
    if (measure.measure(line, size).width <= room) return std::string(line);
    auto end = line.rfind(": ");
    if (end == std::string_view::npos) end = line.find("  ");
    if (end != std::string_view::npos) {
        const std::string_view rest = line.substr(end);
        const double left = room - measure.measure(rest, size).width;
        const std::string name = elided(line.substr(0, end), left, measure, size);
        if (!name.empty()) return name + std::string(rest);
    }
    return elided(line, room, measure, size);
}

Words words_of(const Canvas& c, const Note& mark, double size, double room) {
    Words words;
    words.pitch = c.measure.measure("0", size).height * 1.12;
    for (const auto line : text_lines(mark.text)) {
        words.lines.push_back(mark.card ? fitted(line, room, c.measure, size) : std::string(line));
        words.width = std::max(words.width, c.measure.measure(words.lines.back(), size).width);
    }
    return words;
}

/// Where a note of that size stands: on the other side of its place where it would leave the plot, and never
/// outside.
Box place(const Canvas& c, const Note& mark, Pt at, double width, double height) {
    const Box& plot = c.layout.plot;
    Pt corner{at.x + mark.dx * c.m.s, at.y + mark.dy * c.m.s};
    if (mark.align == NoteAlign::center) corner.x -= width / 2;
    if (mark.align == NoteAlign::right) corner.x -= width;
    const bool turns = mark.align == NoteAlign::left;
    if (turns && corner.x + width > plot.right && mark.dx >= 0.0) corner.x = at.x - mark.dx * c.m.s - width;
    if (corner.y + height > plot.bottom && mark.dy >= 0.0) corner.y = at.y - mark.dy * c.m.s - height;
    const double margin = mark.card ? 4.0 * c.m.s : 0.0;
    corner.x = std::max(std::min(corner.x, plot.right - margin - width), plot.left + margin);
    corner.y = std::max(std::min(corner.y, plot.bottom - margin - height), plot.top + margin);
    return {corner.x, corner.y, corner.x + width, corner.y + height};
}

bool overlap(const Box& a, const Box& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/// Moves a card up or down to the nearest place that no other has; false where the plot has none.
bool set_apart(const Canvas& c, Box& card) {
    const double gap = 4.0 * c.m.s;
    const double height = card.height();
    const double wanted = card.top;
    std::vector<double> tops{wanted};
    for (const Box& other : c.cards) {
        tops.push_back(other.bottom + gap);
        tops.push_back(other.top - gap - height);
    }
    std::stable_sort(tops.begin(), tops.end(),
                     [wanted](double a, double b) { return std::fabs(a - wanted) < std::fabs(b - wanted); });
    for (const double top : tops) {
        card.top = top;
        card.bottom = top + height;
        const bool inside = top >= c.layout.plot.top && card.bottom <= c.layout.plot.bottom;
        if (inside && std::none_of(c.cards.begin(), c.cards.end(),
                                   [&card](const Box& other) { return overlap(other, card); })) {
            return true;
        }
    }
    return false;
}

void draw_ground(Canvas& c, const Note& mark, const Box& box) {
    if (!mark.card) {
        const double reach = 2.0 * c.m.s;
        const Box plate{box.left - reach, box.top, box.right + reach, box.bottom};
        fill_card(c.painter, plate, 3.0 * c.m.s, c.theme.panel.faded(0.7));
        return;
    }
    const double radius = 6.0 * c.m.s;
    fill_card(c.painter, box, radius, c.theme.panel.faded(0.94));
    std::vector<Pt> rim = card_outline(box, radius);
    rim.push_back(rim.front());
    c.painter.polyline(rim, {mixed(c.theme.panel, c.theme.quiet_text, 0.4), c.m.s});
}

}  // namespace

void paint_mark(Canvas& c, const Note& mark) {
    const Pt at = c.to_pixel(mark.x, mark.y);
    if (!std::isfinite(at.x) || !std::isfinite(at.y)) return;
    if (!mark.card && !c.layout.plot.contains(at)) return;
    const double size = mark.size * c.m.s;
    const double pad = mark.card ? 8.0 * c.m.s : 0.0;
    const double room = c.layout.plot.width() - 2.0 * (pad + 4.0 * c.m.s);
    const Words words = words_of(c, mark, size, room);
    Box box = place(c, mark, at, words.width + 2.0 * pad, words.height() + 2.0 * pad);
    if (mark.apart) {
        if (!set_apart(c, box)) return;
        c.cards.push_back(box);
    }
    draw_ground(c, mark, box);
    TextStyle style{size, mark.color, AlignX::left, AlignY::middle};
    if (mark.card) style.color = legible(mark.color, c.theme.panel);
    double left = box.left + pad;
    if (mark.align == NoteAlign::center) {
        style.align_x = AlignX::center;
        left = (box.left + box.right) / 2;
    } else if (mark.align == NoteAlign::right) {
        style.align_x = AlignX::right;
        left = box.right - pad;
    }
    for (std::size_t i = 0; i < words.lines.size(); ++i) {
        const double middle = box.top + pad + words.pitch * (static_cast<double>(i) + 0.5);
        c.painter.text({left, middle}, words.lines[i], style);
    }
}

}  // namespace talweg
