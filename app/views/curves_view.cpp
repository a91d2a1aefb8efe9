// The loss curves: every shown run against step or epoch, smoothed, with extremes, validation and ghosts.
#include "app/views/curve.h"
#include "app/views/curve_range.h"
#include "app/views/parts.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kFuture = 0.3;  ///< opacity of what was recorded beyond the cursor
constexpr double kRaw = 0.25;    ///< of the raw line under a smoothed one
constexpr double kGhost = 0.25;  ///< of a future that an edit cut off

/// The horizontal axis: how steps of a run become x, and which of them are seen.
class StepAxis {
  public:
    StepAxis(const Snapshot& now, const std::vector<ShownRun>& runs, const CurvesViewOptions& options,
             double pixels)
        : epochs_(options.epochs),
          logarithmic_(options.log_x),
          columns_(static_cast<std::size_t>(std::clamp(pixels, 16.0, 8192.0))) {
        double last = 0.0;
        double first = std::numeric_limits<double>::infinity();
        for (const ShownRun& entry : runs) {
            const double unit = per_unit(*entry.run);
            last = std::max(last, static_cast<double>(std::max(entry.run->end_step, Step{1})) / unit);
            first = std::min(first, 1.0 / unit);
        }
        for (const GhostRun& ghost : now.ghosts) {
            if (!epochs_) last = std::max(last, static_cast<double>(ghost_end(ghost)));
        }
        if (runs.empty()) first = 1.0;
        range_ = logarithmic_ ? Range{first, std::max(last, 10.0 * first)}
                              : Range{0.0, std::max(last, epochs_ ? first : 10.0)};
        if (options.range.x && (!logarithmic_ || options.range.x->low > 0.0)) range_ = *options.range.x;
    }

    static Step ghost_end(const GhostRun& ghost) {
        return static_cast<Step>(ghost.loss.buckets.size()) * std::max<Step>(ghost.loss.stride, 1);
    }
    double per_unit(const RunSnapshot& run) const {
        return epochs_ ? static_cast<double>(std::max<Step>(run.steps_per_epoch, 1)) : 1.0;
    }
    double x(const RunSnapshot& run, Step step) const { return static_cast<double>(step) / per_unit(run); }
    SeenSteps seen(double unit) const {
        const auto step = [&](double at) { return static_cast<Step>(std::clamp(at * unit, 0.0, 9.0e18)); };
        return {step(std::floor(range_.low)), step(std::ceil(range_.high))};
    }
    CurveColumns columns(double unit) const {
        return {range_.low, range_.high, columns_, unit, logarithmic_};
    }
    bool logarithmic() const { return logarithmic_; }
    Range range() const { return range_; }

  private:
    bool epochs_;
    bool logarithmic_;
    std::size_t columns_;
    Range range_;
};

/// Exact values where they are kept for everything that is seen, else buckets.
std::vector<CurveItem> items_of(const RunSnapshot& run, const BucketSeries& series, std::size_t column,
                                SeenSteps seen) {
    if (series.stride > 1) {
        const Step to = std::min(seen.to, run.end_step);
        for (const SampleWindow* window : {&run.recent, &run.detail}) {
            if (window->count > 0 && window->has(seen.from) && window->has(to)) {
                return curve_items(*window, column, seen.from, to);
            }
        }
    }
    return curve_items(series, seen.from, seen.to);
}

/// How one series of a run is drawn.
struct CurveLook {
    Stroke stroke;
    bool band = true;
    bool labelled = false;  ///< carries the run's name and entry in the legend
};

class CurvePainter {
  public:
    CurvePainter(const Snapshot& now, const ViewOptions& options, const StepAxis& axis, Figure& figure)
        : now_(now), options_(options), axis_(axis), figure_(figure) {}

