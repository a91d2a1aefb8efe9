// The data view: points, fitted lines, residuals or their squares, ghosts of the last few lines.
#include "app/views/data_residuals.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {
namespace {

constexpr Index kMostPoints = 10000;
constexpr std::size_t kMostGhosts = 8;

/// Points held back from training: hollow.
void add_held(const Dataset& data, const Matrix& x, const Matrix& y, std::string_view name,
              const MarkerStyle& marker, Figure& figure) {
    if (x.rows() == 0) return;
    Points held;
    held.info = quiet_mark();
    held.info.name = name;
    held.info.in_extent = true;
    held.info.in_legend = true;
    held.info.legend_rank = std::numeric_limits<std::size_t>::max();  // after the runs
    held.info.pickable = true;
    held.marker = marker;
    const Index stride = (x.rows() + kMostPoints - 1) / kMostPoints;
    for (Index i = 0; i < x.rows(); i += stride) {
        held.x.push_back(data.raw(0, x(i, 0)));
        held.y.push_back(y(i, 0));
    }
    figure.marks.emplace_back(std::move(held));
}

void add_points(const Dataset& data, const Theme& theme, Figure& figure) {
    const Index stride = (data.rows() + kMostPoints - 1) / kMostPoints;
    const double size = data.rows() <= 30 ? 9.0 : data.rows() <= 200 ? 7.0 : 5.0;
    Points points;
    points.info = quiet_mark();
    points.info.name = kSamplesMark;
    points.info.in_extent = true;
    points.info.pickable = true;
    points.marker = {.shape = MarkerShape::circle,
                     .size = size,
                     .fill = theme.text.faded(0.85),
                     .rim = theme.panel,
                     .rim_width = 1.0};
    for (Index i = 0; i < data.rows(); i += stride) {
        points.x.push_back(data.raw(0, data.x(i, 0)));
        points.y.push_back(data.y(i, 0));
    }
    if (data.all_rows() > data.rows()) {
        points.info.in_legend = true;
        points.info.legend = "training points";
    }
    figure.marks.emplace_back(std::move(points));
    add_held(data, data.validation_x, data.validation_y, "validation points",
             {.shape = MarkerShape::circle,
              .size = size - 1.0,
              .fill = theme.panel,
              .rim = theme.text,
              .rim_width = 1.5},
             figure);
    add_held(data, data.test_x, data.test_y, "test points",
             {.shape = MarkerShape::diamond,
              .size = size - 1.0,
              .fill = theme.panel,
              .rim = theme.text,
              .rim_width = 1.5},
             figure);
}

/// The samples that the next update of a run uses, over the points, in the run's colour: of the emphasised
/// run, else of the first shown one with mini-batches.
void add_batch(const Dataset& data, const std::vector<ShownRun>& runs, const ViewOptions& options,
               const Theme& theme, Figure& figure) {
    const ShownRun* told = nullptr;
    for (const ShownRun& entry : runs) {
        if (entry.run->batch.empty()) continue;
        if (told == nullptr || entry.spec->id == options.emphasised_run) told = &entry;
    }
    if (told == nullptr) return;
    Points batch;
    batch.info = quiet_mark();
    batch.info.name = kBatchMark;
    batch.info.legend = "batch of " + told->spec->name;
    batch.info.in_legend = true;
    batch.info.legend_rank = std::numeric_limits<std::size_t>::max();
    batch.marker = {.shape = MarkerShape::circle,
                    .size = data.rows() <= 30    ? 11.0
                            : data.rows() <= 200 ? 8.0
                                                 : 6.0,
                    .fill = told->style.color,
                    .rim = theme.panel,
                    .rim_width = 1.0};
    for (const Index row : told->run->batch) {
        if (row >= data.rows()) continue;
        batch.x.push_back(data.raw(0, data.x(row, 0)));
        batch.y.push_back(data.y(row, 0));
    }
    figure.marks.emplace_back(std::move(batch));
}

/// Fitted to the points, and to where the lines started when that is not far off: what moves, and what
/// diverges, never moves the axes.
void fit_ranges(const Snapshot& now, const std::vector<ShownRun>& runs, const ViewRange& wish,
                const Predictor& predictor, Figure& figure) {
    const Dataset& data = now.data;
    Span x;
    Span y;
    const auto take = [](const Matrix& values, Span& span) {
        for (Index i = 0; i < values.rows(); ++i) span.take(values(i, 0));
    };
    Span scaled;
    for (const Matrix* values : {&data.x, &data.validation_x, &data.test_x}) take(*values, scaled);
    if (!scaled.empty()) {
        x.take(data.raw(0, scaled.low));
        x.take(data.raw(0, scaled.high));
    }
    for (const Matrix* values : {&data.y, &data.validation_y, &data.test_y}) take(*values, y);
    figure.x.range = wish.x ? *wish.x : x.padded(0.08);
    // Both classes, also where the points have only one.
    const Task task = predictor.loss().task();
    if (task == Task::binary || task == Task::margin) {
        y.take(task == Task::binary ? 0.0 : -1.0);
        y.take(1.0);
    }
    const Span points = y;
    for (const ShownRun& entry : runs) {
        const PathSeries& path = entry.run->path;
        if (!predictor.straight() || path.x.empty() || path.y.empty() || points.empty()) continue;
        const double reach = points.high - points.low;
        for (const double at : {scaled.low, scaled.high}) {
            const double start = path.x[0] * at + path.y[0];
            if (start >= points.low - reach && start <= points.high + reach) y.take(start);
        }
    }
    figure.y.range = wish.y ? *wish.y : y.padded(0.08);
}

/// "y = 1.6912 x + 0.025844"; ŷ where the line is a score and no prediction of y.
std::string line_text(const Dataset& data, const Vector& theta, bool score) {
    const std::string x = data.x_names.empty() ? "x" : data.x_names[0];
    const std::string y = score ? "ŷ" : data.y_names.empty() ? "y" : data.y_names[0];
    const double scale = theta.cwiseAbs().maxCoeff();
    const std::string offset = number_text(std::abs(theta[1]), scale);
    const bool minus = theta[1] < 0.0 && offset != "0";
    return y + " = " + number_text(theta[0], scale) + " " + x + (minus ? " − " : " + ") + offset;
}

void add_ghosts(const ShownRun& entry, Predictor& predictor, Figure& figure) {
    const SampleWindow& trail = entry.run->trail;
    const auto parameters = static_cast<std::size_t>(entry.run->state.theta.size());
    if (trail.columns < kTheta + parameters || trail.count == 0) return;
    const Step now = entry.run->state.step;
    Vector theta(entry.run->state.theta.size());
    std::vector<Line> ghosts;
    for (std::size_t back = trail.count; back-- > 0 && ghosts.size() < kMostGhosts;) {
        if (trail.first + back >= now) continue;
        for (std::size_t p = 0; p < parameters; ++p) {
            theta[static_cast<Index>(p)] = trail.column(kTheta + p)[back];
        }
        Line line;
        line.info = entry.info();
        predictor.curve(theta, line.x, line.y);
        ghosts.push_back(std::move(line));
    }
    // The newest at 12 %, the oldest at 3 %, drawn from old to new.
    for (std::size_t i = ghosts.size(); i-- > 0;) {
        const double age =
            ghosts.size() > 1 ? static_cast<double>(i) / static_cast<double>(kMostGhosts - 1) : 0.0;
        ghosts[i].stroke = entry.stroke(2.5, 0.12 + (0.03 - 0.12) * age);
        figure.marks.emplace_back(std::move(ghosts[i]));
    }
}

void add_fit(const ShownRun& entry, const Snapshot& now, bool stand_alone, Predictor& predictor,
             Figure& figure) {
    const RunState& state = entry.run->state;
    const bool diverged = state.status == RunStatus::diverged;
    Line line;
    line.info = entry.info(entry.spec->name);
    line.info.in_legend = true;
    line.info.pickable = true;
    if (diverged) {
        line.info.legend = entry.spec->name + ": diverged at step " + grouped_text(state.step);
    } else if (stand_alone) {
        line.info.legend = entry.spec->name + ": ";
        if (predictor.straight()) {
            line.info.legend += line_text(now.data, predictor.in_user_units(state.theta),
                                          !predictor.loss().read_as().empty()) +
                                ", ";
        }
        line.info.legend += "loss " + number_text(state.loss);
    }
    predictor.curve(state.theta, line.x, line.y);
    line.stroke = entry.stroke(2.5, diverged ? 0.5 : 1.0);
    figure.marks.emplace_back(std::move(line));
}

/// The line of every run at the step that the pointer marks in some view.
void add_hover(const std::vector<ShownRun>& runs, const Hover& hover, const std::vector<std::string>& names,
               Predictor& predictor, Figure& figure) {
    for (const ShownRun& entry : emphasised_last(runs)) {
        const std::optional<SampleAt> sample = sample_at(*entry.run, hover.step);
        if (!sample || !predictor.fits(sample->theta.size())) continue;
        Line line;
        line.info = entry.info();
        predictor.curve(
            Eigen::Map<const Vector>(sample->theta.data(), static_cast<Index>(sample->theta.size())), line.x,
            line.y);
        line.stroke = {.color = entry.style.color, .width = 1.5, .dash = Dash::dashed, .halo = {}};
        figure.marks.emplace_back(std::move(line));
    }
    // One run in words is enough here, where a card for all would cover the points: the one pointed at, or
    // the first.
    const auto told = std::find_if(runs.begin(), runs.end(),
                                   [&](const ShownRun& entry) { return entry.run->id == hover.run; });
    const auto first = static_cast<std::size_t>(told == runs.end() ? 0 : told - runs.begin());
    const auto one = std::span(runs).subspan(first, std::min<std::size_t>(runs.size(), 1));
    figure.marks.emplace_back(hover_card(one, hover.step, &names, figure, figure.x.range->low, 8.0));
}

std::string reason_for_nothing(const Snapshot& now) {
    if (now.experiment.function) return "A test function has no data; its landscape is the loss surface.";
    if (now.data.rows() == 0) return "No points yet. Add one in the data panel, or choose a data set.";
    if (now.data.x.cols() != 1 || now.data.y.cols() != 1) {
        return "The fit is drawn for one input and one output; this data has " +
               std::to_string(now.data.x.cols()) + " and " + std::to_string(now.data.y.cols()) + ".";
    }
    return {};
}

}  // namespace

