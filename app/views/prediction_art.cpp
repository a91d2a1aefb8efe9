// The picture of predictions over a plane: bands of numbers, or regions of classes; and their contours.
#include "app/views/data_look.h"
#include "app/views/region_lines.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>

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

    /// `outputs`: which ones z has; all of those that matter here. `rest`: what the others add to the sum of
    /// exp(z - largest z).
    Rgba color(std::span<const std::uint32_t> outputs, std::span<const double> z, double rest) const {
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
        return most_likely(outputs, z, rest);
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
    Rgba most_likely(std::span<const std::uint32_t> outputs, std::span<const double> z, double rest) const {
        const auto best = static_cast<std::size_t>(std::max_element(z.begin(), z.end()) - z.begin());
        double sum = rest;
        for (const double each : z) sum += std::exp(each - z[best]);
        if (!std::isfinite(sum)) return panel_;
        const auto classes = static_cast<double>(classes_.size());
        return region(outputs[best], (classes / sum - 1.0) / (classes - 1.0), z[best]);
    }

    const PlaneReading& reading_;
    Rgba panel_;
    std::vector<Rgba> bands_;
    std::vector<Rgba> classes_;
};

/// A plane read between its nodes, along the rows of a picture: of each cell the outputs that matter there.
class Reader {
  public:
    /// first_alone: one output is all that is looked at.
    Reader(const PredictionPlane& plane, bool first_alone)
        : plane_(plane),
          columns_(static_cast<std::size_t>(plane.columns)),
          all_(first_alone ? 1 : outputs()) {
        std::iota(all_.begin(), all_.end(), 0U);
        by_cell_ = !first_alone && !plane.regions.complete();
    }

    /// The place in cell (column, row) that is `up` of the way to its upper edge.
    void enter(std::size_t column, std::size_t row, double up) {
        const std::size_t cell = row * (columns_ - 1) + column;
        const std::size_t corner = row * columns_ + column;
        listed_ = by_cell_ ? plane_.regions.of(cell) : std::span<const std::uint32_t>(all_);
        left_.resize(listed_.size());
        right_.resize(listed_.size());
        z_.resize(listed_.size());
        for (std::size_t n = 0; n < listed_.size(); ++n) {
            const double* low = plane_.z.data() + listed_[n] * plane_.nodes() + corner;
            left_[n] = low[0] + up * (low[columns_] - low[0]);
            right_[n] = low[1] + up * (low[columns_ + 1] - low[1]);
        }
        if (!by_cell_) return;
        const double* rest = plane_.regions.rest.data() + 4 * cell;
        rest_left_ = rest[0] + up * (rest[2] - rest[0]);
        rest_right_ = rest[1] + up * (rest[3] - rest[1]);
    }
    Rgba color(double along, const Palette& palette) {
        for (std::size_t n = 0; n < z_.size(); ++n) z_[n] = left_[n] + along * (right_[n] - left_[n]);
        return palette.color(listed_, z_, rest_left_ + along * (rest_right_ - rest_left_));
    }

  private:
    std::size_t outputs() const { return plane_.z.size() / plane_.nodes(); }

    const PredictionPlane& plane_;
    std::size_t columns_;
    std::vector<std::uint32_t> all_;
    bool by_cell_ = false;
    std::span<const std::uint32_t> listed_;
    std::vector<double> left_;  ///< of each listed output, on the cell's edges
    std::vector<double> right_;
    std::vector<double> z_;
    double rest_left_ = 0.0;
    double rest_right_ = 0.0;
};

Image picture(const PredictionPlane& plane, const Palette& palette, bool first_alone, int pixels) {
    Image image;
    image.width = image.height = pixels;
    image.pixels.reserve(static_cast<std::size_t>(pixels) * static_cast<std::size_t>(pixels));
    const std::vector<Between> across = positions(pixels, plane.columns);
    const std::vector<Between> up = positions(pixels, plane.rows);
    Reader reader(plane, first_alone);
    for (std::size_t j = 0; j < up.size(); ++j) {
        const Between& y = up[up.size() - 1 - j];  // the picture's top row lies at the largest y
        for (std::size_t i = 0; i < across.size(); ++i) {
            const Between& x = across[i];
            if (i == 0 || x.node != across[i - 1].node) reader.enter(x.node, y.node, y.part);
            image.pixels.push_back(reader.color(x.part, palette));
        }
    }
    return image;
}

/// Where the first output is 0; or, of several classes, where the regions meet.
std::vector<std::shared_ptr<const ContourSet>> boundaries(const PredictionPlane& plane, Task task) {
    constexpr double kZero[] = {0.0};
    if (task == Task::classes && plane.regions.best.size() == plane.nodes()) return region_lines(plane);
    return {lines_of(plane, plane.of(0), kZero)};
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
    auto image = std::make_shared<Image>(
        picture(plane, Palette(reading_, outputs, theme), reading_.task != Task::classes, wanted));
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
