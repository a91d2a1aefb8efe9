// The pieces that paint() draws in turn. Internal to the figure layer.
#pragma once

#include "app/plot/layout.h"
#include "app/plot/layout_parts.h"

#include <span>
#include <vector>

namespace talweg {

/// What every drawing function needs, and memory that they use again.
struct Canvas {
    Canvas(const Figure& f, const Layout& l, const TextMeasure& t, Painter& p)
        : figure(f), layout(l), measure(t), painter(p), theme(f.theme), m(f.theme) {}

    const Figure& figure;
    const Layout& layout;
    const TextMeasure& measure;
    Painter& painter;
    const Theme& theme;
    Measures m;
    std::vector<Pt> line;     ///< points of a mark, px
    std::vector<Pt> run;      ///< a clipped piece
    std::vector<Pt> polygon;  ///< a clipped polygon
    std::vector<Box> labels;  ///< of contours, so that none stand on another
    std::vector<Box> cards;   ///< of notes that stand apart

    Pt to_pixel(double x, double y) const { return {layout.x.to_pixel(x), layout.y.to_pixel(y)}; }
    PixelStroke pixels(const Stroke& stroke) const { return {stroke.color, stroke.width * m.s, stroke.dash}; }
};

// paint_axes.cpp
void paint_ground(Canvas& c);
void paint_grid(Canvas& c);
void paint_axes(Canvas& c);
void paint_titles(Canvas& c);

// paint_marks.cpp, paint_areas.cpp, paint_contours.cpp, paint_notes.cpp, paint_cells.cpp
void paint_mark(Canvas& c, const Line& mark);
void paint_mark(Canvas& c, const Points& mark);
void paint_mark(Canvas& c, const Segments& mark);
void paint_mark(Canvas& c, const Rule& mark);
void paint_mark(Canvas& c, const Arrow& mark);
void paint_mark(Canvas& c, const Raster& mark);
void paint_mark(Canvas& c, const Band& mark);
void paint_mark(Canvas& c, const Polygons& mark);
void paint_mark(Canvas& c, const Contours& mark);
void paint_mark(Canvas& c, const Note& mark);
void paint_mark(Canvas& c, const Cells& mark);

/// Draws `line` (px) within `box`, cut into runs; its halo first. Uses c.run.
void stroke_line(Canvas& c, std::span<const Pt> line, const Box& box, const Stroke& stroke);

/// One marker about `at`; `scale` multiplies its lengths.
void draw_marker(Painter& painter, Pt at, const MarkerStyle& style, double scale);

/// A filled rectangle with round corners.
void fill_card(Painter& painter, const Box& box, double radius, Rgba color);

/// A closed outline of the same shape, for fills and rims.
std::vector<Pt> card_outline(const Box& box, double radius);

// paint_legend.cpp
void paint_end_labels(Canvas& c);
void paint_legend(Canvas& c);
void paint_color_bar(Canvas& c);

/// A pixel's middle: hairlines of odd width are sharp there.
double snapped(double px, double width);

}  // namespace talweg
