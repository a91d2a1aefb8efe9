// A figure: axes, marks, legend, colour bar. Data and wishes only; a plain value.
#pragma once

#include "app/plot/colormap.h"
#include "app/plot/geometry.h"
#include "app/plot/image.h"
#include "app/plot/theme.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace talweg {

enum class Scale { linear, log10, symlog };

/// A place on an axis that has a name instead of a number.
struct NamedTick {
    double at = 0.0;
    std::string name;
};

struct Axis {
    std::string label;
    std::string unit;
    Scale scale = Scale::linear;
    /// What is shown; absent: fitted to the marks that count (`in_extent`), with air.
    std::optional<Range> range;
    double symlog_constant = 1.0;  ///< linear inside ± this
    bool whole = false;            ///< only whole numbers have ticks (steps)
    bool grouped = true;           ///< 1,284 rather than 1284
    /// Where there are some, they are all the ticks, shortened to the room that they have, and there is
    /// neither a grid nor an axis line.
    std::vector<NamedTick> names;
    std::optional<double> label_at;  ///< what the label stands in the middle of; absent: the axis
};

struct Stroke {
    Rgba color;
    double width = 2.0;  ///< px before scale
    Dash dash = Dash::solid;
    Rgba halo;  ///< drawn first, wider by halo_width on each side
    double halo_width = 0.0;
};

/// What every mark carries.
struct MarkInfo {
    std::string name;       ///< legend, direct label and CSV; empty: none
    std::uint64_t id = 0;   ///< of the run it belongs to; what a pick answers; 0: none
    bool in_extent = true;  ///< counts for a fitted axis
    bool in_legend = false;
    bool pickable = false;
    std::string legend;  ///< what the legend says instead of the name (settings, numbers); empty: the name
    /// The legend goes by this, then by the order of drawing: what is raised keeps its place there.
    std::size_t legend_rank = 0;
};

/// A line through points in data coordinates; NaN, and values <= 0 on a log axis, are gaps.
struct Line {
    MarkInfo info;
    std::vector<double> x, y;
    Stroke stroke;
    bool label_at_end = false;  ///< its name at its last visible point, where it fits
    /// px; a point nearer than this to the one drawn before is left out (first and last stay). 0: all.
    double thin = 0.0;
};

/// From low to high at each x: what was between two drawn steps.
struct Band {
    MarkInfo info;
    std::vector<double> x, low, high;
    Rgba fill;
};

struct MarkerStyle {
    MarkerShape shape = MarkerShape::circle;
    double size = 5.0;  ///< px across
    Rgba fill;
    Rgba rim;
    double rim_width = 0.0;
};

/// What the single parts of a mark are called and the number that each stands for, where their places are no
/// numbers: the CSV has these instead. One each, or empty.
struct Items {
    std::vector<std::string> names;
    std::vector<double> values;
};

struct Points {
    MarkInfo info;
    std::vector<double> x, y;
    MarkerStyle marker;
    Items items = {};
    std::vector<Rgba> fills;  ///< one each, instead of the marker's; empty: all alike. Not with `thin`
    /// px; a point nearer than this to the one drawn before is left out (first and last stay). 0: all.
    double thin = 0.0;
};

/// A straight line across the plot at one value: vertical at x = at, else horizontal at y = at.
struct Rule {
    MarkInfo info;
    double at = 0.0;
    bool vertical = false;
    Stroke stroke;
    std::string label;  ///< at its upper (right) end
};

/// Closed polygons in data coordinates: residual squares. Corners of polygon i: [starts[i], starts[i+1]).
struct Polygons {
    MarkInfo info;
    std::vector<double> x, y;
    std::vector<std::size_t> starts;  ///< first corner of each, then the total
    Rgba fill;
    Stroke edge;
    /// x offsets from a polygon's first corner are lengths on the (linear) y axis: a square stays square on
    /// screen whatever the two axes span.
    bool x_in_y_units = false;
};

