// The picture of a loss surface: filled bands between contour levels, softly shaded, and its contour lines.
#include "app/plot/colormap.h"
#include "app/plot/contour.h"
#include "app/views/view.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr int kLevels = 24;
constexpr double kShading = 0.10;  ///< how much the relief lightens and darkens, of the colour

/// Smallest and largest finite value; low > high when there is none.
struct Extent {
    double low = INFINITY;
    double high = -INFINITY;
};

Extent finite_extent(const std::vector<double>& z) {
    Extent extent;
    for (const double value : z) {
        if (!std::isfinite(value)) continue;
        extent.low = std::min(extent.low, value);
        extent.high = std::max(extent.high, value);
    }
    return extent;
}

/// Levels from a part of the nodes: quantiles of 16,000 values are as good as those of a million.
std::vector<double> levels_of(const LossSurface& surface, double minimum) {
    const int step = std::max(1, std::max(surface.columns, surface.rows) / 128);
    std::vector<double> sample;
    for (int j = 0; j < surface.rows; j += step) {
        for (int i = 0; i < surface.columns; i += step) {
            sample.push_back(
                surface.z[static_cast<std::size_t>(j) * static_cast<std::size_t>(surface.columns) +
                          static_cast<std::size_t>(i)]);
        }
    }
    return quantile_levels(sample, minimum, kLevels);
}

/// Light from the upper left on the logarithm of the height: 1 where it is flat, up to 1 ± kShading. One per
/// node.
std::vector<float> relief(const LossSurface& surface, double minimum, double floor) {
    const auto columns = static_cast<std::size_t>(surface.columns);
    const auto rows = static_cast<std::size_t>(surface.rows);
    std::vector<float> height(columns * rows);
    for (std::size_t k = 0; k < height.size(); ++k) {
        height[k] = std::log(static_cast<float>(std::max(surface.z[k] - minimum, 0.0) / floor) + 1.0F);
    }
    std::vector<float> shade(columns * rows, 1.0F);
    const auto along_x = 0.5F * static_cast<float>(columns - 1);
    const auto along_y = 0.5F * static_cast<float>(rows - 1);
    for (std::size_t j = 0; j < rows; ++j) {
        const std::size_t below = j > 0 ? j - 1 : 0;
        const std::size_t above = std::min(j + 1, rows - 1);
        for (std::size_t i = 0; i < columns; ++i) {
            const std::size_t left = i > 0 ? i - 1 : 0;
            const std::size_t right = std::min(i + 1, columns - 1);
            // Slopes over the whole window, so that a finer grid is lit the same.
            const float dx = (height[j * columns + right] - height[j * columns + left]) * along_x;
            const float dy = (height[above * columns + i] - height[below * columns + i]) * along_y;
            const float lit = 0.7F * (dx - dy) / 12.0F;  // rises to the right and downwards: faces the light
            if (std::isfinite(lit)) {
                shade[j * columns + i] = 1.0F + static_cast<float>(kShading) * lit / (1.0F + std::abs(lit));
            }
        }
    }
    return shade;
}

/// Where a picture's column or row lies between two nodes.
struct Between {
    std::size_t node;
    float part;
};

std::vector<Between> positions(int pixels, int nodes) {
    std::vector<Between> at(static_cast<std::size_t>(pixels));
    for (std::size_t i = 0; i < at.size(); ++i) {
        // Pixel centres; the picture's edges lie on the outermost nodes.
        const double place = (static_cast<double>(i) + 0.5) / static_cast<double>(pixels) * (nodes - 1);
        const auto node = std::min(static_cast<std::size_t>(place), static_cast<std::size_t>(nodes - 2));
        at[i] = {node, static_cast<float>(place - static_cast<double>(node))};
    }
    return at;
}

Rgba mixed(Rgba a, Rgba b, float part) {
    const auto channel = [part](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>(static_cast<float>(from) +
                                         part * (static_cast<float>(to) - static_cast<float>(from)) + 0.5F);
    };
    return {channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b), 255};
}

Rgba lit(Rgba color, float shade) {
    const auto channel = [shade](std::uint8_t value) {
        return static_cast<std::uint8_t>(std::clamp(static_cast<float>(value) * shade + 0.5F, 0.0F, 255.0F));
    };
    return {channel(color.r), channel(color.g), channel(color.b), 255};
}

/// Each band's colour in so many lights, finer than a byte can tell.
class LitColors {
  public:
    explicit LitColors(const std::vector<Rgba>& colors) {
        table_.reserve(colors.size() * kLights);
        for (const Rgba color : colors) {
            for (std::size_t i = 0; i < kLights; ++i) {
                const float part = static_cast<float>(i) / static_cast<float>(kLights - 1);
                table_.push_back(lit(color, 1.0F + static_cast<float>(kShading) * (2.0F * part - 1.0F)));
            }
        }
    }
    /// shade: 1 ± kShading.
    static std::size_t light(float shade) {
        constexpr auto kScale = static_cast<float>(static_cast<double>(kLights - 1) / (2.0 * kShading));
        const float at = (shade - (1.0F - static_cast<float>(kShading))) * kScale + 0.5F;
        return static_cast<std::size_t>(std::clamp(at, 0.0F, static_cast<float>(kLights - 1)));
    }
    Rgba at(std::size_t band, std::size_t light) const { return table_[band * kLights + light]; }

  private:
    static constexpr std::size_t kLights = 64;
    std::vector<Rgba> table_;
};

/// Bands by the bilinear height at each pixel, their edges smoothed over one pixel.
class BandPicture {
  public:
    BandPicture(const LossSurface& surface, const std::vector<double>& inner, const std::vector<Rgba>& colors,
                const std::vector<float>& shade, Rgba nothing)
        : surface_(surface), inner_(inner), colors_(colors), shade_(shade), nothing_(nothing) {}