    void draw(const ShownRun& entry) {
        const RunSnapshot& run = *entry.run;
        const SeenSteps seen = axis_.seen(axis_.per_unit(run));
        const bool smooth = options_.curves.smoothing > 0.0;
        const bool whole = !run.train_loss.buckets.empty();
        const bool raw_is_main = !smooth && !whole;
        const double raw_width = raw_is_main ? 2.0 : 1.25;
        add(entry, items_of(run, run.loss, kLoss, seen), run.state.loss,
            {entry.stroke(raw_width, raw_is_main ? 1.0 : kRaw), true, raw_is_main});
        if (whole) {
            add(entry, items_of(run, run.train_loss, kTrainLoss, seen), kAbsent,
                {entry.stroke(smooth ? 1.25 : 2.0), false, !smooth});
        }
        if (smooth) {
            double at_cursor = kAbsent;
            std::vector<CurveItem> items = smoothed_items(run, seen, at_cursor);
            add(entry, std::move(items), at_cursor, {entry.stroke(2.0), false, true});
        }
        if (!run.validation_loss.buckets.empty()) {
            Stroke dashed = entry.stroke(1.75);
            dashed.dash = Dash::dashed;
            add(entry, items_of(run, run.validation_loss, kValidationLoss, seen), kAbsent,
                {dashed, false, false});
        }
    }

    void draw(const GhostRun& ghost, const SeriesStyle& style, double per_unit) {
        SeenSteps seen = axis_.seen(per_unit);
        seen.from = std::max(seen.from, ghost.first_step);
        std::vector<CurveItem> items = curve_items(ghost.loss, seen.from, seen.to);
        std::erase_if(items, [&](const CurveItem& item) { return item.last < ghost.first_step; });
        ThinCurve curve = thin_curve(items.data(), items.size(), axis_.columns(per_unit));
        Line line;
        line.info = quiet_mark(ghost.id);
        line.x = std::move(curve.x);
        line.y = std::move(curve.y);
        line.stroke = {.color = style.color.faded(kGhost), .width = 1.5, .dash = style.dash, .halo = {}};
        figure_.marks.emplace_back(std::move(line));
    }

  private:
    std::vector<CurveItem> smoothed_items(const RunSnapshot& run, SeenSteps seen, double& at_cursor) const {
        const std::vector<double> values = smoothed(run.loss, std::min(options_.curves.smoothing, 0.9999));
        const Step stride = std::max<Step>(run.loss.stride, 1);
        std::vector<CurveItem> items;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const Step last = static_cast<Step>(i) * stride + std::max(run.loss.buckets[i].count, 1u) - 1;
            if (last + 2 * stride < seen.from || last > seen.to + 2 * stride) continue;
            if (last <= run.state.step && std::isfinite(values[i])) at_cursor = values[i];
            if (std::isfinite(values[i])) {
                items.push_back({last, last, values[i], values[i], values[i], values[i]});
            }
        }
        return items;
    }

    /// Solid up to the cursor, pale beyond it; both meet at `at_cursor`, the value shown there.
    void add(const ShownRun& entry, std::vector<CurveItem> items, double at_cursor, const CurveLook& look) {
        const Step cursor = std::min(now_.cursor, entry.run->end_step);
        const bool has_future = entry.run->end_step > now_.cursor;
        const std::size_t cut = has_future ? split_at(items, cursor, at_cursor) : items.size();
        if (has_future) {
            // Nothing was cut when no item holds the cursor: then the pale line starts at the last item
            // before.
            const bool meets = cut < items.size() && items[cut].first == cursor;
            const std::size_t from = cut > 0 && !meets ? cut - 1 : cut;
            CurveLook pale = look;
            pale.stroke.color = pale.stroke.color.faded(kFuture);
            pale.labelled = false;
            add_part(entry, items.data() + from, items.size() - from, pale);
        }
        add_part(entry, items.data(), cut, look);
    }

    void add_part(const ShownRun& entry, const CurveItem* items, std::size_t count, const CurveLook& look) {
        ThinCurve curve = thin_curve(items, count, axis_.columns(axis_.per_unit(*entry.run)));
        if (look.band && !curve.band_x.empty()) {
            Band band;
            band.info = entry.info();
            band.x = std::move(curve.band_x);
            band.low = std::move(curve.band_low);
            band.high = std::move(curve.band_high);
            band.fill = look.stroke.color.faded(0.3);
            figure_.marks.emplace_back(std::move(band));
        }
        Line line;
        line.info = entry.info(look.labelled ? entry.spec->name : std::string{});
        // A diverged run is named where it leaves the picture.
        const bool diverged = entry.run->end_status == RunStatus::diverged;
        line.info.in_legend = look.labelled && (!diverged || options_.stand_alone);
        line.info.pickable = true;
        line.label_at_end = look.labelled && !diverged && !options_.stand_alone;
        if (look.labelled && options_.stand_alone) {
            line.info.legend = entry.spec->name + ": " + summary(*entry.spec) +
                               (diverged ? std::string{} : ", loss " + number_text(entry.run->state.loss));
        }
        line.x = std::move(curve.x);
        line.y = std::move(curve.y);
        line.stroke = look.stroke;
        figure_.marks.emplace_back(std::move(line));
    }

    const Snapshot& now_;
    const ViewOptions& options_;
    const StepAxis& axis_;
    Figure& figure_;
};

