// The board: one view, or three together under a heading, as a page ready for export.
#include "app/views/board.h"

#include "app/plot/font.h"
#include "app/plot/layout.h"
#include "app/views/parts.h"
#include "app/views/point_cloud.h"
#include "core/base/text.h"
#include "core/worker/plane_maker.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kMargin = 8.0;  ///< figures have air of their own
constexpr double kGap = 4.0;
constexpr double kLargeShare = 0.56;  ///< of the width; the two other views have the rest

/// The picture's longest side, px: as fine as the page is printed, within reason.
int art_pixels(const Box& box, double dpi) {
    const double longest = std::max(box.width(), box.height()) * std::max(dpi / 96.0, 1.0);
    return static_cast<int>(std::clamp(longest, 256.0, 2048.0));
}

/// With the finest predictions, worked out here and now; very many points as fine as they will be printed.
Figure finished_data_figure(const Snapshot& now, const ViewOptions& options, const Theme& theme,
                            const Box& box, double dpi) {
    PointCloud cloud;
    const auto drawn = [&](const PredictionArt* art) {
        Figure figure = data_figure(now, options, theme, art, &cloud);
        if (now.data.rows() <= kMostPoints || !figure.empty_text.empty()) return figure;
        const Box plot = layout(figure, box, *measure_font(find_font(), find_font(true))).plot;
        const double finer = std::max(dpi / 96.0, 1.0);
        cloud.resize(plot.width() * finer, plot.height() * finer, theme.scale * finer);
        return data_figure(now, options, theme, art, &cloud);
    };
    const std::optional<PlaneQuestion> question = plane_question(now, options);
    if (!question) return drawn(nullptr);
    PlaneMaker maker;
    PredictionPlane plane;
    maker.ask(*question);
    maker.make(PlaneMaker::kFinest, plane);
    PredictionArt art;
    art.update(plane, plane_reading(now, options), theme, art_pixels(box, dpi));
    return drawn(&art);
}

/// What a figure's words leave of its box, about.
Size drawing_size(const Box& box, const Theme& theme) {
    return {box.width() - 24.0 * theme.scale, box.height() - 110.0 * theme.scale};
}

constexpr double kNetworkShare = 0.62;   ///< of the height; the gradients' norms have the rest
constexpr double kLeastForBoth = 340.0;  ///< height, px before scale; in less the network stands alone

/// One view in its box; under a network, its gradients' norms where there is room.
std::vector<Box> parts_of(ViewId view, const Snapshot& now, const Box& box, const Theme& theme) {
    if (view != ViewId::network || !has_layer_norms(now)) return {box};
    if (box.height() < kLeastForBoth * theme.scale) return {box};
    const double split = box.top + kNetworkShare * box.height();
    const double half = 0.5 * kGap * theme.scale;
    return {{box.left, box.top, box.right, split - half}, {box.left, split + half, box.right, box.bottom}};
}

Figure figure_of(ViewId view, const Snapshot& now, const LossSurface& surface, const ViewOptions& options,
                 const Theme& theme, const Box& box, double dpi) {
    switch (view) {
        case ViewId::data:
            return finished_data_figure(now, options, theme, box, dpi);
        case ViewId::curves:
            return curves_figure(now, options, theme, box.width() * std::max(dpi / 96.0, 1.0));
        case ViewId::network:
            return network_figure(now, options, theme, drawing_size(box, theme));
        case ViewId::surface:
            break;
    }
    SurfaceArt art;
    art.update(surface, theme, art_pixels(box, dpi));
    return surface_figure(now, surface, art, options, theme);
}

std::string outcome(const RunSnapshot& run) {
    if (run.state.status == RunStatus::diverged) return "diverged at step " + grouped_text(run.state.step);
    return "loss " + number_text(run.state.loss);
}

/// The experiment's title, its one-line summary, and the runs with their settings.
Figure heading(const Snapshot& now, const ViewOptions& options, const Theme& theme) {
    Figure figure;
    figure.theme = theme;
    figure.bare = true;
    figure.title = now.experiment.title.empty() ? summary(now.experiment) : now.experiment.title;
    figure.subtitle = subtitle_text(now);
    for (const ShownRun& entry : shown_runs(now, options, theme)) {
        Line key;
        key.info = entry.info(entry.spec->name);
        key.info.in_legend = true;
        key.info.legend = entry.spec->name + ": " + summary(*entry.spec) + ", " + outcome(*entry.run);
        key.stroke = entry.stroke(2.5);
        figure.marks.emplace_back(std::move(key));
    }
    return figure;
}

/// How much of `width` px the heading needs: its runs may fill several rows.
double height_of(const Figure& heading, double width, double most) {
    const auto measure = measure_font(find_font(), find_font(true));
    const Layout placed = layout(heading, {0.0, 0.0, width, most}, *measure);
    return std::min(
        most, std::max(placed.legend_box.bottom + 18.0 * heading.theme.scale, 48.0 * heading.theme.scale));
}

}  // namespace

Page make_page(const Snapshot& now, const LossSurface& surface, const ViewOptions& options,
               const Theme& theme, std::optional<ViewId> view, double width, double height, double dpi) {
    Page page;
    page.width = width;
    page.height = height;
    page.dpi = dpi;
    page.ground = theme.panel;
    page.title = now.experiment.title.empty() ? summary(now.experiment) : now.experiment.title;
    const double margin = kMargin * theme.scale;
    const double gap = kGap * theme.scale;
    const Box inside{margin, margin, width - margin, height - margin};
    ViewOptions alone = options;
    alone.stand_alone = true;
    const auto add_norms = [&](const std::vector<Box>& parts, const ViewOptions& shown) {
        if (parts.size() < 2) return;
        const double pixels = parts[1].width() * std::max(dpi / 96.0, 1.0);
        page.figures.push_back({layer_norms_figure(now, shown, theme, pixels), parts[1]});
        page.figures.back().figure.subtitle.clear();  // the network's says it
    };
    if (view) {
        const std::vector<Box> parts = parts_of(*view, now, inside, theme);
        page.figures.push_back({figure_of(*view, now, surface, alone, theme, parts[0], dpi), parts[0]});
        add_norms(parts, alone);
        return page;
    }

    Figure head = heading(now, options, theme);
    const double heading_height = height_of(head, inside.width(), 0.3 * inside.height());
    const double top = inside.top + heading_height + gap;
    const double split = inside.left + kLargeShare * inside.width();
    const double middle = 0.5 * (top + inside.bottom);
    const Box boxes[] = {{inside.left, top, split - 0.5 * gap, inside.bottom},
                         {split + 0.5 * gap, top, inside.right, middle - 0.5 * gap},
                         {split + 0.5 * gap, middle + 0.5 * gap, inside.right, inside.bottom}};
    page.figures.push_back(
        {std::move(head), {inside.left, inside.top, inside.right, inside.top + heading_height}});
    const std::array<ViewId, 3> views = board_views(now, options);
    for (std::size_t i = 0; i < 3; ++i) {
        // The heading says what belongs to all three: the experiment, the step, the runs.
        const std::vector<Box> parts = parts_of(views[i], now, boxes[i], theme);
        Figure figure = figure_of(views[i], now, surface, options, theme, parts[0], dpi);
        if (views[i] != ViewId::network) figure.subtitle.clear();
        if (views[i] == ViewId::data)
            name_points_only(figure);
        else if (views[i] != ViewId::network)
            figure.legend.shown = false;
        page.figures.push_back({std::move(figure), parts[0]});
        add_norms(parts, options);
    }
    return page;
}

}  // namespace talweg