    void paint(int width, int height, Image& image) const {
        image.width = width;
        image.height = height;
        image.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        const std::vector<Between> across = positions(width, surface_.columns);
        const std::vector<Between> up = positions(height, surface_.rows);
        const auto columns = static_cast<std::size_t>(surface_.columns);
        std::vector<double> row(columns), rise(columns);
        std::vector<float> light(columns);
        for (std::size_t j = 0; j < up.size(); ++j) {
            const Between& y = up[up.size() - 1 - j];  // the picture's top row lies at the largest y
            const double per_pixel = static_cast<double>(surface_.rows - 1) / static_cast<double>(height);
            for (std::size_t i = 0; i < columns; ++i) {
                const std::size_t low = y.node * columns + i;
                const std::size_t high = low + columns;
                rise[i] = surface_.z[high] - surface_.z[low];
                row[i] = surface_.z[low] + static_cast<double>(y.part) * rise[i];
                rise[i] *= per_pixel;
                light[i] = shade_[low] + y.part * (shade_[high] - shade_[low]);
            }
            paint_row(across, row, rise, light, &image.pixels[j * static_cast<std::size_t>(width)]);
        }
    }

  private:
    void paint_row(const std::vector<Between>& across, const std::vector<double>& row,
                   const std::vector<double>& rise, const std::vector<float>& light, Rgba* out) const {
        const double per_pixel =
            static_cast<double>(surface_.columns - 1) / static_cast<double>(across.size());
        std::size_t band = 0;
        for (std::size_t i = 0; i < across.size(); ++i) {
            const std::size_t node = across[i].node;
            const auto part = static_cast<double>(across[i].part);
            const double z = row[node] + part * (row[node + 1] - row[node]);
            if (!std::isfinite(z)) {
                out[i] = nothing_;
                continue;
            }
            while (band < inner_.size() && z >= inner_[band]) ++band;
            while (band > 0 && z < inner_[band - 1]) --band;
            const float shade = light[node] + across[i].part * (light[node + 1] - light[node]);
            const double slope = std::abs(row[node + 1] - row[node]) * per_pixel + std::abs(rise[node]);
            out[i] = color(band, z, slope, LitColors::light(shade));
        }
    }

    /// The band's colour, mixed with the neighbour's within half a pixel of the level between them.
    Rgba color(std::size_t band, double z, double slope, std::size_t light) const {
        if (band > 0 && z - inner_[band - 1] < 0.5 * slope) {
            const auto part = static_cast<float>(0.5 + (z - inner_[band - 1]) / slope);
            return mixed(colors_.at(band - 1, light), colors_.at(band, light), part);
        }
        if (band < inner_.size() && inner_[band] - z < 0.5 * slope) {
            const auto part = static_cast<float>(0.5 - (inner_[band] - z) / slope);
            return mixed(colors_.at(band, light), colors_.at(band + 1, light), part);
        }
        return colors_.at(band, light);
    }

    const LossSurface& surface_;
    const std::vector<double>& inner_;
    LitColors colors_;
    const std::vector<float>& shade_;
    Rgba nothing_;
};

}  // namespace

void SurfaceArt::update(const LossSurface& surface, const Theme& theme, int pixels) {
    const int wanted = std::clamp(pixels, 16, 4096);
    if (surface.revision == revision_ && theme.dark == dark_ && wanted == pixels_) return;
    revision_ = surface.revision;
    dark_ = theme.dark;
    pixels_ = wanted;
    window_ = surface.window;
    image_.reset();
    lines_.reset();
    bar_ = {};
    const Extent extent = finite_extent(surface.z);
    const auto nodes = static_cast<std::size_t>(std::max(surface.columns, 0)) *
                       static_cast<std::size_t>(std::max(surface.rows, 0));
    if (surface.columns < 2 || surface.rows < 2 || surface.z.size() != nodes || extent.low > extent.high) {
        return;
    }

    const double minimum = surface.minimiser ? std::min(surface.minimum, extent.low) : extent.low;
    std::vector<double> levels = levels_of(surface, minimum);
    std::erase_if(levels, [&](double level) { return !(level > minimum && level < extent.high); });
    const Map map = theme.dark ? Map::surface_dark : Map::surface_light;
    for (std::size_t band = 0; band <= levels.size(); ++band) {
        const double t = (static_cast<double>(band) + 0.5) / static_cast<double>(levels.size() + 1);
        bar_.colors.push_back(color_at(map, t, theme.panel));
    }
    bar_.label = "Loss";
    bar_.levels = levels;
    bar_.levels.insert(bar_.levels.begin(), minimum);
    bar_.levels.push_back(std::max(extent.high, std::nextafter(minimum, INFINITY)));

    const double floor = levels.empty() ? 1.0 : std::max(levels.front() - minimum, 1e-300);
    const std::vector<float> shade = relief(surface, minimum, floor);
    const double shape = static_cast<double>(surface.columns) / static_cast<double>(surface.rows);
    const int width = shape >= 1.0 ? wanted : std::max(16, static_cast<int>(wanted * shape));
    const int height = shape >= 1.0 ? std::max(16, static_cast<int>(wanted / shape)) : wanted;
    auto image = std::make_shared<Image>();
    BandPicture(surface, levels, bar_.colors, shade, theme.panel).paint(width, height, *image);
    image->revision = next_image_revision();
    image_ = std::move(image);
    lines_ = std::make_shared<const ContourSet>(contours(surface.z, surface.columns, surface.rows,
                                                         {window_.x_low, window_.x_high},
                                                         {window_.y_low, window_.y_high}, levels));
}

}  // namespace talweg
