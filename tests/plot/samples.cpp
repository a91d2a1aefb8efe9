// Figures for reference images.
#include "tests/plot/samples.h"

#include "app/plot/contour.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace talweg::samples {

namespace {

/// The loss of y = w x + b over x = 1, 2, 3, 4 and y = 2, 3, 5, 7: mean of squares.
double four_points(double w, double b) {
    const double x[] = {1, 2, 3, 4};
    const double y[] = {2, 3, 5, 7};
    double sum = 0.0;
    for (int i = 0; i < 4; ++i) sum += std::pow(w * x[i] + b - y[i], 2);
    return sum / 4;
}

struct Path {
    std::vector<double> w, b, loss;
};

/// Gradient descent with momentum from (0, 0).
Path descend(double rate, double momentum, int steps) {
    Path path;
    double w = 0.0;
    double b = 0.0;
    double vw = 0.0;
    double vb = 0.0;
    for (int k = 0; k <= steps; ++k) {
        path.w.push_back(w);
        path.b.push_back(b);
        path.loss.push_back(four_points(w, b));
        const double h = 1e-6;
        const double gw = (four_points(w + h, b) - four_points(w - h, b)) / (2 * h);
        const double gb = (four_points(w, b + h) - four_points(w, b - h)) / (2 * h);
        vw = momentum * vw + gw;
        vb = momentum * vb + gb;
        w -= rate * vw;
        b -= rate * vb;
    }
    return path;
}

}  // namespace

Figure titled(const Theme& theme, std::string title, std::string x_label, std::string y_label) {
    Figure f;
    f.theme = theme;
    f.title = std::move(title);
    f.x.label = std::move(x_label);
    f.y.label = std::move(y_label);
    return f;
}

Line legend_line(std::string name, std::vector<double> x, std::vector<double> y, const Stroke& stroke) {
    Line line;
    line.info.name = std::move(name);
    line.info.in_legend = true;
    line.x = std::move(x);
    line.y = std::move(y);
    line.stroke = stroke;
    return line;
}

Points point_at(double x, double y, const MarkerStyle& marker) {
    Points points;
    points.x = {x};
    points.y = {y};
    points.marker = marker;
    return points;
}

