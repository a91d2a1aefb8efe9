// The loss surface: filled contours, every run's path with start, steps and current point, the minimum.
#include "app/views/surface_paths.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

/// "w" is what a line's weight is called in formulas; the word comes first for who reads it the first time.
std::string axis_label(const std::string& name) {
    if (name == "w") return "Weight w";
    if (name == "b") return "Bias b";
    return name;
}

void add_disc(const ShownRun& entry, double x, double y, MarkerStyle marker, Figure& figure) {
    Points point;
    point.info = entry.info();
    point.x = {x};
    point.y = {y};
    point.marker = marker;
    figure.marks.emplace_back(std::move(point));
}

void add_start(const ShownRun& entry, const Theme& theme, Figure& figure) {
    const PathSeries& path = entry.run->path;
    if (path.x.empty() || path.y.empty()) return;
    add_disc(entry, path.x[0], path.y[0],
             {.shape = MarkerShape::circle,
              .size = 9.0,
              .fill = theme.panel.faded(entry.alpha),
              .rim = entry.style.color,
              .rim_width = 2.0},
             figure);
}

/// How steep it was from the start to the present point, on the whole; 0 where there is no way yet.
double mean_slope(const RunSnapshot& run) {
    if (run.path.x.empty() || run.path.y.empty() || run.loss.buckets.empty()) return 0.0;
    const double way = std::hypot(run.state.theta[0] - run.path.x[0], run.state.theta[1] - run.path.y[0]);
    const double slope = std::abs(run.loss.buckets.front().first - run.state.loss) / way;
    return std::isfinite(slope) ? slope : 0.0;
}

/// At the bottom only rounding is left of the gradient: its direction would say nothing. Where the least loss
/// is zero, only the way down tells what is little.
bool has_arrow(const ShownRun& entry, const ViewOptions& options) {
    const RunState& state = entry.run->state;
    if (!options.surface.gradient_arrows || state.status == RunStatus::diverged) return false;
    if (!has_place(state) || state.gradient.size() != 2) return false;
    const double size = state.gradient.squaredNorm();
    return std::isfinite(size) && size > 1e-16 * std::abs(state.loss) &&
           std::sqrt(size) > 1e-9 * mean_slope(*entry.run);
}

void add_current(const ShownRun& entry, const ViewOptions& options, Figure& figure) {
    const RunState& state = entry.run->state;
    if (!has_place(state)) return;
    if (has_arrow(entry, options)) {
        Arrow arrow;
        arrow.info = entry.info();
        arrow.x = state.theta[0];
        arrow.y = state.theta[1];
        arrow.dx = -state.gradient[0];
        arrow.dy = -state.gradient[1];
        arrow.length = 36.0;
        arrow.stroke = entry.stroke(2.0);
        arrow.stroke.dash = Dash::solid;
        figure.marks.emplace_back(std::move(arrow));
    }
    add_disc(entry, state.theta[0], state.theta[1],
             {.shape = MarkerShape::circle,
              .size = 11.0 + entry.extra,
              .fill = entry.style.color,
              .rim = Rgba{255, 255, 255, 255}.faded(entry.alpha),
              .rim_width = 2.0},
             figure);
}

/// Beside the one that is named: of the same depth as it, and the shallower ones smaller.
void add_other_minima(const LossSurface& surface, const Theme& theme, Figure& figure) {
    Points as_deep;
    as_deep.info = quiet_mark();
    as_deep.info.name = "further minimum";
    as_deep.marker = {
        .shape = MarkerShape::cross, .size = 10.0, .fill = theme.text, .rim = theme.text, .rim_width = 2.0};
    Points shallower = as_deep;
    shallower.info.name = "local minimum";
    shallower.marker.size = 7.0;
    shallower.marker.rim_width = 1.5;
    for (std::size_t i = 1; i < surface.minima.size(); ++i) {
        const KnownMinimum& each = surface.minima[i];
        Points& to = each.value > surface.minima[0].value ? shallower : as_deep;
        to.x.push_back(each.x);
        to.y.push_back(each.y);
    }
    if (!as_deep.x.empty()) figure.marks.emplace_back(std::move(as_deep));
    if (!shallower.x.empty()) figure.marks.emplace_back(std::move(shallower));
}

