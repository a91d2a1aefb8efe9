// The picture of predictions over a plane: bands of numbers, or regions of classes; and their contours.
#include "app/plot/contour.h"
#include "app/views/data_look.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {
namespace {

/// What a region keeps of its class's colour where the model is as good as undecided, and at most.
constexpr double kPalest = 0.10;
constexpr double kStrongest = 0.45;

/// Of the panel's colour in every band, so that the points' rims stand out from its darkest and lightest.
constexpr double kSoftness = 0.2;

/// A column or row of the picture between two nodes.
struct Between {
    std::size_t node;
    double part;
};

std::vector<Between> positions(int pixels, int nodes) {
    std::vector<Between> at(static_cast<std::size_t>(pixels));
    for (std::size_t i = 0; i < at.size(); ++i) {
        // Pixel centres; the picture's edges lie on the outermost nodes.
        const double place = (static_cast<double>(i) + 0.5) / static_cast<double>(pixels) * (nodes - 1);
        const auto node = std::min(static_cast<std::size_t>(place), static_cast<std::size_t>(nodes - 2));
        at[i] = {node, place - static_cast<double>(node)};
    }
    return at;
}

/// Gives a colour to what the model puts out at one place.
class Palette {
  public:
    Palette(const PlaneReading& reading, std::size_t outputs, const Theme& theme)
        : reading_(reading), panel_(theme.panel) {
        if (reading.task == Task::regression) {
            bands_ = band_colors(reading.levels.size(), theme);
            return;
        }
        const std::size_t classes = reading.task == Task::classes ? outputs : 2;
        for (std::size_t c = 0; c < classes; ++c) classes_.push_back(class_style(c, theme).color);
    }

    Rgba color(const std::vector<double>& z) const {
        switch (reading_.task) {
            case Task::regression:
                return band(z[0]);
            case Task::binary:
                return region(z[0] > 0.0 ? 1 : 0, std::tanh(0.5 * std::abs(z[0])), z[0]);
            case Task::margin:  // certain from the margin on
                return region(z[0] > 0.0 ? 1 : 0, std::min(std::abs(z[0]), 1.0), z[0]);
            case Task::classes:
                break;
        }
        return most_likely(z);
    }

  private:
    Rgba band(double z) const {
        if (!std::isfinite(z) || bands_.empty()) return panel_;
        const auto& levels = reading_.levels;
        const auto above = std::upper_bound(levels.begin(), levels.end(), z) - levels.begin();
        const auto band = std::clamp<std::ptrdiff_t>(above - 1, 0, std::ssize(bands_) - 1);
        return bands_[static_cast<std::size_t>(band)];
    }
    /// certainty: 0 where two classes are as likely, 1 where there is no doubt.
    Rgba region(std::size_t index, double certainty, double z) const {
        if (std::isnan(z)) return panel_;
        return mixed(panel_, classes_[index], kPalest + (kStrongest - kPalest) * certainty);
    }
    Rgba most_likely(const std::vector<double>& z) const {
        const auto best = static_cast<std::size_t>(std::max_element(z.begin(), z.end()) - z.begin());
        double sum = 0.0;
        for (const double each : z) sum += std::exp(each - z[best]);
        if (!std::isfinite(sum)) return panel_;
        const auto classes = static_cast<double>(z.size());
        return region(best, (classes / sum - 1.0) / (classes - 1.0), z[best]);
    }

