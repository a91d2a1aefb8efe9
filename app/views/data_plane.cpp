// The data view over two inputs: points over the predictions of one run.
#include "app/views/data_pictures.h"
#include "app/views/data_points.h"
#include "core/base/text.h"

namespace talweg {
namespace {

void add_ground(const PredictionArt& art, const DataLook& look, Figure& figure) {
    const PlaneWindow& window = art.window();
    Raster raster;
    raster.info = quiet_mark();
    raster.info.name = kPredictionsMark;
    raster.image = art.image();
    raster.x = {window.x_low, window.x_high};
    raster.y = {window.y_low, window.y_high};
    figure.marks.emplace_back(std::move(raster));
    const Theme& theme = figure.theme;
    const bool regression = look.task == Task::regression;
    const Stroke level{.color = theme.text.faded(0.25), .width = 0.75, .halo = {}};
    const Stroke boundary{
        .color = theme.text, .width = 2.0, .halo = theme.panel.faded(0.7), .halo_width = 1.0};
    for (const auto& set : art.lines()) {
        Contours lines;
        lines.info = quiet_mark();
        lines.info.name = regression ? "" : kBoundaryMark;
        lines.lines = set;
        lines.stroke = lines.strong = regression ? level : boundary;
        lines.labels = false;
        figure.marks.emplace_back(std::move(lines));
    }
}

/// Whose predictions they are, and at what the other inputs are held.
std::string plane_caption(const Snapshot& now, const DataLook& look, const ShownRun& told) {
    std::string text = look.task == Task::regression ? "Predictions of " : "Regions of ";
    text += told.spec->name;
    if (told.run->state.status == RunStatus::diverged)
        text += ", diverged at step " + grouped_text(told.run->state.step);
    const std::string held = held_text(now, look);
    return held.empty() ? text : text + "; " + held;
}

}  // namespace

void draw_plane(const Snapshot& now, const ViewOptions& options, const DataLook& look,
                const std::vector<ShownRun>& runs, const PredictionArt* art, PointCloud& cloud,
                Figure& figure) {
    const Dataset& data = now.data;
    const Theme& theme = figure.theme;
    figure.x.label = input_name(data, look.across);
    figure.y.label = input_name(data, look.up);
    figure.x.range = options.data.range.x.value_or(input_range(now, look.across));
    figure.y.range = options.data.range.y.value_or(input_range(now, look.up));
    const ShownRun* told = told_run(runs, options);
    if (art != nullptr && told != nullptr && art->answers(model_question(now, look))) {
        add_ground(*art, look, figure);
    }
    if (told != nullptr) figure.caption = plane_caption(now, look, *told);
    const PointPlot plot = point_plot(now, look, figure, cloud);
    if (look.task == Task::regression) {
        const std::vector<double> levels = value_levels(now);
        add_valued_points(plot, levels, theme, figure);
        figure.bar = ColorBar{target_name(data), levels, band_colors(levels.size(), theme)};
    } else {
        add_class_points(plot, theme, figure);
    }
    add_batch(data, runs, options, plot.place, true, theme, figure);
    if (!options.hover || told == nullptr) return;
    figure.marks.emplace_back(
        hover_card(std::span(told, 1), options.hover->step, nullptr, figure, figure.x.range->low, 8.0));
}

}  // namespace talweg