void add_minimum(const LossSurface& surface, const Theme& theme, Figure& figure) {
    add_other_minima(surface, theme, figure);
    if (!surface.minimiser) return;
    Points cross;
    cross.info = quiet_mark();
    cross.info.name = "minimum";
    cross.x = {(*surface.minimiser)[0]};
    cross.y = {(*surface.minimiser)[1]};
    cross.marker = {
        .shape = MarkerShape::cross, .size = 10.0, .fill = theme.text, .rim = theme.text, .rim_width = 2.0};
    figure.marks.emplace_back(std::move(cross));
    Note note;
    note.info = quiet_mark();
    note.x = (*surface.minimiser)[0];
    note.y = (*surface.minimiser)[1];
    note.dx = 10.0;
    note.dy = 16.0;
    note.text = "minimum " + number_text(surface.minimum);
    note.color = theme.text;
    figure.marks.emplace_back(std::move(note));
}

void add_hover(const std::vector<ShownRun>& runs, const Hover& hover, const std::vector<std::string>& names,
               const Theme& theme, Figure& figure) {
    for (const ShownRun& entry : runs) {
        const std::optional<SampleAt> sample = sample_at(*entry.run, hover.step);
        if (!sample || sample->theta.size() != 2 || !std::isfinite(sample->theta[0]) ||
            !std::isfinite(sample->theta[1]))
            continue;
        add_disc(entry, sample->theta[0], sample->theta[1],
                 {.shape = MarkerShape::ring,
                  .size = 13.0,
                  .fill = theme.text,
                  .rim = theme.panel,
                  .rim_width = 1.0},
                 figure);
    }
    figure.marks.emplace_back(hover_card(runs, hover.step, &names, figure, figure.x.range->low, 8.0));
}

void add_ground(const SurfaceArt& art, const ViewOptions& options, const Theme& theme, Figure& figure) {
    if (!art.image()) return;
    const PlaneWindow& window = art.window();
    Raster raster;
    raster.info = quiet_mark();
    raster.image = art.image();
    raster.x = {window.x_low, window.x_high};
    raster.y = {window.y_low, window.y_high};
    figure.marks.emplace_back(std::move(raster));
    if (options.surface.contour_lines && art.lines()) {
        Contours lines;
        lines.info = quiet_mark();
        lines.lines = art.lines();
        lines.stroke = {.color = theme.text.faded(0.25), .width = 0.75, .halo = {}};
        lines.strong = {.color = theme.text.faded(0.45), .width = 1.0, .halo = {}};
        figure.marks.emplace_back(std::move(lines));
    }
    figure.bar = art.bar();
}

/// The window asked for, else the surface's; before there is one, what the paths span.
void set_ranges(const std::vector<ShownRun>& runs, const LossSurface& surface, const ViewRange& wish,
                Figure& figure) {
    Range x{surface.window.x_low, surface.window.x_high};
    Range y{surface.window.y_low, surface.window.y_high};
    if (surface.columns == 0) {
        Span across;
        Span up;
        for (const ShownRun& entry : runs) {
            if (entry.run->path.x.empty() || entry.run->path.y.empty()) continue;
            across.take(entry.run->path.x.front());
            up.take(entry.run->path.y.front());
        }
        x = across.padded(0.2);
        y = up.padded(0.2);
    }
    figure.x.range = wish.x.value_or(x);
    figure.y.range = wish.y.value_or(y);
}

}  // namespace

Figure surface_figure(const Snapshot& now, const LossSurface& surface, const SurfaceArt& art,
                      const ViewOptions& options, const Theme& theme) {
    Figure figure;
    figure.theme = theme;
    figure.title = view_title(ViewId::surface);
    figure.subtitle = subtitle_text(now);
    if (now.parameter_names.size() != 2) {
        figure.axes = false;
        figure.empty_text = "The loss surface needs a model of two parameters; this one has " +
                            grouped_text(now.parameter_names.size()) + ". The network view shows them all.";
        return figure;
    }
    figure.x.label = axis_label(now.parameter_names[0]);
    figure.y.label = axis_label(now.parameter_names[1]);
    const std::vector<ShownRun> runs = shown_runs(now, options, theme);
    set_ranges(runs, surface, options.surface.range, figure);
    add_ground(art, options, theme, figure);
    add_path_keys(runs, now, options, figure);
    const PlaneWindow seen{figure.x.range->low, figure.x.range->high, figure.y.range->low,
                           figure.y.range->high};
    add_paths(runs, now, seen, theme, figure);
    add_minimum(surface, theme, figure);
    for (const ShownRun& entry : runs) add_start(entry, theme, figure);
    for (const ShownRun& entry : emphasised_last(runs)) add_current(entry, options, figure);
    if (options.hover) add_hover(runs, *options.hover, now.parameter_names, theme, figure);
    return figure;
}

}  // namespace talweg