Figure data_figure(const Snapshot& now, const ViewOptions& options, const Theme& theme) {
    Figure figure;
    figure.theme = theme;
    figure.title = view_title(ViewId::data);
    figure.subtitle = subtitle_text(now);
    figure.x.label = now.data.x_names.empty() ? "x" : now.data.x_names[0];
    figure.y.label = now.data.y_names.empty() ? "y" : now.data.y_names[0];
    figure.empty_text = reason_for_nothing(now);
    if (!figure.empty_text.empty()) return figure;

    Predictor predictor(now.experiment, now.data);
    if (const std::string_view read_as = predictor.loss().read_as(); !read_as.empty()) {
        figure.y.label.append(" (").append(read_as).append(")");
    }
    std::vector<ShownRun> runs = shown_runs(now, options, theme);
    std::erase_if(runs, [&](const ShownRun& entry) {
        return !predictor.fits(static_cast<std::size_t>(entry.run->state.theta.size()));
    });
    fit_ranges(now, runs, options.data.range, predictor, figure);
    predictor.span(*figure.x.range);
    const std::vector<ShownRun> order = emphasised_last(runs);
    if (options.data.ghosts) {
        for (const ShownRun& entry : order) {
            if (entry.run->state.status != RunStatus::diverged) add_ghosts(entry, predictor, figure);
        }
    }
    const ShownRun* residual = residual_run(runs, options);
    if (residual != nullptr && options.data.residuals != DataViewOptions::Residuals::none) {
        add_residuals(now, options, *residual, predictor, figure);
    }
    for (const ShownRun& entry : order) add_fit(entry, now, options.stand_alone, predictor, figure);
    add_points(now.data, theme, figure);
    add_batch(now.data, runs, options, theme, figure);
    if (options.hover) add_hover(runs, *options.hover, now.parameter_names, predictor, figure);
    return figure;
}

}  // namespace talweg
