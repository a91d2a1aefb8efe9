// The points of the data as the data view's pictures draw them.
#include "app/views/data_points.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace talweg {
namespace {

/// Rings are dear, and more of them say no more.
constexpr std::size_t kMostOfBatch = 1000;
constexpr std::size_t kAfterRuns = std::numeric_limits<std::size_t>::max();

/// One part of a split data set.
struct Part {
    const Matrix& x;
    const Matrix& y;
    std::string_view name;
    std::size_t index;  ///< 0 to train on, 1 validation, 2 test

    bool crowded() const { return index == 0 && x.rows() > kMostPoints; }
};

std::vector<Part> parts_of(const Dataset& data) {
    return {{data.x, data.y, "training points", 0},
            {data.validation_x, data.validation_y, "validation points", 1},
            {data.test_x, data.test_y, "test points", 2}};
}

/// A little larger than points of one colour: a colour needs an area to be seen.
double colored_size(Index points) { return points <= 30 ? 9.5 : points <= 600 ? 7.5 : 5.5; }

Points points_mark(std::string name, const MarkerStyle& marker) {
    Points points;
    points.info = quiet_mark();
    points.info.name = std::move(name);
    points.info.in_extent = true;
    points.info.pickable = true;
    points.marker = marker;
    return points;
}

void in_legend(Points& points, std::string words) {
    points.info.in_legend = true;
    points.info.legend_rank = kAfterRuns;
    points.info.legend = std::move(words);
}

void take(Points& points, Pt at) {
    points.x.push_back(at.x);
    points.y.push_back(at.y);
}

/// Calls `take(row)` for the rows that are drawn as marks.
template <class Take>
void each_mark(const PointPlot& plot, const Part& part, const Take& take) {
    if (part.index == 0) {
        for (Index row = 0; row < part.x.rows(); ++row) take(row);
        return;
    }
    for (const Index row : plot.cloud.apart(part.index, plot.subject, part.x, part.y, plot.place)) take(row);
}

/// The points to train on as one picture, their shade an index into `palette`.
void add_cloud(const PointPlot& plot, const Part& part, double size, double palest,
               const std::vector<Rgba>& palette, const std::function<std::size_t(Index)>& shade,
               Figure& figure) {
    CloudSubject subject = plot.subject;
    subject.marker = size;
    subject.palest = palest;
    Raster raster;
    raster.info = quiet_mark();
    raster.info.name = kCloudMark;
    raster.image = plot.cloud.picture(subject, part.x, part.y, plot.place, palette, shade);
    raster.x = subject.x;
    raster.y = subject.y;
    // Under lines and boundaries, which so many points would hide, but over the ground of predictions.
    const auto ground = std::find_if(figure.marks.begin(), figure.marks.end(), [](const Mark& mark) {
        const auto* each = std::get_if<Raster>(&mark);
        return each != nullptr && each->info.name == kPredictionsMark;
    });
    figure.marks.insert(ground == figure.marks.end() ? figure.marks.begin() : ground + 1, std::move(raster));
}

/// A key without points: only the legend shows it.
void add_key(const MarkerStyle& marker, std::string_view words, Figure& figure) {
    Points key = points_mark(std::string(words), marker);
    key.info.in_extent = key.info.pickable = false;
    in_legend(key, {});
    figure.marks.emplace_back(std::move(key));
}

/// 0 training, 1 validation, 2 test: full, hollow, pale.
MarkerStyle class_marker(std::size_t part, const SeriesStyle& style, double size, const Theme& theme) {
    MarkerStyle marker{
        .shape = style.marker, .size = size, .fill = style.color, .rim = theme.panel, .rim_width = 1.0};
    if (part == 1) {
        marker.fill = theme.panel;
        marker.rim = style.color;
        marker.rim_width = 2.0;
    }
    if (part == 2) {
        marker.fill = mixed(theme.panel, style.color, 0.6);
        marker.rim = theme.text;
        marker.rim_width = 1.25;
    }
    return marker;
}

std::string without_points(const MarkInfo& info) {
    constexpr std::string_view kWord = " points";
    const std::string& words = info.legend.empty() ? info.name : info.legend;
    return words.ends_with(kWord) ? words.substr(0, words.size() - kWord.size()) : words;
}

}  // namespace

