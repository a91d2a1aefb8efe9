// Draws a figure: ground, grid, marks in their order, axes, words.
#include "app/plot/paint_parts.h"

namespace talweg {

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
        for (const Mark& mark : figure.marks) {
            const MarkInfo& info = info_of(mark);
            painter.begin_mark(info.id, info.name);
            std::visit([&c](const auto& m) { paint_mark(c, m); }, mark);
        }
        painter.begin_mark(0, {});
    }
    paint_axes(c);
    paint_end_labels(c);
    paint_legend(c);
    paint_color_bar(c);
    paint_titles(c);
}

}  // namespace talweg
