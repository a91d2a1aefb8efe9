// Very many points as one picture.
#include "app/views/point_cloud.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace talweg {
namespace {

constexpr double kLongest = 1200.0;  // px of a picture's side: finer than a point is wide, even in print
constexpr double kStrongest = 0.95;

/// How many points there are in a pixel, and the sums of their colours.
struct Sum {
    float count = 0.0f;
    float r = 0.0f;
    float g = 0.0f;
    float b = 0.0f;

    void add(const Sum& other, float weight) {
        count += weight * other.count;
        r += weight * other.r;
        g += weight * other.g;
        b += weight * other.b;
    }
};

/// A whole number of pixels from a point, and how much of that pixel its disc covers.
struct Touched {
    int dx, dy;
    float cover;
};

std::vector<Touched> disc(double radius) {
    std::vector<Touched> touched;
    const int reach = static_cast<int>(std::ceil(radius + 0.5));
    for (int dy = -reach; dy <= reach; ++dy) {
        for (int dx = -reach; dx <= reach; ++dx) {
            const double cover = std::clamp(radius + 0.5 - std::hypot(dx, dy), 0.0, 1.0);
            if (cover > 0.0) touched.push_back({dx, dy, static_cast<float>(cover)});
        }
    }
    return touched;
}

/// From the data to cells of a grid over what the plot spans.
struct Grid {
    Range x, y;
    int columns, rows;

    /// The cell's number, or nothing outside.
    std::optional<std::size_t> cell(Pt at) const {
        const double i = (at.x - x.low) / x.span() * columns;
        const double j = (y.high - at.y) / y.span() * rows;
        if (!(i >= 0.0 && i <= columns && j >= 0.0 && j <= rows)) return std::nullopt;
        const auto column = std::min(static_cast<std::size_t>(i), static_cast<std::size_t>(columns) - 1);
        const auto row = std::min(static_cast<std::size_t>(j), static_cast<std::size_t>(rows) - 1);
        return row * static_cast<std::size_t>(columns) + column;
    }
    std::size_t size() const { return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows); }
};

std::uint8_t byte(double value) { return static_cast<std::uint8_t>(std::clamp(value + 0.5, 0.0, 255.0)); }

/// Every disc stamped once for each pixel that has points, however many.
Image stamped(const std::vector<Sum>& bins, const Grid& grid, double radius, double palest) {
    const std::vector<Touched> touched = disc(radius);
    std::vector<Sum> sums(bins.size());
    std::vector<float> cover(bins.size(), 0.0f);
    for (int j = 0; j < grid.rows; ++j) {
        for (int i = 0; i < grid.columns; ++i) {
            const Sum& bin = bins[static_cast<std::size_t>(j) * static_cast<std::size_t>(grid.columns) +
                                  static_cast<std::size_t>(i)];
            if (!(bin.count > 0.0f)) continue;
            for (const Touched& each : touched) {
                const int column = i + each.dx;
                const int row = j + each.dy;
                if (column < 0 || column >= grid.columns || row < 0 || row >= grid.rows) continue;
                const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                                static_cast<std::size_t>(column);
                cover[at] = std::max(cover[at], each.cover);
                sums[at].add(bin, each.cover);
            }
        }
    }
    double most = 1.0;
    for (const Sum& sum : sums) most = std::max(most, static_cast<double>(sum.count));
    Image image;
    image.width = grid.columns;
    image.height = grid.rows;
    image.pixels.assign(bins.size(), Rgba{0, 0, 0, 0});
    for (std::size_t at = 0; at < sums.size(); ++at) {
        const Sum& sum = sums[at];
        if (!(sum.count > 0.0f)) continue;
        const double dense = most > 1.0 ? std::log(std::max(1.0f, sum.count)) / std::log(most) : 1.0;
        const double opacity = palest + (kStrongest - palest) * dense;
        image.pixels[at] = {byte(sum.r / sum.count), byte(sum.g / sum.count), byte(sum.b / sum.count),
                            byte(255.0 * opacity * static_cast<double>(cover[at]))};
    }
    image.revision = next_image_revision();
    return image;
}

bool drawable(const CloudSubject& subject) {
    const double area = subject.x.span() * subject.y.span();
    return subject.x.span() > 0.0 && subject.y.span() > 0.0 && std::isfinite(area);
}

}  // namespace

void PointCloud::resize(double width, double height, double scale) {
    if (!(width >= 1.0 && height >= 1.0 && scale > 0.0)) return;
    const double shrink = std::min(1.0, kLongest / std::max(width, height));
    const int columns = std::max(1, static_cast<int>(std::lround(width * shrink)));
    const int rows = std::max(1, static_cast<int>(std::lround(height * shrink)));
    if (columns == width_ && rows == height_ && scale * shrink == scale_) return;
    width_ = columns;
    height_ = rows;
    scale_ = scale * shrink;
    image_.reset();
}

std::shared_ptr<const Image> PointCloud::picture(const CloudSubject& subject, const Matrix& x,
                                                 const Matrix& y, const PointPlace& place,
                                                 const std::vector<Rgba>& palette,
                                                 const std::function<std::size_t(Index)>& shade) {
    if (!drawable(subject)) return nullptr;
    if (image_ && subject.revision != 0 && subject == subject_ && palette == palette_) return image_;
    const Grid grid{subject.x, subject.y, width_, height_};
    std::vector<Sum> bins(grid.size());
    for (Index row = 0; row < x.rows(); ++row) {
        const auto cell = grid.cell(place(x, y, row));
        const std::size_t index = shade(row);
        if (!cell || index >= palette.size()) continue;
        const Rgba color = palette[index];
        const Sum point{1.0f, static_cast<float>(color.r), static_cast<float>(color.g),
                        static_cast<float>(color.b)};
        bins[*cell].add(point, 1.0f);
    }
    image_ = std::make_shared<const Image>(stamped(bins, grid, subject.marker * scale_ / 2, subject.palest));
    subject_ = subject;
    palette_ = palette;
    return image_;
}

const std::vector<Index>& PointCloud::apart(std::size_t part, const CloudSubject& subject, const Matrix& x,
                                            const Matrix& y, const PointPlace& place) {
    Apart& kept = apart_[part];
    if (subject.revision != 0 && kept.subject == subject && kept.width == width_ && kept.height == height_)
        return kept.rows;
    kept = {subject, width_, height_, {}};
    if (x.rows() <= kMostPoints || !drawable(subject)) {
        kept.rows.resize(static_cast<std::size_t>(std::min(x.rows(), kMostPoints)));
        for (std::size_t i = 0; i < kept.rows.size(); ++i) kept.rows[i] = static_cast<Index>(i);
        return kept.rows;
    }
    const double side = std::max(1.0, 4.0 * subject.marker * scale_);
    const Grid grid{subject.x, subject.y, std::max(1, static_cast<int>(width_ / side)),
                    std::max(1, static_cast<int>(height_ / side))};
    std::vector<bool> taken(grid.size(), false);
    for (Index row = 0; row < x.rows(); ++row) {
        const auto cell = grid.cell(place(x, y, row));
        if (!cell || taken[*cell]) continue;
        taken[*cell] = true;
        kept.rows.push_back(row);
    }
    return kept.rows;
}

}  // namespace talweg