void name_points_only(Figure& figure) {
    figure.legend.shown = false;
    for (Mark& mark : figure.marks) {
        std::visit(
            [&](auto& each) {
                constexpr bool kPoints = std::is_same_v<std::decay_t<decltype(each)>, Points>;
                if (!kPoints && each.info.id != 0) each.info.in_legend = false;
                // "validation" is enough beside a point.
                if (kPoints && each.info.in_legend) each.info.legend = without_points(each.info);
                figure.legend.shown = figure.legend.shown || each.info.in_legend;
            },
            mark);
    }
}

PointPlace point_place(const Snapshot& now, const DataLook& look) {
    const Dataset& data = now.data;
    if (look.picture == DataPicture::plane) {
        return [&data, look](const Matrix& x, const Matrix&, Index row) {
            return Pt{data.raw(look.across, x(row, look.across)), data.raw(look.up, x(row, look.up))};
        };
    }
    // Named classes that the loss reads as -1 and 1: the points stand where the curve heads for.
    const bool signs = look.task == Task::margin && data.of_classes();
    return [&data, look, signs](const Matrix& x, const Matrix& y, Index row) {
        const double target = signs ? (y(row, 0) > 0.0 ? 1.0 : -1.0) : y(row, 0);
        return Pt{data.raw(look.across, x(row, look.across)), target};
    };
}

PointPlot point_plot(const Snapshot& now, const DataLook& look, const Figure& figure, PointCloud& cloud) {
    CloudSubject subject;
    subject.revision = now.data_revision;
    subject.look = look;
    subject.x = *figure.x.range;
    subject.y = *figure.y.range;
    return {now.data, point_place(now, look), subject, cloud};
}

double point_size(Index points) { return points <= 30 ? 9.0 : points <= 200 ? 7.0 : 5.0; }

void add_points(const PointPlot& plot, const Theme& theme, Figure& figure) {
    const Dataset& data = plot.data;
    const double size = point_size(data.rows());
    const MarkerStyle hollow{.shape = MarkerShape::circle,
                             .size = size - 1.0,
                             .fill = theme.panel,
                             .rim = theme.text,
                             .rim_width = 1.5};
    MarkerStyle diamond = hollow;
    diamond.shape = MarkerShape::diamond;
    const MarkerStyle full{.shape = MarkerShape::circle,
                           .size = size,
                           .fill = theme.text.faded(0.85),
                           .rim = theme.panel,
                           .rim_width = 1.0};
    const MarkerStyle* markers[] = {&full, &hollow, &diamond};
    for (const Part& part : parts_of(data)) {
        const std::size_t index = part.index;
        if (index > 0 && part.x.rows() == 0) continue;
        Points points = points_mark(std::string(index == 0 ? kSamplesMark : part.name), *markers[index]);
        if (index > 0) in_legend(points, {});
        if (index == 0 && data.all_rows() > data.rows()) {
            points.info.in_legend = true;
            points.info.legend = part.name;
        }
        if (part.crowded()) {
            add_cloud(
                plot, part, size, 0.3, {theme.text}, [](Index) { return 0; }, figure);
        } else {
            each_mark(plot, part, [&](Index row) { take(points, plot.place(part.x, part.y, row)); });
        }
        figure.marks.emplace_back(std::move(points));
    }
}

void add_class_points(const PointPlot& plot, const Theme& theme, Figure& figure) {
    const Dataset& data = plot.data;
    const DataLook& look = plot.subject.look;
    const double size = colored_size(data.rows());
    const std::size_t classes = class_count(data, look);
    std::vector<Rgba> colors;
    for (std::size_t c = 0; c < classes; ++c) colors.push_back(class_style(c, theme).color);
    for (const Part& part : parts_of(data)) {
        const std::size_t index = part.index;
        if (part.x.rows() == 0) continue;
        const auto class_at = [&](Index row) { return class_of(look.task, part.y(row, 0)); };
        if (part.crowded()) add_cloud(plot, part, size, 0.6, colors, class_at, figure);
        std::vector<Points> marks;
        for (std::size_t c = 0; c < classes; ++c) {
            const std::string name = class_name(data, look.task, c);
            const MarkerStyle marker = class_marker(index, class_style(c, theme), size, theme);
            marks.push_back(points_mark(index == 0 ? name : name + ", " + std::string(part.name), marker));
            if (index == 0) in_legend(marks.back(), {});
        }
        if (!part.crowded()) {
            each_mark(plot, part, [&](Index row) {
                if (const std::size_t c = class_at(row); c < classes)
                    take(marks[c], plot.place(part.x, part.y, row));
            });
        }
        for (Points& mark : marks) figure.marks.emplace_back(std::move(mark));
    }
    const SeriesStyle any{.color = theme.quiet_text, .dash = Dash::solid, .marker = MarkerShape::circle};
    if (data.validation_x.rows() > 0) add_key(class_marker(1, any, size, theme), "validation", figure);
    if (data.test_x.rows() > 0) add_key(class_marker(2, any, size, theme), "test", figure);
}