std::vector<double> count_to(std::size_t n) {
    std::vector<double> x(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<double>(i);
    return x;
}

Stroke series_stroke(std::size_t index, const Theme& theme, double width) {
    const SeriesStyle style = series_style(index, theme);
    return {style.color, width, style.dash, {}, 0.0};
}

Figure loss_curves(const Theme& theme) {
    Figure f = titled(theme, "Loss curves", "Step", "Loss");
    f.subtitle = "Four points, a line, mean squared error";
    f.caption = "Steps count updates. The run at 0.13 lies beyond the edge of stability, 0.11976.";
    f.x.whole = true;
    f.y.unit = "mean of squares";
    f.y.scale = Scale::log10;
    f.y.range = Range{0.04, 200.0};
    const struct {
        const char* name;
        double rate, momentum;
    } runs[] = {{"SGD 0.01", 0.01, 0.0},
                {"Momentum 0.9", 0.005, 0.9},
                {"SGD 0.1", 0.1, 0.0},
                {"SGD 0.13", 0.13, 0.0}};
    for (std::size_t i = 0; i < 4; ++i) {
        const Path path = descend(runs[i].rate, runs[i].momentum, i == 3 ? 40 : 120);
        Line line = legend_line(runs[i].name, count_to(path.loss.size()), path.loss, series_stroke(i, theme));
        line.info.id = i + 1;
        line.info.pickable = true;
        line.label_at_end = true;
        if (i == 1) {
            Band band;
            band.info.name = "range";
            band.x = line.x;
            for (const double v : line.y) {
                band.low.push_back(v * 0.8);
                band.high.push_back(v * 1.3);
            }
            band.fill = line.stroke.color.faded(0.2);
            f.marks.push_back(band);
        }
        f.marks.push_back(line);
    }
    Rule rule;
    rule.at = 60;
    rule.vertical = true;
    rule.stroke = {theme.quiet_text, 1.0, Dash::solid, {}, 0.0};
    rule.label = "step 60";
    f.marks.push_back(rule);
    return f;
}

Figure surface(const Theme& theme) {
    Figure f = titled(theme, "Loss surface", "Slope w", "Intercept b");
    f.subtitle = "Loss over slope w and intercept b";
    const Range x{-0.5, 3.5};
    const Range y{-2.5, 3.0};
    constexpr int kSide = 161;
    std::vector<double> z;
    for (int j = 0; j < kSide; ++j) {
        for (int i = 0; i < kSide; ++i) {
            z.push_back(four_points(x.low + x.span() * i / (kSide - 1), y.low + y.span() * j / (kSide - 1)));
        }
    }
    const std::vector<double> levels = quantile_levels(z, 0.075, 16);
    const Map map = theme.dark ? Map::surface_dark : Map::surface_light;
    auto image = std::make_shared<Image>();
    image->width = image->height = 640;
    image->revision = next_image_revision();
    const auto band_of = [&](double v) {
        return static_cast<double>(std::upper_bound(levels.begin(), levels.end(), v) - levels.begin());
    };
    const double bands = static_cast<double>(levels.size());
    for (int j = 0; j < image->height; ++j) {
        for (int i = 0; i < image->width; ++i) {
            const double w = x.low + x.span() * (i + 0.5) / image->width;
            const double b = y.high - y.span() * (j + 0.5) / image->height;
            image->pixels.push_back(color_at(map, band_of(four_points(w, b)) / bands, theme.panel));
        }
    }
    Raster raster;
    raster.image = image;
    raster.x = x;
    raster.y = y;
    f.marks.push_back(raster);
    Contours lines;
    lines.lines = std::make_shared<ContourSet>(contours(z, kSide, kSide, x, y, levels));
    lines.stroke = {theme.text.faded(0.25), 0.75, Dash::solid, {}, 0.0};
    lines.strong = {theme.text.faded(0.45), 1.0, Dash::solid, {}, 0.0};
    f.marks.push_back(lines);
    ColorBar bar;
    bar.label = "Loss (mean of squares)";
    bar.levels = levels;
    bar.levels.insert(bar.levels.begin(), 0.075);
    bar.levels.push_back(std::ceil(*std::max_element(z.begin(), z.end())));
    for (std::size_t i = 0; i + 1 < bar.levels.size(); ++i) {
        bar.colors.push_back(color_at(map, static_cast<double>(i) / bands, theme.panel));
    }
    f.bar = bar;
    const Path paths[] = {descend(0.01, 0.0, 200), descend(0.008, 0.9, 120), descend(0.112, 0.0, 60)};
    const char* names[] = {"SGD 0.01", "Momentum 0.9", "SGD 0.112"};
    for (std::size_t i = 0; i < 3; ++i) {
        Line line = legend_line(names[i], paths[i].w, paths[i].b, series_stroke(i, theme, 2.5));
        line.info.in_extent = false;
        line.stroke.halo = theme.panel.faded(0.85);
        line.stroke.halo_width = 1.5;
        Points steps;
        steps.info.in_extent = false;
        steps.x = line.x;
        steps.y = line.y;
        steps.thin = 6.0;
        steps.marker = {MarkerShape::circle, 4.0, line.stroke.color, {}, 0.0};
        Points end = point_at(line.x.back(), line.y.back(),
                              {series_style(i, theme).marker, 9.0, line.stroke.color, theme.panel, 1.5});
        end.info.in_extent = false;
        f.marks.push_back(line);
        f.marks.push_back(steps);
        f.marks.push_back(end);
    }
    const Points start = point_at(0.0, 0.0, {MarkerShape::ring, 10.0, theme.text, theme.panel, 1.5});
    f.marks.push_back(start);
    const Points minimum = point_at(1.7, 0.0, {MarkerShape::cross, 9.0, theme.text, theme.panel, 1.5});
    f.marks.push_back(minimum);
    Arrow arrow;
    arrow.x = 0.0;
    arrow.y = 0.0;
    arrow.dx = 26.5;
    arrow.dy = 8.5;
    arrow.length = 44.0;
    arrow.stroke = {theme.text, 2.0, Dash::solid, theme.panel, 1.0};
    f.marks.push_back(arrow);
    Note note;
    note.x = 1.7;
    note.y = 0.0;
    note.dx = 10.0;
    note.dy = -26.0;
    note.text = "minimum 0.075";
    note.color = theme.text;
    f.marks.push_back(note);
    return f;
}

Figure squares(const Theme& theme) {
    Figure f = titled(theme, "Data and fit", "Hours", "Distance");
    f.subtitle = "Four points, y = w x + b";
    f.caption = "The total area of the squares, divided by 4, is the loss: 0.0751.";
    f.x.unit = "h";
    f.y.unit = "km";
    f.equal = true;
    const std::vector<double> x{1, 2, 3, 4};
    const std::vector<double> y{2, 3, 5, 7};
    const double w = 1.4;
    const double b = 0.35;
    const Stroke stroke = series_stroke(0, theme, 2.5);
    Polygons area;
    area.info.name = "residual squares";
    area.starts.push_back(0);
    for (std::size_t i = 0; i < 4; ++i) {
        const double fit = w * x[i] + b;
        const double side = y[i] - fit;
        for (const auto& [dx, dy] :
             {std::pair{0.0, 0.0}, {std::fabs(side), 0.0}, {std::fabs(side), side}, {0.0, side}}) {
            area.x.push_back(x[i] - dx);
            area.y.push_back(fit + dy);
        }
        area.starts.push_back(area.x.size());
    }
    area.fill = stroke.color.faded(0.1);
    area.edge = {stroke.color.faded(0.6), 1.0, Dash::solid, {}, 0.0};
    f.marks.push_back(area);
    for (int ghost = 1; ghost <= 3; ++ghost) {
        Line old;
        old.info.in_extent = false;
        old.x = {-10, 20};
        old.y = {(w - 0.15 * ghost) * -10 + b, (w - 0.15 * ghost) * 20 + b};
        old.stroke = stroke;
        old.stroke.color = stroke.color.faded(0.15 - 0.04 * ghost);
        f.marks.push_back(old);
    }
    Line line = legend_line("SGD 0.01", {-10, 20}, {w * -10 + b, w * 20 + b}, stroke);
    line.info.in_extent = false;
    f.marks.push_back(line);
    Points points;
    points.info.name = "data";
    points.info.in_legend = true;
    points.info.pickable = true;
    points.x = x;
    points.y = y;
    points.marker = {MarkerShape::circle, 8.0, theme.text.faded(0.85), theme.panel, 1.0};
    f.marks.push_back(points);
    Note card;
    card.x = 4;
    card.y = 7;
    card.dx = 12;
    card.dy = 8;
    card.card = true;
    card.text = "step 1,284\nw = 1.4\nb = 0.35";
    card.color = theme.text;
    f.marks.push_back(card);
    return f;
}

}  // namespace talweg::samples