    const PlaneReading& reading_;
    Rgba panel_;
    std::vector<Rgba> bands_;
    std::vector<Rgba> classes_;
};

Image picture(const PredictionPlane& plane, const Palette& palette, int pixels) {
    Image image;
    image.width = image.height = pixels;
    image.pixels.reserve(static_cast<std::size_t>(pixels) * static_cast<std::size_t>(pixels));
    const std::vector<Between> across = positions(pixels, plane.columns);
    const std::vector<Between> up = positions(pixels, plane.rows);
    const auto columns = static_cast<std::size_t>(plane.columns);
    const std::size_t outputs = plane.z.size() / plane.nodes();
    std::vector<double> row(columns * outputs);
    std::vector<double> z(outputs);
    for (std::size_t j = 0; j < up.size(); ++j) {
        const Between& y = up[up.size() - 1 - j];  // the picture's top row lies at the largest y
        for (std::size_t o = 0; o < outputs; ++o) {
            const double* low = plane.z.data() + o * plane.nodes() + y.node * columns;
            for (std::size_t i = 0; i < columns; ++i) {
                row[o * columns + i] = low[i] + y.part * (low[columns + i] - low[i]);
            }
        }
        for (const Between& x : across) {
            for (std::size_t o = 0; o < outputs; ++o) {
                const double* at = row.data() + o * columns + x.node;
                z[o] = at[0] + x.part * (at[1] - at[0]);
            }
            image.pixels.push_back(palette.color(z));
        }
    }
    return image;
}

std::shared_ptr<const ContourSet> lines_of(const PredictionPlane& plane, std::span<const double> z,
                                           std::span<const double> levels) {
    const PlaneWindow& window = plane.question.window;
    return std::make_shared<const ContourSet>(contours(
        z, plane.columns, plane.rows, {window.x_low, window.x_high}, {window.y_low, window.y_high}, levels));
}

/// Where the first output is 0; or, of several classes, where each one's lies no longer above all others.
std::vector<std::shared_ptr<const ContourSet>> boundaries(const PredictionPlane& plane, Task task) {
    constexpr double kZero[] = {0.0};
    const std::size_t nodes = plane.nodes();
    const std::size_t outputs = plane.z.size() / nodes;
    std::vector<std::shared_ptr<const ContourSet>> lines;
    if (task != Task::classes) {
        lines.push_back(lines_of(plane, plane.of(0), kZero));
        return lines;
    }
    std::vector<double> lead(nodes);
    for (std::size_t c = 0; c + 1 < outputs; ++c) {
        for (std::size_t k = 0; k < nodes; ++k) {
            double others = -std::numeric_limits<double>::infinity();
            for (std::size_t o = 0; o < outputs; ++o) {
                if (o != c) others = std::max(others, plane.z[o * nodes + k]);
            }
            lead[k] = plane.z[c * nodes + k] - others;
        }
        lines.push_back(lines_of(plane, lead, kZero));
    }
    return lines;
}

}  // namespace

std::vector<Rgba> band_colors(std::size_t levels, const Theme& theme) {
    std::vector<Rgba> colors;
    for (std::size_t band = 0; band + 1 < levels; ++band) {
        const double t = (static_cast<double>(band) + 0.5) / static_cast<double>(levels - 1);
        colors.push_back(mixed(color_at(Map::viridis, t, theme.panel), theme.panel, kSoftness));
    }
    return colors;
}

PlaneReading plane_reading(const Snapshot& now, const ViewOptions& options) {
    PlaneReading reading;
    reading.task = data_look(now, options).task;
    if (reading.task == Task::regression) reading.levels = value_levels(now);
    return reading;
}

bool PredictionArt::answers(const PlaneQuestion& question) const {
    return image_ != nullptr && question_.across == question.across && question_.up == question.up &&
           question_.model == question.model && question_.outputs == question.outputs &&
           question_.held.size() == question.held.size();
}

void PredictionArt::update(const PredictionPlane& plane, const PlaneReading& reading, const Theme& theme,
                           int pixels) {
    const int wanted = std::clamp(pixels, 16, 2048);
    if (plane.revision == revision_ && reading == reading_ && theme.dark == dark_ && wanted == pixels_)
        return;
    revision_ = plane.revision;
    reading_ = reading;
    dark_ = theme.dark;
    pixels_ = wanted;
    question_ = plane.question;
    image_.reset();
    lines_.clear();
    if (plane.columns < 2 || plane.rows < 2 || plane.z.size() < plane.nodes()) return;
    const std::size_t outputs = plane.z.size() / plane.nodes();
    auto image = std::make_shared<Image>(picture(plane, Palette(reading_, outputs, theme), wanted));
    image->revision = next_image_revision();
    image_ = std::move(image);
    if (reading_.task != Task::regression) {
        lines_ = boundaries(plane, reading_.task);
        return;
    }
    const std::vector<double>& levels = reading_.levels;
    if (levels.size() > 2) {
        lines_.push_back(lines_of(plane, plane.of(0), std::span(levels).subspan(1, levels.size() - 2)));
    }
}

}  // namespace talweg
