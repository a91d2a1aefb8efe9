// Points in the data view's picture.
#include "app/panels/point_find.h"

#include "app/panels/data_view_head.h"
#include "app/views/data_points.h"
#include "core/data/split.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace talweg {
namespace {

/// Rings nearer than this are one: of a plot of 800 px, so wide.
constexpr double kRingCell = 1.0 / 200.0;

/// Calls `look(row, spot in px)` for every point as the snapshot has it: that is what one sees.
template <class Look>
void each_point(const Snapshot& now, const DataLook& look, const Layout& layout, const Look& take) {
    const PointPlace place = point_place(now, look);
    Index row = 0;
    const auto part = [&](const Matrix& x, const Matrix& y) {
        for (Index i = 0; i < x.rows(); ++i, ++row) {
            const Pt at = place(x, y, i);
            take(static_cast<std::size_t>(row_before_split(now.data, row)),
                 Pt{layout.x.to_pixel(at.x), layout.y.to_pixel(at.y)});
        }
    };
    part(now.data.x, now.data.y);
    part(now.data.validation_x, now.data.validation_y);
    part(now.data.test_x, now.data.test_y);
}

}  // namespace

bool edits_points(const Snapshot& now, const UiState& ui) {
    if (now.experiment.function || now.data.rows() == 0 || now.data.x.cols() == 0) return false;
    const DataPicture picture = data_look(now, ui.view).picture;
    return (picture == DataPicture::curve || picture == DataPicture::plane) &&
           can_edit_points(ui.document.experiment(), now.data);
}

bool same_points(const Snapshot& now, const UiState& ui) {
    const DataChoice& data = ui.document.experiment().data;
    return data.part.kind != "table" ||
           (data.table.y.size() == static_cast<std::size_t>(now.data.all_rows()) &&
            static_cast<Index>(data.table.inputs) == now.data.x.cols());
}

std::optional<std::size_t> point_at(const Snapshot& now, const DataLook& look, const Layout& layout, Pt at,
                                    double reach) {
    std::optional<std::size_t> found;
    double best = reach;
    each_point(now, look, layout, [&](std::size_t row, Pt point) {
        if (!(std::abs(point.x - at.x) <= best)) return;
        const double distance = std::hypot(point.x - at.x, point.y - at.y);
        if (!(distance <= best)) return;
        best = distance;
        found = row;
    });
    return found;
}

std::vector<std::size_t> points_within(const Snapshot& now, const DataLook& look, const Layout& layout,
                                       Pt from, Pt to) {
    const Box band{std::min(from.x, to.x), std::min(from.y, to.y), std::max(from.x, to.x),
                   std::max(from.y, to.y)};
    std::vector<std::size_t> rows;
    each_point(now, look, layout, [&](std::size_t row, Pt point) {
        if (band.contains(point) && layout.plot.contains(point)) rows.push_back(row);
    });
    return rows;
}

void add_rings(const Snapshot& now, UiState& ui, Figure& figure) {
    if (!edits_points(now, ui)) return ui.points.clear();
    const DataLook look = data_look(now, ui.view);
    const Experiment& experiment = ui.document.experiment();
    const bool table = experiment.data.part.kind == "table";
    ui.points.follow(experiment,
                     table ? experiment.data.table.y.size() : static_cast<std::size_t>(now.data.all_rows()));
    if (ui.points.empty() || !figure.x.range || !figure.y.range || !same_points(now, ui)) return;
    Points rings;
    rings.info.in_extent = false;
    rings.marker = {.shape = MarkerShape::ring,
                    .size = point_size(now.data.rows()) + 7.0,
                    .fill = figure.theme.accent,
                    .rim = figure.theme.panel.faded(0.8),
                    .rim_width = 1.0};
    // By what one will see: a ring stands for all points of a few pixels.
    const double wide = figure.x.range->span() * kRingCell;
    const double tall = figure.y.range->span() * kRingCell;
    std::unordered_set<std::uint64_t> taken;
    const HandClasses classes = hand_classes(experiment, now);
    const auto take = [&](double x, double y) {
        const auto column = static_cast<std::int64_t>(std::floor((x - figure.x.range->low) / wide));
        const auto row = static_cast<std::int64_t>(std::floor((y - figure.y.range->low) / tall));
        if (std::abs(column) > 10'000 || std::abs(row) > 10'000) return;
        if (!taken
                 .insert(static_cast<std::uint64_t>(column + 20'000) * 65'536 +
                         static_cast<std::uint64_t>(row + 20'000))
                 .second)
            return;
        rings.x.push_back(x);
        rings.y.push_back(y);
    };
    if (table) {  // where they are by now, though the worker may not know yet
        for (const std::size_t row : ui.points.rows()) {
            const PointSpot spot = spot_of(experiment.data.table, row, look, classes);
            take(spot.x, spot.y);
        }
    } else {
        const PointPlace place = point_place(now, look);
        Index row = 0;
        for (const auto& [x, y] :
             {std::pair{&now.data.x, &now.data.y}, std::pair{&now.data.validation_x, &now.data.validation_y},
              std::pair{&now.data.test_x, &now.data.test_y}}) {
            for (Index i = 0; i < x->rows(); ++i, ++row) {
                if (!ui.points.has(static_cast<std::size_t>(row_before_split(now.data, row)))) continue;
                const Pt at = place(*x, *y, i);
                take(at.x, at.y);
            }
        }
    }
    figure.marks.emplace_back(std::move(rings));
}

}  // namespace talweg