/// Where a diverged run leaves the picture, in words.
void add_divergence(const std::vector<ShownRun>& runs, const StepAxis& axis, const Theme& theme,
                    Figure& figure) {
    for (const ShownRun& entry : runs) {
        const RunSnapshot& run = *entry.run;
        if (run.end_status != RunStatus::diverged) continue;
        Step leaves = run.end_step;
        for (std::size_t i = 0; i < run.loss.buckets.size(); ++i) {
            if (run.loss.buckets[i].high > figure.y.range->high) {
                leaves = static_cast<Step>(i) * std::max<Step>(run.loss.stride, 1);
                break;
            }
        }
        Note note;
        note.info = entry.info();
        note.x = std::clamp(axis.x(run, leaves), axis.range().low, axis.range().high);
        note.y = figure.y.range->high;
        note.dx = 8.0;
        note.dy = 14.0;
        note.text = entry.spec->name + ": diverged at step " + grouped_text(run.end_step);
        note.color = theme.warning.faded(run.state.step < run.end_step ? 0.6 : 1.0);
        note.card = true;
        note.apart = true;
        figure.marks.emplace_back(std::move(note));
    }
}

void add_cursor(const Snapshot& now, const std::vector<ShownRun>& runs, const StepAxis& axis,
                const Theme& theme, Figure& figure) {
    if (runs.empty()) return;
    Rule rule;
    rule.info = quiet_mark();
    rule.at = axis.x(*runs.front().run, now.cursor);
    rule.vertical = true;
    rule.stroke = {.color = theme.text.faded(0.45), .width = 1.0, .halo = {}};
    if (!axis.logarithmic() || rule.at > 0.0) figure.marks.emplace_back(std::move(rule));
    for (const ShownRun& entry : emphasised_last(runs)) {  // the present point of each run
        const RunState& state = entry.run->state;
        if (!std::isfinite(state.loss)) continue;
        Points point;
        point.info = entry.info();
        point.x = {axis.x(*entry.run, state.step)};
        point.y = {state.loss};
        point.marker = {.shape = MarkerShape::circle,
                        .size = 7.0,
                        .fill = entry.style.color,
                        .rim = theme.panel,
                        .rim_width = 1.5};
        figure.marks.emplace_back(std::move(point));
    }
}

/// Whose steps the axis counts when the pointer marks a place: the run's under it, else the first one's.
const RunSnapshot& marked_run(const std::vector<ShownRun>& runs, std::uint64_t id) {
    const auto found =
        std::find_if(runs.begin(), runs.end(), [id](const ShownRun& entry) { return entry.spec->id == id; });
    return *(found == runs.end() ? runs.front() : *found).run;
}