void add_valued_points(const PointPlot& plot, const std::vector<double>& levels, const Theme& theme,
                       Figure& figure) {
    const Dataset& data = plot.data;
    const std::vector<Rgba> bands = band_colors(levels.size(), theme);
    const double size = colored_size(data.rows());
    for (const Part& part : parts_of(data)) {
        const std::size_t index = part.index;
        if (part.x.rows() == 0) continue;
        const auto band_at = [&](Index row) {
            const auto above =
                std::upper_bound(levels.begin(), levels.end(), part.y(row, 0)) - levels.begin();
            return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(above - 1, 0, std::ssize(bands) - 1));
        };
        if (part.crowded()) add_cloud(plot, part, size, 0.6, bands, band_at, figure);
        const MarkerShape shape = index == 2 ? MarkerShape::diamond : MarkerShape::circle;
        // With a rim the point is seen also where its colour is that of the ground, as it should be.
        Points points = points_mark(std::string(index == 0 ? kSamplesMark : part.name),
                                    {.shape = shape,
                                     .size = size + (index > 0 ? 2.0 : 0.0),
                                     .fill = index == 0 ? theme.quiet_text : theme.panel,  // in the legend
                                     .rim = theme.text,
                                     .rim_width = 1.25});
        if (data.all_rows() > data.rows())
            in_legend(points, std::string(part.name.substr(0, part.name.find(' '))));
        if (!part.crowded()) {
            each_mark(plot, part, [&](Index row) {
                take(points, plot.place(part.x, part.y, row));
                points.fills.push_back(bands[band_at(row)]);
            });
        }
        Points holes = points_mark({}, {.shape = shape, .size = size - 4.0, .fill = theme.panel, .rim = {}});
        holes.info.pickable = false;
        holes.x = points.x;
        holes.y = points.y;
        figure.marks.emplace_back(std::move(points));
        if (index > 0) figure.marks.emplace_back(std::move(holes));
    }
}

void add_batch(const Dataset& data, const std::vector<ShownRun>& runs, const ViewOptions& options,
               const PointPlace& place, bool ring, const Theme& theme, Figure& figure) {
    const ShownRun* told = nullptr;
    for (const ShownRun& entry : runs) {
        if (entry.run->batch.empty()) continue;
        if (told == nullptr || entry.spec->id == options.emphasised_run) told = &entry;
    }
    if (told == nullptr) return;
    const double size = data.rows() <= 30 ? 11.0 : data.rows() <= 200 ? 8.0 : 6.0;
    Points batch = points_mark(std::string(kBatchMark), {.shape = MarkerShape::circle,
                                                         .size = size,
                                                         .fill = told->style.color,
                                                         .rim = theme.panel,
                                                         .rim_width = 1.0});
    batch.info.in_extent = batch.info.pickable = false;
    if (ring) {
        batch.marker.shape = MarkerShape::ring;
        batch.marker.size = size + 5.0;
        batch.marker.fill = theme.text;
    }
    const std::vector<Index>& rows = told->run->batch;
    const std::size_t every = (rows.size() + kMostOfBatch - 1) / kMostOfBatch;
    in_legend(batch, "batch of " + told->spec->name +
                         (every > 1 ? ", one in " + std::to_string(every) + " drawn" : ""));
    for (std::size_t i = 0; i < rows.size(); i += every) {
        if (rows[i] < data.rows()) take(batch, place(data.x, data.y, rows[i]));
    }
    figure.marks.emplace_back(std::move(batch));
}

}  // namespace talweg
