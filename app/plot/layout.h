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
    bool more = false;  ///< no mark of its own: "+ 5 more", where the rows are full
};

/// A line's name beside its last visible point.
struct EndLabel {
    std::size_t mark;  ///< index into Figure::marks
    Pt from;           ///< the point, px
    Box box;           ///< of the text
    std::string text;  ///< the name, shortened where there is little room and no legend either
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
    std::vector<EndLabel> end_labels;
    Box legend_box;
    Box bar;  ///< colour bar; empty when there is none
    /// One for each level, in their order; level i of n lies i / (n - 1) of the way up the bar.
    Ticks bar_ticks;
    /// Left and top of the first line of title, subtitle, caption; the middle of the (turned) axis and bar
    /// labels.
    Pt title_at, subtitle_at, caption_at, x_label_at, y_label_at, bar_label_at;
    /// The texts as they fit, shortened with an ellipsis; empty where there is no room.
    std::string title, subtitle, x_label, y_label, bar_label;
    std::vector<std::string> caption;  ///< line by line
    std::size_t not_shown = 0;         ///< points on a log axis with values <= 0
    std::string not_shown_text;        ///< "12 points ≤ 0 not shown", as the legend's last words
    Pt not_shown_at;                   ///< left and top
    bool empty = false;                ///< nothing finite to show: Figure::empty_text stands in the plot
};

/// `box`: where the figure stands on its surface, px. Sizes of type and strokes are theme.scale times their
/// own.
Layout layout(const Figure& figure, Box box, const TextMeasure& measure);

/// Draws in order; everything is clipped in doubles before the painter sees it.
void paint(const Figure& figure, const Layout& layout, const TextMeasure& measure, Painter& painter);

/// The plotted numbers as CSV, one row a point of each named mark: series,x,y, and low,high where there is a
/// band; of cells series,column,row,value,share under the head series,x,y,value,share; of marks whose parts
/// stand for numbers of their own (Items) one row a part: its name,,its number. Doubles are written exactly,
/// what is not finite as an empty cell. Text cells never start a formula.
std::string figure_csv(const Figure& figure);

}  // namespace talweg
