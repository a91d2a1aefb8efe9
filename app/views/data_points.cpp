// The points of the data as the data view's pictures draw them.
#include "app/views/data_points.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace talweg {
namespace {

constexpr std::size_t kAfterRuns = std::numeric_limits<std::size_t>::max();

/// One part of a split data set.
struct Part {
    const Matrix& x;
    const Matrix& y;
    std::string_view name;

    Index stride() const { return std::max<Index>(1, (x.rows() + kMostPoints - 1) / kMostPoints); }
};

std::vector<Part> parts_of(const Dataset& data) {
    return {{data.x, data.y, "training points"},
            {data.validation_x, data.validation_y, "validation points"},
            {data.test_x, data.test_y, "test points"}};
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

}  // namespace

void name_points_only(Figure& figure) {
    figure.legend.shown = false;
    for (Mark& mark : figure.marks) {
        std::visit(
            [&](auto& each) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(each)>, Points>)
                    each.info.in_legend = false;
                figure.legend.shown = figure.legend.shown || each.info.in_legend;
            },
            mark);
    }
}

double point_size(Index points) { return points <= 30 ? 9.0 : points <= 200 ? 7.0 : 5.0; }

void add_points(const Dataset& data, const PointPlace& place, const Theme& theme, Figure& figure) {
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
    std::size_t at = 0;
    for (const Part& part : parts_of(data)) {
        const std::size_t index = at++;
        if (index > 0 && part.x.rows() == 0) continue;
        Points points = points_mark(std::string(index == 0 ? kSamplesMark : part.name), *markers[index]);
        if (index > 0) in_legend(points, {});
        if (index == 0 && data.all_rows() > data.rows()) {
            points.info.in_legend = true;
            points.info.legend = part.name;
        }
        for (Index i = 0; i < part.x.rows(); i += part.stride()) take(points, place(part.x, part.y, i));
        figure.marks.emplace_back(std::move(points));
    }
}

void add_class_points(const Dataset& data, const DataLook& look, const PointPlace& place, const Theme& theme,
                      Figure& figure) {
    const double size = colored_size(data.rows());
    const std::size_t classes = class_count(data, look);
    std::size_t at = 0;
    for (const Part& part : parts_of(data)) {
        const std::size_t index = at++;
        if (part.x.rows() == 0) continue;
        std::vector<Points> marks;
        for (std::size_t c = 0; c < classes; ++c) {
            const std::string name = class_name(data, look.task, c);
            const MarkerStyle marker = class_marker(index, class_style(c, theme), size, theme);
            marks.push_back(points_mark(index == 0 ? name : name + ", " + std::string(part.name), marker));
            if (index == 0) in_legend(marks.back(), {});
        }
        for (Index i = 0; i < part.x.rows(); i += part.stride()) {
            const std::size_t c = class_of(look.task, part.y(i, 0));
            if (c < classes) take(marks[c], place(part.x, part.y, i));
        }
        for (Points& mark : marks) figure.marks.emplace_back(std::move(mark));
    }
    const SeriesStyle any{.color = theme.quiet_text, .dash = Dash::solid, .marker = MarkerShape::circle};
    if (data.validation_x.rows() > 0) add_key(class_marker(1, any, size, theme), "validation", figure);
    if (data.test_x.rows() > 0) add_key(class_marker(2, any, size, theme), "test", figure);
}

void add_valued_points(const Dataset& data, const std::vector<double>& levels, const PointPlace& place,
                       const Theme& theme, Figure& figure) {
    const std::vector<Rgba> bands = band_colors(levels.size(), theme);
    const double size = colored_size(data.rows());
    std::size_t at = 0;
    for (const Part& part : parts_of(data)) {
        const std::size_t index = at++;
        if (part.x.rows() == 0) continue;
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
        for (Index i = 0; i < part.x.rows(); i += part.stride()) {
            take(points, place(part.x, part.y, i));
            const auto above = std::upper_bound(levels.begin(), levels.end(), part.y(i, 0)) - levels.begin();
            const auto band = std::clamp<std::ptrdiff_t>(above - 1, 0, std::ssize(bands) - 1);
            points.fills.push_back(bands[static_cast<std::size_t>(band)]);
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
    in_legend(batch, "batch of " + told->spec->name);
    for (const Index row : told->run->batch) {
        if (row < data.rows()) take(batch, place(data.x, data.y, row));
    }
    figure.marks.emplace_back(std::move(batch));
}

}  // namespace talweg
