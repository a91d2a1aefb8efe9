// Pictures, bands and polygons.
#include "app/plot/clip.h"
#include "app/plot/paint_parts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace talweg {

namespace {

/// Painters take coordinates of about this size at most.
constexpr double kFarthest = 16'000.0;

/// The part of a picture that is in sight, when zoomed so near that its whole box is too large for a painter.
/// Kept until another is asked for, so that its texture is too.
const Image& cropped(const Image& image, int left, int top, int right, int bottom) {
    struct Kept {
        std::uint64_t revision = 0;
        std::array<int, 4> part{};
        Image image;
    };
    static thread_local Kept kept;
    const std::array part{left, top, right, bottom};
    if (kept.revision == image.revision && kept.part == part && !kept.image.pixels.empty()) return kept.image;
    kept.revision = image.revision;
    kept.part = part;
    kept.image.width = right - left;
    kept.image.height = bottom - top;
    kept.image.revision = next_image_revision();
    kept.image.pixels.clear();
    for (int j = top; j < bottom; ++j) {
        const auto row = image.pixels.begin() + static_cast<std::ptrdiff_t>(j) * image.width;
        kept.image.pixels.insert(kept.image.pixels.end(), row + left, row + right);
    }
    return kept.image;
}

/// First and one-past-last picture element that [low, high] sees, where the picture runs from `from` to `to`
/// px.
std::array<int, 2> seen_part(double from, double to, double low, double high, int count) {
    const double size = (to - from) / count;
    const double first = std::floor((low - from) / size) - 1.0;
    const double last = std::ceil((high - from) / size) + 1.0;
    const double n = count;
    return {static_cast<int>(std::clamp(first, 0.0, n - 1.0)), static_cast<int>(std::clamp(last, 1.0, n))};
}

/// A vertical slice of a band, px.
struct Column {
    double x, top, bottom;
};

/// Joins what falls into the same pixel column, so that the cost follows pixels; `columns` gets one entry
/// each.
class ColumnGatherer {
  public:
    explicit ColumnGatherer(std::vector<Column>& columns) : columns_(columns) {}

    void add(const Column& next) {
        const double column = std::floor(next.x);
        if (!columns_.empty() && column == column_) {
            Column& last = columns_.back();
            last.top = std::min(last.top, next.top);
            last.bottom = std::max(last.bottom, next.bottom);
            return;
        }
        column_ = column;
        columns_.push_back(next);
    }

  private:
    std::vector<Column>& columns_;
    double column_ = 0.0;
};

void fill_columns(Canvas& c, std::vector<Column>& columns, Rgba fill, double least) {
    for (Column& column : columns) {
        const double lacking = least - (column.bottom - column.top);
        if (lacking > 0.0) {
            column.top -= lacking / 2;
            column.bottom += lacking / 2;
        }
    }
    for (std::size_t i = 1; i < columns.size(); ++i) {
        const Column& a = columns[i - 1];
        const Column& b = columns[i];
        clip_polygon(std::array{Pt{a.x, a.top}, Pt{b.x, b.top}, Pt{b.x, b.bottom}, Pt{a.x, a.bottom}},
                     c.layout.plot, c.polygon);
        if (!c.polygon.empty()) c.painter.fill(c.polygon, fill);
    }
    columns.clear();
}

}  // namespace

