// The pieces that layout() puts together. Internal to the figure layer.
#pragma once

#include "app/plot/layout.h"

#include <span>
#include <string>
#include <vector>

namespace talweg {

/// Lengths that all parts share, px, already times the theme's scale.
struct Measures {
    explicit Measures(const Theme& theme)
        : s(theme.scale),
          title(theme.text_size * s),
          small(theme.caption_size * s),
          tick(theme.tick_size * s) {}
    double s;
    double title, small, tick;  ///< sizes of type
    double swatch() const { return 22.0 * s; }
    double tick_length() const { return 4.0 * s; }
};

/// "Loss (mean of squares)", and where a symmetric log axis is linear.
std::string axis_title(const Axis& axis);

const MarkInfo& info_of(const Mark& mark);

/// A line that wants its name at its end.
struct EndWish {
    std::size_t mark;
    double x, y;   ///< last visible point, data coordinates
    double width;  ///< px, of its name
    std::string text;
};

/// The lines of a figure that want direct labels and have a visible point within the ranges.
std::vector<EndWish> end_wishes(const Figure& figure, Range x, Range y, const TextMeasure& measure);

/// The room right of the plot that the labels need, when the plot is about `plot_width` wide.
double end_label_room(const Figure& figure, std::span<const EndWish> wishes, Range x, double plot_width);

/// Places labels beside their points, apart from each other. Marks whose names found no place are returned;
/// then labels must be placed anew without them. `together`: names at the right are placed all or none.
std::vector<std::size_t> place_end_labels(const Figure& figure, std::span<const EndWish> wishes, double right,
                                          bool together, const TextMeasure& measure, Layout& out);

/// Rows of swatches and names from `at` to `right`, at most `rows` of them. Returns the lowest edge.
double place_legend(const Figure& figure, std::span<const std::size_t> marks, Pt at, double right,
                    std::size_t rows, const TextMeasure& measure, Layout& out);

/// Labels of a colour bar whose height is `height`: none touch, none the same. Sets out.bar_ticks and returns
/// the width of the widest.
double make_bar_ticks(const Figure& figure, double height, const TextMeasure& measure, Layout& out);

}  // namespace talweg
