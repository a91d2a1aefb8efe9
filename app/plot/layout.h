// From a figure and a size to ranges, ticks and boxes; and from there to pixels. Pure functions.
#pragma once

#include "app/plot/figure.h"
#include "app/plot/painter.h"
#include "app/plot/scale.h"
#include "app/plot/ticks.h"

#include <string>
#include <vector>

namespace talweg {

struct LegendEntry {
    std::size_t mark;  ///< index into Figure::marks
    Box box;           ///< of swatch and text
    std::string text;
};

/// Where everything stands, in px. Nothing here depends on a painter.
struct Layout {
    Box figure;
    Box plot;  ///< the axes' rectangle
    AxisMap x;
    AxisMap y;
    Ticks x_ticks;
    Ticks y_ticks;
    std::vector<LegendEntry> legend;
    Box legend_box;
    Box bar;  ///< colour bar; empty when there is none
    Ticks bar_ticks;
    Pt title_at, subtitle_at, caption_at, x_label_at, y_label_at;
    std::size_t not_shown = 0;  ///< points on a log axis with values <= 0
};

/// `box`: where the figure stands on its surface, px. Sizes of type and strokes are theme.scale times their
/// own.
Layout layout(const Figure& figure, Box box, const TextMeasure& measure);

/// Draws in order; everything is clipped in doubles before the painter sees it.
void paint(const Figure& figure, const Layout& layout, const TextMeasure& measure, Painter& painter);

/// The plotted numbers as CSV: one block of columns per named mark (series,x,y[,low,high]). Text cells never
/// start a formula.
std::string figure_csv(const Figure& figure);

}  // namespace talweg