void paint_mark(Canvas& c, const Raster& mark) {
    if (!mark.image || mark.image->width < 1 || mark.image->height < 1) return;
    const Image& image = *mark.image;
    const Pt low = c.to_pixel(mark.x.low, mark.y.low);
    const Pt high = c.to_pixel(mark.x.high, mark.y.high);
    Box box{low.x, high.y, high.x, low.y};
    const Box& plot = c.layout.plot;
    if (!(box.left < box.right && box.top < box.bottom) || !std::isfinite(box.width() * box.height())) return;
    if (box.left > plot.right || box.right < plot.left || box.top > plot.bottom || box.bottom < plot.top)
        return;
    const bool far =
        box.left < -kFarthest || box.top < -kFarthest || box.right > kFarthest || box.bottom > kFarthest;
    const Image* drawn = &image;
    if (far) {
        const auto across = seen_part(box.left, box.right, plot.left, plot.right, image.width);
        const auto down = seen_part(box.top, box.bottom, plot.top, plot.bottom, image.height);
        drawn = &cropped(image, across[0], down[0], across[1], down[1]);
        const double width = box.width() / image.width;
        const double height = box.height() / image.height;
        box = {box.left + across[0] * width, box.top + down[0] * height, box.left + across[1] * width,
               box.top + down[1] * height};
        // Even one element may be larger than a painter can place: its colour is what is seen.
        box = {std::max(box.left, -kFarthest), std::max(box.top, -kFarthest), std::min(box.right, kFarthest),
               std::min(box.bottom, kFarthest)};
    }
    c.painter.clip(plot);
    c.painter.image(*drawn, box, mark.smooth);
    c.painter.unclip();
}

void paint_mark(Canvas& c, const Band& mark) {
    const std::size_t n = std::min({mark.x.size(), mark.low.size(), mark.high.size()});
    static thread_local std::vector<Column> columns;
    columns.clear();
    const double least = 1.0 * c.m.s;
    ColumnGatherer gather(columns);
    c.painter.clip(c.layout.plot);
    for (std::size_t i = 0; i < n; ++i) {
        const double x = c.layout.x.to_pixel(mark.x[i]);
        double low = c.layout.y.to_pixel(mark.low[i]);
        const double high = c.layout.y.to_pixel(mark.high[i]);
        // On a log axis a band from below zero reaches down to the axis.
        if (std::isnan(low) && mark.low[i] <= 0.0) low = c.layout.plot.bottom;
        if (!std::isfinite(x) || !std::isfinite(low) || !std::isfinite(high)) {
            fill_columns(c, columns, mark.fill, least);
            continue;
        }
        gather.add({x, std::min(low, high), std::max(low, high)});
    }
    fill_columns(c, columns, mark.fill, least);
    c.painter.unclip();
}

namespace {

/// Corner k of a polygon, px; where x offsets are lengths on the y axis, both axes share that one's scale.
Pt corner(const Canvas& c, const Polygons& mark, std::size_t first, std::size_t k) {
    Pt at = c.to_pixel(mark.x[k], mark.y[k]);
    if (!mark.x_in_y_units) return at;
    const double origin = c.layout.y.to_pixel(mark.y[first]);
    const double offset = mark.x[k] - mark.x[first];
    at.x = c.layout.x.to_pixel(mark.x[first]) + origin - c.layout.y.to_pixel(mark.y[first] + offset);
    return at;
}

}  // namespace

void paint_mark(Canvas& c, const Polygons& mark) {
    const std::size_t total = std::min(mark.x.size(), mark.y.size());
    c.painter.clip(c.layout.plot);
    for (std::size_t i = 0; i + 1 < mark.starts.size(); ++i) {
        const std::size_t end = std::min(mark.starts[i + 1], total);
        c.line.clear();
        for (std::size_t k = mark.starts[i]; k < end; ++k)
            c.line.push_back(corner(c, mark, mark.starts[i], k));
        if (c.line.size() < 3) continue;
        clip_polygon(c.line, c.layout.plot, c.polygon);
        if (!c.polygon.empty() && mark.fill.a > 0) c.painter.fill(c.polygon, mark.fill);
        if (mark.edge.width > 0.0 && mark.edge.color.a > 0) {
            c.line.push_back(c.line.front());
            const double by = mark.edge.width * c.m.s;
            const Box& plot = c.layout.plot;
            stroke_line(c, c.line, {plot.left - by, plot.top - by, plot.right + by, plot.bottom + by},
                        mark.edge);
        }
    }
    c.painter.unclip();
}

}  // namespace talweg
