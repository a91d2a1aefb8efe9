// The loss surface: filled contours, every run's path with start, steps and current point, the minimum.
#include "app/views/surface_minima.h"
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

void add_start(const RunTrack& run, const Theme& theme, Figure& figure) {
    if (run.track.size() == 0) return;
    add_disc(*run.entry, run.track.x[0], run.track.y[0],
             {.shape = MarkerShape::circle,
              .size = 9.0,
              .fill = theme.panel.faded(run.entry->alpha),
              .rim = run.entry->style.color,
              .rim_width = 2.0},
             figure);
}

/// How steep it was from the start to the present point, on the whole; 0 where there is no way yet.
double mean_slope(const RunTrack& run) {
    const RunSnapshot& now = *run.entry->run;
    if (run.track.size() == 0 || now.loss.buckets.empty()) return 0.0;
    const double way =
        std::hypot((*run.track.here)[0] - run.track.x[0], (*run.track.here)[1] - run.track.y[0]);
    const double slope = std::abs(now.loss.buckets.front().first - now.state.loss) / way;
    return std::isfinite(slope) ? slope : 0.0;
}

/// At the bottom only rounding is left of the gradient: its direction would say nothing. Where the least loss
/// is zero, only the way down tells what is little.
bool has_arrow(const RunTrack& run, const ViewOptions& options) {
    const RunState& state = run.entry->run->state;
    if (!options.surface.gradient_arrows || state.status == RunStatus::diverged) return false;
    if (!run.track.here || !run.track.downhill) return false;
    const double size = state.gradient.squaredNorm();
    return std::isfinite(size) && size > 1e-16 * std::abs(state.loss) &&
           std::sqrt(size) > 1e-9 * mean_slope(run);
}

void add_current(const RunTrack& run, const ViewOptions& options, Figure& figure) {
    if (!run.track.here) return;
    const ShownRun& entry = *run.entry;
    const auto [x, y] = *run.track.here;
    if (has_arrow(run, options)) {
        Arrow arrow;
        arrow.info = entry.info();
        arrow.x = x;
        arrow.y = y;
        arrow.dx = (*run.track.downhill)[0];
        arrow.dy = (*run.track.downhill)[1];
        arrow.length = 36.0;
        arrow.stroke = entry.stroke(2.0);
        arrow.stroke.dash = Dash::solid;
        figure.marks.emplace_back(std::move(arrow));
    }
    add_disc(entry, x, y,
             {.shape = MarkerShape::circle,
              .size = 11.0 + entry.extra,
              .fill = entry.style.color,
              .rim = Rgba{255, 255, 255, 255}.faded(entry.alpha),
              .rim_width = 2.0},
             figure);
}