/// Separate segments (x0, y0)-(x1, y1): residuals, the weights of a network.
struct Segments {
    MarkInfo info;
    std::vector<double> x0, y0, x1, y1;
    Stroke stroke;
    std::vector<double> widths = {};  ///< one each, px, instead of the stroke's; empty: all alike
    std::vector<Rgba> colors = {};    ///< likewise
    Items items = {};
};

struct Arrow {
    MarkInfo info;
    double x = 0.0;  ///< tail, in data coordinates
    double y = 0.0;
    double dx = 0.0;  ///< direction in data coordinates; the length on screen is `length`
    double dy = 0.0;
    double length = 40.0;  ///< px
    Stroke stroke;
};

/// A picture stretched over a rectangle of data coordinates; its top row lies at y.high.
struct Raster {
    MarkInfo info;
    std::shared_ptr<const Image> image;
    Range x, y;
    bool smooth = true;
};

/// Contour lines of one figure, computed once per grid. Line i: points [starts[i], starts[i+1]).
struct ContourSet {
    std::vector<double> x, y;
    std::vector<std::size_t> starts;
    std::vector<std::size_t> level_of;  ///< per line: index into levels
    std::vector<double> levels;         ///< ascending
};
struct Contours {
    MarkInfo info;
    std::shared_ptr<const ContourSet> lines;
    Stroke stroke;  ///< ordinary levels
    Stroke strong;  ///< every fifth, and labelled along the line
    bool labels = true;
};

enum class NoteAlign { left, center, right };

/// Text at a place in data coordinates, moved by (dx, dy) px.
struct Note {
    MarkInfo info;
    double x = 0.0;
    double y = 0.0;
    double dx = 0.0;
    double dy = 0.0;
    std::string text;  ///< lines separated by '\n'
    Rgba color;
    double size = 12.0;
    bool card = false;  ///< on a ground of the panel's colour, kept inside the plot
    /// A card that stands on no earlier one of this kind but below or above it; left out where there is no
    /// room.
    bool apart = false;
    /// Which of its sides stands at the place; of a note that is no card. Left: it changes sides at the
    /// plot's edge.
    NoteAlign align = NoteAlign::left;
};

/// A rectangle with words in it.
struct Cell {
    Range x, y;
    Rgba fill;  ///< transparent: words alone
    Rgba ink;
    /// Lines separated by '\n', the first the most important.
    std::string text;
    std::string tip;          ///< what is said when it is pointed at
    std::string column, row;  ///< for CSV, with the two numbers; what is not finite is left empty
    double value = 0.0;
    double share = 0.0;
};

/// The cells of a matrix or a table. All are written alike: all lines below one another, as large as the
/// cells let them, or side by side, or the first alone, or nothing.
struct Cells {
    MarkInfo info;
    std::vector<Cell> cells;
};

using Mark = std::variant<Raster, Contours, Band, Polygons, Segments, Line, Points, Rule, Arrow, Note, Cells>;

struct Legend {
    bool shown = true;  ///< marks with in_legend that have no direct label
};

/// Bands of colour between levels: band i from levels[i] to levels[i+1].
struct ColorBar {
    std::string label;
    std::vector<double> levels;  ///< ascending, at least two
    std::vector<Rgba> colors;    ///< levels.size() - 1
};

/// Marks are drawn in their order. Everything is in data coordinates unless it says px.
struct Figure {
    std::string title;
    std::string subtitle;      ///< the experiment in one line; quiet
    std::string caption;       ///< under the plot; quiet
    std::string caption_room;  ///< the most that the caption may come to say: the plot keeps room for it
    Axis x;
    Axis y;
    bool equal = false;  ///< one unit is as long in x as in y
    std::vector<Mark> marks;
    Legend legend;
    std::optional<ColorBar> bar;
    std::string empty_text;  ///< said in the middle when there is nothing to show
    Theme theme;
    bool axes = true;   ///< false: no axes, grid or ticks, and no room for them: a drawing
    bool bare = false;  ///< no axes, grid or ticks: title, subtitle, legend and notes only (a page's heading)
};

}  // namespace talweg
