// Small figures for reference images.
#include "tests/plot/samples.h"

#include <cmath>
#include <limits>

namespace talweg::samples {

Figure tiny_range(const Theme& theme) {
    Figure f = titled(theme, "A range of one billionth", "Step", "Loss");
    f.x.whole = true;
    f.x.range = Range{0, 8};
    f.y.range = Range{1.0, 1.0 + 1e-9};
    const MarkerShape shapes[] = {MarkerShape::circle,  MarkerShape::square, MarkerShape::triangle,
                                  MarkerShape::diamond, MarkerShape::cross,  MarkerShape::plus,
                                  MarkerShape::ring};
    for (std::size_t i = 0; i < 7; ++i) {
        const double k = static_cast<double>(i);
        const Rgba color = series_style(i, theme).color;
        f.marks.push_back(point_at(k + 1.0, 1.0 + 1e-10 * (2.0 + k),
                                   {shapes[i], 14.0, color, theme.text, i % 2 == 0 ? 0.0 : 1.0}));
    }
    Line gap = legend_line("with a gap", count_to(9), {}, {theme.accent, 2.0, Dash::dash_dot, {}, 0.0});
    for (int i = 0; i < 9; ++i) gap.y.push_back(i == 4 ? std::nan("") : 1.0 + 1e-10 * (9.5 - i));
    f.marks.push_back(gap);
    return f;
}

Figure empty(const Theme& theme) {
    Figure f = titled(theme, "Loss curves", "Step", "Loss");
    f.empty_text = "No run has taken a step yet. Press Space to start.";
    return f;
}

Figure many_runs(const Theme& theme) {
    Figure f = titled(theme, "Twelve runs", "Step", "Loss");
    f.x.whole = true;
    for (std::size_t i = 0; i < 12; ++i) {
        Line line = legend_line("Learning rate 0." + std::to_string(10 + i), count_to(101), {},
                                series_stroke(i, theme));
        for (const double k : line.x) {
            line.y.push_back(1.0 + 0.02 * static_cast<double>(i) +
                             3.0 * std::exp(-k / (6.0 + 2.0 * static_cast<double>(i))));
        }
        line.label_at_end = true;
        f.marks.push_back(line);
    }
    return f;
}

}  // namespace talweg::samples
