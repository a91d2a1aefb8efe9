// Draws a figure: ground, grid, marks in their order, axes, words.
#include "app/plot/paint_parts.h"

namespace talweg {
namespace {

// Cards lie over everything else, the labels at the lines' ends too.
bool is_card(const Mark& mark) {
    const Note* note = std::get_if<Note>(&mark);
    return note != nullptr && note->card;
}

void paint_marks(Canvas& c, bool cards) {
    for (const Mark& mark : c.figure.marks) {
        if (is_card(mark) != cards) continue;
        const MarkInfo& info = info_of(mark);
        c.painter.begin_mark(info.id, info.name);
        std::visit([&c](const auto& m) { paint_mark(c, m); }, mark);
    }
    c.painter.begin_mark(0, {});
}

}  // namespace

void paint(const Figure& figure, const Layout& layout, const TextMeasure& measure, Painter& painter) {
    Canvas c(figure, layout, measure, painter);
    paint_ground(c);
    if (figure.bare) {
        paint_legend(c);
        paint_titles(c);
        return;
    }
    if (!layout.empty) {
        paint_grid(c);
        paint_marks(c, false);
    }
    if (figure.axes) paint_axes(c);
    paint_end_labels(c);
    if (!layout.empty) paint_marks(c, true);
    paint_legend(c);
    paint_color_bar(c);
    paint_titles(c);
}

}  // namespace talweg