void add_hover(const std::vector<ShownRun>& runs, const Tracks& tracks, const Hover& hover,
               const std::vector<std::string>& names, const Theme& theme, Figure& figure) {
    for (const ShownRun& entry : runs) {
        const std::optional<SampleAt> sample = sample_at(*entry.run, hover.step);
        if (!sample) continue;
        const auto place = tracks.place(sample->theta.data(), sample->theta.size());
        if (!place) continue;
        add_disc(entry, (*place)[0], (*place)[1],
                 {.shape = MarkerShape::ring,
                  .size = 13.0,
                  .fill = theme.text,
                  .rim = theme.panel,
                  .rim_width = 1.0},
                 figure);
    }
    const bool few = names.size() == 2;
    figure.marks.emplace_back(
        hover_card(runs, hover.step, few ? &names : nullptr, figure, figure.x.range->low, 8.0));
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

/// The loss of the plane at a place of it, between its nodes; nothing outside of the grid.
std::optional<double> loss_at(const LossSurface& surface, const std::array<double, 2>& place) {
    const PlaneWindow& window = surface.window;
    const double column = (place[0] - window.x_low) / (window.x_high - window.x_low) * (surface.columns - 1);
    const double row = (place[1] - window.y_low) / (window.y_high - window.y_low) * (surface.rows - 1);
    if (!(column >= 0.0 && column <= surface.columns - 1) || !(row >= 0.0 && row <= surface.rows - 1)) {
        return std::nullopt;
    }
    const auto i = std::min(static_cast<std::size_t>(column), static_cast<std::size_t>(surface.columns - 2));
    const auto j = std::min(static_cast<std::size_t>(row), static_cast<std::size_t>(surface.rows - 2));
    const double x = column - static_cast<double>(i);
    const double y = row - static_cast<double>(j);
    const double* low = surface.z.data() + j * static_cast<std::size_t>(surface.columns) + i;
    const double* high = low + surface.columns;
    return (1.0 - y) * ((1.0 - x) * low[0] + x * low[1]) + y * ((1.0 - x) * high[0] + x * high[1]);
}

/// What a path over a plane of more parameters is, and how far the runs stand out of it: the contours under a
/// run have its loss only where it is in the plane.
void say_projection(const std::vector<RunTrack>& runs, const LossSurface& surface, Figure& figure) {
    const ChosenPlane& chosen = surface.plane;
    std::string text;
    if (chosen.degenerate && chosen.kind != PlaneKind::random) {
        text = "There is no way yet to go by: these directions are arbitrary. ";
    } else if (chosen.kind == PlaneKind::main) {
        text = "Main directions of the paths, with " + number_text(100.0 * chosen.shares[0], 1.0) +
               " % and " + number_text(100.0 * chosen.shares[1], 1.0) + " % of their variance. ";
    }
    const RunTrack* farthest = nullptr;
    for (const RunTrack& run : runs) {
        if (run.entry->run->state.status == RunStatus::diverged) continue;
        if (run.track.here && (!farthest || run.track.here_away > farthest->track.here_away)) farthest = &run;
    }
    text += "Paths are projected onto this plane";
    if (farthest == nullptr) {
        figure.caption = text + ".";
        return;
    }
    const double size = farthest->entry->run->state.theta.norm();
    if (farthest->track.here_away <= 1e-9 * (1.0 + size)) {
        figure.caption = text + ", in which all runs stand now.";
        return;
    }
    text += ": " + farthest->entry->spec->name + " stands " + number_text(farthest->track.here_away) +
            " away from it";
    if (const auto below = loss_at(surface, *farthest->track.here)) {
        text += ", at loss " + number_text(farthest->entry->run->state.loss) + "; under it the plane has " +
                number_text(*below);
    }
    figure.caption = text + ".";
}

/// The window asked for, else the surface's; before there is one, what the paths span.
void set_ranges(const std::vector<RunTrack>& runs, const LossSurface& surface, const ViewRange& wish,
                Figure& figure) {
    Range x{surface.window.x_low, surface.window.x_high};
    Range y{surface.window.y_low, surface.window.y_high};
    if (surface.columns == 0) {
        Span across;
        Span up;
        for (const RunTrack& run : runs) {
            if (run.track.size() == 0) continue;
            across.take(run.track.x.front());
            up.take(run.track.y.front());
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
    const Tracks tracks(now, surface);
    if (!tracks.possible()) {
        figure.axes = false;
        const std::string count = grouped_text(now.parameter_names.size());
        figure.empty_text =
            options.stand_alone
                ? "Of the " + count + " parameters of this model the window shows planes of two."
                : "The loss over a plane of the model's " + count + " parameters is being calculated.";
        return figure;
    }
    figure.x.label = axis_label(tracks.projected() ? surface.plane.names[0] : now.parameter_names[0]);
    figure.y.label = axis_label(tracks.projected() ? surface.plane.names[1] : now.parameter_names[1]);
    const std::vector<ShownRun> shown = shown_runs(now, options, theme);
    std::vector<RunTrack> runs = tracks_of(shown, tracks);
    set_ranges(runs, surface, options.surface.range, figure);
    add_ground(art, options, theme, figure);
    add_path_keys(shown, now, options, figure);
    const PlaneWindow seen{figure.x.range->low, figure.x.range->high, figure.y.range->low,
                           figure.y.range->high};
    add_paths(runs, tracks, now, seen, theme, figure);
    add_level_marks(surface, theme, figure);
    for (const RunTrack& run : runs) add_start(run, theme, figure);
    std::stable_sort(runs.begin(), runs.end(),
                     [](const RunTrack& a, const RunTrack& b) { return a.entry->extra < b.entry->extra; });
    for (const RunTrack& run : runs) add_current(run, options, figure);
    if (tracks.projected()) say_projection(runs, surface, figure);
    if (options.hover) add_hover(shown, tracks, *options.hover, now.parameter_names, theme, figure);
    return figure;
}

}  // namespace talweg
