// Small figures for reference images.
#include "tests/plot/samples.h"

#include <cmath>
#include <limits>

namespace talweg::samples {

Figure tiny_range(const Theme& theme) {
    Figure f;
    f.theme = theme;
    f.title = "A range of one billionth";
    f.x.label = "Step";
    f.x.whole = true;
    f.y.label = "Loss";
    f.x.range = Range{0, 8};
    f.y.range = Range{1.0, 1.0 + 1e-9};
    const MarkerShape shapes[] = {MarkerShape::circle,  MarkerShape::square, MarkerShape::triangle,
                                  MarkerShape::diamond, MarkerShape::cross,  MarkerShape::plus,
                                  MarkerShape::ring};
    for (std::size_t i = 0; i < 7; ++i) {
        Points p;
        p.x = {static_cast<double>(i) + 1.0};
        p.y = {1.0 + 1e-10 * (2.0 + static_cast<double>(i))};
        p.marker = {shapes[i], 14.0, series_style(i, theme).color, theme.text, i % 2 == 0 ? 0.0 : 1.0};
        f.marks.push_back(p);
    }
    Line gap;
    gap.info.name = "with a gap";
    gap.info.in_legend = true;
    gap.x = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    for (int i = 0; i < 9; ++i) gap.y.push_back(i == 4 ? std::nan("") : 1.0 + 1e-10 * (9.5 - i));
    gap.stroke = {theme.accent, 2.0, Dash::dash_dot, {}, 0.0};
    f.marks.push_back(gap);
    return f;
}

Figure empty(const Theme& theme) {
    Figure f;
    f.theme = theme;
    f.title = "Loss curves";
    f.x.label = "Step";
    f.y.label = "Loss";
    f.empty_text = "No run has taken a step yet. Press Space to start.";
    return f;
}

Figure many_runs(const Theme& theme) {
    Figure f;
    f.theme = theme;
    f.title = "Twelve runs";
    f.x.label = "Step";
    f.x.whole = true;
    f.y.label = "Loss";
    for (std::size_t i = 0; i < 12; ++i) {
        Line line;
        line.info.name = "Learning rate 0." + std::to_string(10 + i);
        line.info.in_legend = true;
        line.x = count_to(101);
        for (const double k : line.x) {
            line.y.push_back(1.0 + 0.02 * static_cast<double>(i) +
                             3.0 * std::exp(-k / (6.0 + 2.0 * static_cast<double>(i))));
        }
        line.stroke = series_stroke(i, theme);
        line.label_at_end = true;
        f.marks.push_back(line);
    }
    return f;
}

}  // namespace talweg::samples
