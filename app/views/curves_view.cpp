// The curves: every shown run's loss or rate against steps, epochs, evaluations or seconds.
#include "app/views/closed_form_marks.h"
#include "app/views/curve_painter.h"
#include "app/views/curve_range.h"
#include "app/views/step_axis.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

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

void add_cursor(const Snapshot& now, const std::vector<ShownRun>& runs, const StepAxis& axis, bool rates,
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
        const double value = rates ? state.rate : state.loss;
        if (!std::isfinite(value)) continue;
        Points point;
        point.info = entry.info();
        point.x = {axis.x(*entry.run, state.step)};
        point.y = {value};
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

void add_hover(const std::vector<ShownRun>& runs, const Hover& hover, const StepAxis& axis, bool rates,
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
        const double value = !sample ? kAbsent : rates ? sample->rate : sample->loss;
        if (!std::isfinite(value)) continue;
        Points point;
        point.info = entry.info();
        point.x = {axis.x(*entry.run, sample->step)};
        point.y = {value};
        point.marker = {.shape = MarkerShape::ring,
                        .size = 10.0,
                        .fill = entry.style.color,
                        .rim = theme.panel,
                        .rim_width = 1.0};
        figure.marks.emplace_back(std::move(point));
    }
    const double x = std::clamp(rule_at, axis.range().low, axis.range().high);
    figure.marks.emplace_back(hover_card(runs, hover.step, nullptr, figure, x, 12.0, rates));
}

/// What lines that are not solid are, where there are any.
void add_part_keys(const std::vector<ShownRun>& runs, bool validated, const Theme& theme, Figure& figure) {
    const auto any = [&](const BucketSeries RunSnapshot::*series) {
        return std::any_of(runs.begin(), runs.end(),
                           [=](const ShownRun& entry) { return !(entry.run->*series).buckets.empty(); });
    };
    if (validated) figure.marks.emplace_back(kind_key("validation", Dash::dashed, kValidationWidth, theme));
    if (!any(&RunSnapshot::penalty)) return;
    figure.marks.emplace_back(kind_key("without penalty", Dash::dash_dot, kPartWidth, theme));
    figure.marks.emplace_back(kind_key("penalty", Dash::dotted, kPartWidth, theme));
}

}  // namespace

StepScale curve_scale(const Snapshot& now, const ViewOptions& options, std::uint64_t run) {
    const std::vector<ShownRun> runs = shown_runs(now, options, light_theme());
    if (runs.empty()) return {};
    const RunSnapshot& marked = marked_run(runs, run);
    return StepAxis::scale_of(options.curves.axis, marked.steps_per_epoch, marked.evaluations,
                              marked.seconds);
}

Figure curves_figure(const Snapshot& now, const ViewOptions& options, const Theme& theme, double pixels) {
    Figure figure;
    figure.theme = theme;
    const bool rates = options.curves.quantity == CurvesViewOptions::Quantity::rate;
    figure.title = curves_title(options.curves);
    figure.subtitle = subtitle_text(now);
    name_step_axis(options.curves, figure.x);
    figure.y.label = rates ? "Learning rate" : "Loss";
    const std::vector<ShownRun> runs = shown_runs(now, options, theme);
    if (runs.empty()) {
        figure.empty_text = now.runs.empty() ? "No runs yet. Add one to see how its loss falls."
                                             : "All runs are hidden. Show one to see its loss.";
        return figure;
    }
    const StepAxis axis(now, runs, options.curves, pixels);
    figure.x.range = axis.range();
    std::vector<SeenSteps> seen;
    for (const ShownRun& entry : runs) seen.push_back(axis.seen(axis.scale(*entry.run)));
    const double target = shows_closed_form(now, options) ? now.closed_form.loss : kAbsent;
    const LossRange values =
        rates ? rate_range(runs, seen, options.curves.log_y, options.curves.range.y)
              : loss_range(runs, seen, options.curves.log_y, options.curves.range.y, target);
    figure.y.range = values.range;
    figure.y.scale = values.scale;

    CurvePainter painter(now, options, axis, figure);
    for (const GhostRun& ghost : now.ghosts) {
        for (std::size_t i = 0; i < now.experiment.runs.size(); ++i) {
            const RunSpec& spec = now.experiment.runs[i];
            if (spec.id != ghost.id || !spec.shown) continue;
            painter.draw(ghost, run_style(now.experiment, i, theme));
        }
    }
    for (const ShownRun& entry : emphasised_last(runs)) painter.draw(entry);
    if (!rates) add_closed_form_loss(now, options, figure);
    add_cursor(now, runs, axis, rates, theme, figure);
    if (!rates) {
        add_closed_form_words(now, options, figure);
        add_part_keys(runs, painter.validated(), theme, figure);
        add_divergence(runs, axis, theme, figure);
    }
    if (options.hover) add_hover(runs, *options.hover, axis, rates, theme, figure);
    return figure;
}

}  // namespace talweg
