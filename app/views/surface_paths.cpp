// The ways of runs over the loss surface.
#include "app/views/surface_paths.h"

#include "app/views/curve_range.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kFuture = 0.35;
constexpr double kGhost = 0.3;
constexpr double kAverageWidth = 1.5;

struct PathPart {
    std::vector<double> x, y;
    void add(double px, double py) {
        x.push_back(px);
        y.push_back(py);
    }
};

bool inside(const PlaneWindow& window, double x, double y) {
    return x >= window.x_low && x <= window.x_high && y >= window.y_low && y <= window.y_high;
}

/// Says of which points of a path nothing is to be drawn.
class Flight {
  public:
    Flight(const BucketSeries& loss, double limit, const PlaneWindow& window)
        : loss_(&loss), limit_(limit), window_(window) {
        for (const Bucket& bucket : loss.buckets) any_ = any_ || (limit > 0.0 && bucket.high > limit);
    }
    bool any() const { return any_; }
    bool gone(Step step, double x, double y) const {
        if (!any_ || inside(window_, x, y)) return false;
        const auto bucket = static_cast<std::size_t>(step / std::max<Step>(loss_->stride, 1));
        if (bucket >= loss_->buckets.size()) return true;
        return !(loss_->buckets[bucket].low <= limit_);
    }

  private:
    const BucketSeries* loss_;
    double limit_;
    PlaneWindow window_;
    bool any_ = false;
};

/// Points [from, to) of a path, with gaps where the run has flown away.
PathPart part_of(const Track& path, std::size_t from, std::size_t to, const Flight& flight) {
    PathPart part;
    part.x.reserve(to - from + 1);
    part.y.reserve(to - from + 1);
    if (!flight.any()) {
        const auto begin = static_cast<std::ptrdiff_t>(from);
        const auto end = static_cast<std::ptrdiff_t>(to);
        part.x.assign(path.x.begin() + begin, path.x.begin() + end);
        part.y.assign(path.y.begin() + begin, path.y.begin() + end);
        return part;
    }
    bool gap = false;
    for (std::size_t i = from; i < to; ++i) {
        const bool gone = flight.gone(path.steps[i], path.x[i], path.y[i]);
        if (gone && gap) continue;
        part.add(gone ? kAbsent : path.x[i], gone ? kAbsent : path.y[i]);
        gap = gone;
    }
    return part;
}

Line line_of(const ShownRun& entry, PathPart part, double width, double opacity, const Theme& theme) {
    Line line;
    line.info = entry.info();
    line.info.pickable = true;
    line.x = std::move(part.x);
    line.y = std::move(part.y);
    line.thin = 1.0;
    line.stroke = entry.stroke(width, opacity);
    line.stroke.halo = theme.panel.faded(0.75 * entry.alpha * opacity);
    line.stroke.halo_width = 1.5;
    return line;
}

void add_path(const RunTrack& run, const Flight& flight, const Theme& theme, Figure& figure) {
    const ShownRun& entry = *run.entry;
    const Track& path = run.track;
    const Step step = entry.run->state.step;
    const std::size_t count = path.size();
    const std::size_t cut = path.until(step);
    const bool placed = path.here && !flight.gone(step, (*path.here)[0], (*path.here)[1]);
    if (cut < count) {
        PathPart future = part_of(path, cut > 0 ? cut - 1 : 0, count, flight);
        if (cut > 0 && placed) {
            future.x[0] = (*path.here)[0];
            future.y[0] = (*path.here)[1];
        }
        figure.marks.emplace_back(line_of(entry, std::move(future), 2.0, kFuture, theme));
    }
    PathPart past = part_of(path, 0, cut, flight);
    if (placed) past.add((*path.here)[0], (*path.here)[1]);
    Points dots;
    dots.info = entry.info();
    dots.x = past.x;
    dots.y = past.y;
    dots.thin = 6.0;
    dots.marker = {.shape = MarkerShape::circle,
                   .size = 3.0 + entry.extra,
                   .fill = theme.panel.faded(0.9 * entry.alpha),
                   .rim = entry.style.color,
                   .rim_width = 1.0};
    Line line = line_of(entry, std::move(past), 2.5, 1.0, theme);
    line.info.name = entry.spec->name;
    figure.marks.emplace_back(std::move(line));
    figure.marks.emplace_back(std::move(dots));
}

/// The last point up to which the average goes with its run, as it does before averaging begins; their number
/// when it always does.
std::size_t leaves_at(const Track& average, const Track& path, std::size_t count) {
    std::size_t same = 0;
    while (same < count && same < path.x.size() && average.x[same] == path.x[same] &&
           average.y[same] == path.y[same]) {
        ++same;
    }
    return same == 0 || same == count ? same : same - 1;
}

void add_average_place(const ShownRun& entry, const std::array<double, 2>& place, const Theme& theme,
                       Figure& figure) {
    Points end;
    end.info = entry.info();
    end.x = {place[0]};
    end.y = {place[1]};
    end.marker = {.shape = MarkerShape::ring,
                  .size = 8.0 + entry.extra,
                  .fill = entry.style.color,
                  .rim = theme.panel,
                  .rim_width = 1.0};
    figure.marks.emplace_back(std::move(end));
}