void add_hover(const std::vector<ShownRun>& runs, const Hover& hover, const StepAxis& axis,
               const Theme& theme, Figure& figure) {
    if (runs.empty()) return;
    Rule rule;
    rule.info = quiet_mark();
    rule.at = axis.x(marked_run(runs, hover.run), hover.step);
    rule.vertical = true;
    rule.stroke = {.color = theme.accent, .width = 1.0, .halo = {}};
    const double rule_at = rule.at;
    if (!axis.logarithmic() || rule.at > 0.0) figure.marks.emplace_back(std::move(rule));
    for (const ShownRun& entry : emphasised_last(runs)) {
        const std::optional<SampleAt> sample = sample_at(*entry.run, hover.step);
        if (!sample || !std::isfinite(sample->loss)) continue;
        Points point;
        point.info = entry.info();
        point.x = {axis.x(*entry.run, sample->step)};
        point.y = {sample->loss};
        point.marker = {.shape = MarkerShape::ring,
                        .size = 10.0,
                        .fill = entry.style.color,
                        .rim = theme.panel,
                        .rim_width = 1.0};
        figure.marks.emplace_back(std::move(point));
    }
    const double x = std::clamp(rule_at, axis.range().low, axis.range().high);
    figure.marks.emplace_back(hover_card(runs, hover.step, nullptr, figure, x, 12.0));
}

double ghost_unit(const Snapshot& now, const GhostRun& ghost, const StepAxis& axis) {
    const std::optional<std::size_t> index = find_run(now, ghost.id);
    return index ? axis.per_unit(now.runs[*index]) : 1.0;
}

}  // namespace

double curve_steps_per_unit(const Snapshot& now, const ViewOptions& options, std::uint64_t run) {
    if (!options.curves.epochs) return 1.0;
    const std::vector<ShownRun> runs = shown_runs(now, options, light_theme());
    if (runs.empty()) return 1.0;
    return static_cast<double>(std::max<Step>(marked_run(runs, run).steps_per_epoch, 1));
}

Figure curves_figure(const Snapshot& now, const ViewOptions& options, const Theme& theme, double pixels) {
    Figure figure;
    figure.theme = theme;
    figure.title = view_title(ViewId::curves);
    figure.subtitle = subtitle_text(now);
    figure.x.label = options.curves.epochs ? "Epoch" : "Step";
    figure.x.whole = !options.curves.epochs;
    figure.x.scale = options.curves.log_x ? Scale::log10 : Scale::linear;
    figure.y.label = "Loss";
    const std::vector<ShownRun> runs = shown_runs(now, options, theme);
    if (runs.empty()) {
        figure.empty_text = now.runs.empty() ? "No runs yet. Add one to see how its loss falls."
                                             : "All runs are hidden. Show one to see its loss.";
        return figure;
    }
    const StepAxis axis(now, runs, options.curves, pixels);
    figure.x.range = axis.range();
    std::vector<SeenSteps> seen;
    for (const ShownRun& entry : runs) seen.push_back(axis.seen(axis.per_unit(*entry.run)));
    const LossRange losses = loss_range(runs, seen, options.curves.log_y, options.curves.range.y);
    figure.y.range = losses.range;
    figure.y.scale = losses.scale;

    CurvePainter painter(now, options, axis, figure);
    for (const GhostRun& ghost : now.ghosts) {
        for (std::size_t i = 0; i < now.experiment.runs.size(); ++i) {
            const RunSpec& spec = now.experiment.runs[i];
            if (spec.id != ghost.id || !spec.shown) continue;
            painter.draw(ghost, run_style(now.experiment, i, theme), ghost_unit(now, ghost, axis));
        }
    }
    for (const ShownRun& entry : emphasised_last(runs)) painter.draw(entry);
    add_cursor(now, runs, axis, theme, figure);
    add_divergence(runs, axis, theme, figure);
    if (options.hover) add_hover(runs, *options.hover, axis, theme, figure);
    return figure;
}

}  // namespace talweg