/// The way of the averaged theta beside the run's own: the same colour, thinner and dashed, with a ring where
/// it is now. Drawn from where it leaves the run's path.
void add_average(const RunTrack& run, const Flight& flight, const Theme& theme, Figure& figure) {
    const ShownRun& entry = *run.entry;
    const Track& path = run.average;
    const Step step = entry.run->state.step;
    const std::size_t count = path.size();
    // Over planes of more parameters only where it is now is known.
    if (count == 0) {
        if (path.here) add_average_place(entry, *path.here, theme, figure);
        return;
    }
    const std::size_t from = leaves_at(path, run.track, count);
    if (from == count) return;
    const std::size_t cut = path.until(step);
    const bool placed = cut > from && path.here && !flight.gone(step, (*path.here)[0], (*path.here)[1]);
    const auto add = [&](PathPart part, double opacity, const std::string& name) {
        Line line = line_of(entry, std::move(part), kAverageWidth, opacity, theme);
        line.info.name = name;  // for the numbers of the figure; the run itself stands in the legend
        line.info.in_legend = false;
        line.stroke.dash = Dash::dashed;
        figure.marks.emplace_back(std::move(line));
    };
    if (cut < count) {
        PathPart future = part_of(path, std::max(from, cut > 0 ? cut - 1 : 0), count, flight);
        if (placed) {
            future.x[0] = (*path.here)[0];
            future.y[0] = (*path.here)[1];
        }
        add(std::move(future), kFuture, {});
    }
    if (cut <= from) return;
    PathPart past = part_of(path, from, cut, flight);
    if (placed) past.add((*path.here)[0], (*path.here)[1]);
    add(std::move(past), 1.0, entry.spec->name + ", average");
    if (placed) add_average_place(entry, *path.here, theme, figure);
}

void add_ghost(const GhostRun& ghost, const Track& path, const SeriesStyle& style, double limit,
               const PlaneWindow& window, Figure& figure) {
    const std::size_t left = path.until(ghost.first_step);
    const std::size_t from = std::min(left > 0 ? left - 1 : 0, path.size());
    PathPart part = part_of(path, from, path.size(), Flight(ghost.loss, limit, window));
    Line line;
    line.info = quiet_mark(ghost.id);
    line.x = std::move(part.x);
    line.y = std::move(part.y);
    line.thin = 1.0;
    line.stroke = {.color = style.color.faded(kGhost), .width = 2.0, .dash = style.dash, .halo = {}};
    figure.marks.emplace_back(std::move(line));
}

}  // namespace

std::vector<RunTrack> tracks_of(const std::vector<ShownRun>& runs, const Tracks& tracks) {
    std::vector<RunTrack> result;
    for (const ShownRun& entry : runs) {
        result.push_back({&entry, tracks.of(*entry.run), tracks.average_of(*entry.run)});
    }
    return result;
}

void add_path_keys(const std::vector<ShownRun>& runs, const Snapshot& now, const ViewOptions& options,
                   Figure& figure) {
    for (const ShownRun& entry : runs) {
        Line key;  // without points: only the legend shows it
        key.info = entry.info(entry.spec->name);
        key.info.in_legend = true;
        key.stroke = entry.stroke(2.5);
        const RunState& state = entry.run->state;
        if (state.status == RunStatus::diverged) {
            key.info.legend = entry.spec->name + ": diverged at step " + grouped_text(state.step);
        } else if (options.stand_alone && state.theta.size() == 2 && state.theta.allFinite()) {
            const double scale = state.theta.cwiseAbs().maxCoeff();
            key.info.legend = entry.spec->name + ": ";
            for (Index p = 0; p < 2; ++p) {
                key.info.legend += now.parameter_names[static_cast<std::size_t>(p)] + " " +
                                   number_text(state.theta[p], scale) + ", ";
            }
            key.info.legend += "loss " + number_text(state.loss);
        }
        figure.marks.emplace_back(std::move(key));
    }
    const bool averages = std::any_of(runs.begin(), runs.end(),
                                      [](const ShownRun& entry) { return !entry.run->average.x.empty(); });
    if (averages) figure.marks.emplace_back(kind_key("averaged", Dash::dashed, kAverageWidth, figure.theme));
}

void add_paths(const std::vector<RunTrack>& runs, const Tracks& tracks, const Snapshot& now,
               const PlaneWindow& window, const Theme& theme, Figure& figure) {
    std::vector<ShownRun> shown;
    for (const RunTrack& run : runs) shown.push_back(*run.entry);
    const double limit = flown_limit(shown);
    for (const GhostRun& ghost : now.ghosts) {
        for (std::size_t i = 0; i < now.experiment.runs.size(); ++i) {
            const RunSpec& spec = now.experiment.runs[i];
            if (spec.id != ghost.id || !spec.shown) continue;
            add_ghost(ghost, tracks.of(ghost), run_style(now.experiment, i, theme), limit, window, figure);
        }
    }
    std::vector<std::pair<const RunTrack*, Flight>> order;
    for (const RunTrack& run : runs) order.emplace_back(&run, Flight(run.entry->run->loss, limit, window));
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        const auto height = [](const auto& path) {
            return path.first->entry->extra > 0.0 ? 2 : path.second.any() ? 0 : 1;
        };
        return height(a) < height(b);
    });
    for (const auto& [run, flight] : order) {
        add_path(*run, flight, theme, figure);
        add_average(*run, flight, theme, figure);
    }
}

}  // namespace talweg
