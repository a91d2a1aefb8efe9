// The data view: points, fitted lines, residuals or their squares, ghosts of the last few lines; and which of
// its other pictures is drawn.
#include "app/views/closed_form_marks.h"
#include "app/views/data_confusion.h"
#include "app/views/data_pictures.h"
#include "app/views/data_points.h"
#include "app/views/data_residuals.h"
#include "app/views/predictor.h"
#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace talweg {
namespace {

constexpr std::size_t kMostGhosts = 8;

/// Named classes that the loss reads as -1 and 1: the points stand where the curve heads for.
bool signed_classes(const Dataset& data, const DataLook& look) {
    return look.task == Task::margin && data.of_classes();
}

/// Fitted to the points, and to where the lines started when that is not far off: what moves, and what
/// diverges, never moves the axes.
void fit_ranges(const Snapshot& now, const std::vector<ShownRun>& runs, const ViewRange& wish,
                const DataLook& look, bool straight, Figure& figure) {
    const Dataset& data = now.data;
    figure.x.range = wish.x ? *wish.x : input_range(now, look.across);
    Span y = signed_classes(data, look) ? Span{} : target_span(now);
    // Both classes, also where the points have only one.
    if (look.task == Task::binary || look.task == Task::margin) {
        y.take(look.task == Task::binary ? 0.0 : -1.0);
        y.take(1.0);
    }
    const Span points = y;
    const ColumnExtent scaled = data_extent(now).inputs[static_cast<std::size_t>(look.across)];
    for (const ShownRun& entry : runs) {
        const PathSeries& path = entry.run->path;
        const bool line = straight && data.x.cols() == 1 && entry.run->state.theta.size() == 2;
        if (!line || path.x.empty() || path.y.empty() || points.empty()) continue;
        const double reach = points.high - points.low;
        for (const double at : {scaled.low, scaled.high}) {
            const double start = path.x[0] * at + path.y[0];
            if (start >= points.low - reach && start <= points.high + reach) y.take(start);
        }
    }
    figure.y.range = wish.y ? *wish.y : y.padded(0.08);
}

/// "y = 1.6912 x + 0.025844"; ŷ where the line is a score and no prediction of y.
std::string line_text(const Dataset& data, const DataLook& look, const Vector& theta) {
    const std::string x = input_name(data, look.across);
    const std::string y = look.task == Task::margin ? "ŷ" : target_name(data);
    const double scale = theta.cwiseAbs().maxCoeff();
    const std::string offset = number_text(std::abs(theta[1]), scale);
    const bool minus = theta[1] < 0.0 && offset != "0";
    return y + " = " + number_text(theta[0], scale) + " " + x + (minus ? " − " : " + ") + offset;
}

/// Theta at one of the last few steps; nothing where it is not known as a whole.
std::optional<Vector> past_theta(const RunSnapshot& run, Step step) {
    const Index count = run.state.theta.size();
    const auto parameters = static_cast<std::size_t>(count);
    const SampleWindow& trail = run.trail;
    if (trail.columns >= kTheta + parameters && trail.has(step)) {
        Vector theta(count);
        for (std::size_t p = 0; p < parameters; ++p) {
            theta[static_cast<Index>(p)] =
                trail.column(kTheta + p)[static_cast<std::size_t>(step - trail.first)];
        }
        return theta;
    }
    const ThetaWindow& longer = run.thetas;
    if (longer.parameters != parameters || step < longer.first || step >= longer.first + longer.count)
        return std::nullopt;
    return Eigen::Map<const Vector>(longer.theta(static_cast<std::size_t>(step - longer.first)).data(),
                                    count);
}

void add_ghosts(const ShownRun& entry, Predictor& predictor, Figure& figure) {
    const RunState& state = entry.run->state;
    std::vector<Line> ghosts;
    for (Step step = state.step; step-- > 0 && ghosts.size() < kMostGhosts;) {
        const std::optional<Vector> theta = past_theta(*entry.run, step);
        if (!theta) break;
        Line line;
        line.info = entry.info();
        predictor.curve(*theta, line.x, line.y);
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

void add_fit(const ShownRun& entry, const Snapshot& now, const DataLook& look, bool stand_alone,
             Predictor& predictor, Figure& figure) {
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
        if (predictor.straight())
            line.info.legend += line_text(now.data, look, predictor.in_user_units(state.theta)) + ", ";
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
    if (now.data.x.cols() == 0) return "This data has no inputs.";
    return {};
}

/// "species: probability of virginica": what the curve says of the target.
std::string target_label(const Snapshot& now, const DataLook& look) {
    const std::string name = target_name(now.data);
    switch (look.task) {
        case Task::binary:
            return name + ": probability of " + class_name(now.data, look.task, 1);
        case Task::margin:
            return name + ": score, class by sign";
        case Task::classes:
            return name + ": likeliest class";
        case Task::regression:
            break;
    }
    return name;
}

/// The fitted curves of all shown runs along one input.
void draw_curve(const Snapshot& now, const ViewOptions& options, const DataLook& look,
                std::vector<ShownRun> runs, PointCloud& cloud, Figure& figure) {
    const Dataset& data = now.data;
    const Theme& theme = figure.theme;
    figure.x.label = input_name(data, look.across);
    figure.y.label = target_label(now, look);
    Predictor predictor(now, look);
    std::erase_if(runs, [&](const ShownRun& entry) {
        return !predictor.fits(static_cast<std::size_t>(entry.run->state.theta.size()));
    });
    fit_ranges(now, runs, options.data.range, look, predictor.straight(), figure);
    predictor.span(*figure.x.range);
    const std::vector<ShownRun> order = emphasised_last(runs);
    if (options.data.ghosts) {
        for (const ShownRun& entry : order) {
            if (entry.run->state.status != RunStatus::diverged) add_ghosts(entry, predictor, figure);
        }
    }
    const ShownRun* residual = residual_run(runs, options);
    const bool one = data.x.cols() == 1 && data.y.cols() == 1;  // else a point's residual ends on no curve
    if (one && residual != nullptr && options.data.residuals != DataViewOptions::Residuals::none) {
        add_residuals(now, options, *residual, predictor, figure);
    }
    for (const ShownRun& entry : order) add_fit(entry, now, look, options.stand_alone, predictor, figure);
    if (look.task == Task::regression) add_closed_form_curve(now, options, predictor, figure);
    const PointPlot plot = point_plot(now, look, figure, cloud);
    add_points(plot, theme, figure);
    add_batch(data, runs, options, plot.place, false, theme, figure);
    if (options.hover) add_hover(runs, *options.hover, now.parameter_names, predictor, figure);
    if (const std::string held = held_text(now, look); !held.empty()) figure.caption = "Curves: " + held;
}

void draw(const Snapshot& now, const ViewOptions& options, const PredictionArt* art, PointCloud& cloud,
          Figure& figure) {
    const DataLook look = data_look(now, options);
    std::vector<ShownRun> runs = shown_runs(now, options, figure.theme);
    switch (look.picture) {
        case DataPicture::curve:
            return draw_curve(now, options, look, std::move(runs), cloud, figure);
        case DataPicture::plane:
            return draw_plane(now, options, look, runs, art, cloud, figure);
        case DataPicture::against:
        case DataPicture::residuals:
            return draw_scatter(now, options, look, runs, figure);
        case DataPicture::confusion:
            return draw_confusion(now, options, look, runs, figure);
    }
}

}  // namespace

std::string_view data_title(const Snapshot& now, const ViewOptions& options) {
    const bool data = reason_for_nothing(now).empty();
    const bool confusion = data && data_look(now, options).picture == DataPicture::confusion;
    return confusion ? "Confusion matrix" : view_title(ViewId::data);
}

void add_cell_card(Figure& figure, std::size_t mark, std::size_t cell) {
    const Cells* cells = mark < figure.marks.size() ? std::get_if<Cells>(&figure.marks[mark]) : nullptr;
    if (cells == nullptr || cell >= cells->cells.size()) return;
    const Cell& told = cells->cells[cell];
    Note note;
    note.info = quiet_mark();
    note.x = 0.5 * (told.x.low + told.x.high);
    note.y = 0.5 * (told.y.low + told.y.high);
    note.dx = 20.0;
    note.dy = 20.0;
    note.text = told.tip;
    note.color = figure.theme.text;
    note.card = true;
    figure.marks.emplace_back(std::move(note));
}

Figure data_figure(const Snapshot& now, const ViewOptions& options, const Theme& theme,
                   const PredictionArt* art, PointCloud* cloud) {
    Figure figure;
    figure.theme = theme;
    figure.title = data_title(now, options);
    figure.subtitle = subtitle_text(now);
    figure.x.label = now.data.x_names.empty() ? "x" : now.data.x_names[0];
    figure.y.label = target_name(now.data);
    figure.empty_text = reason_for_nothing(now);
    if (!figure.empty_text.empty()) return figure;

    // While an edit is on its way the points may still be those of another model.
    try {
        PointCloud own;
        draw(now, options, art, cloud != nullptr ? *cloud : own, figure);
    } catch (const Error& problem) {
        figure.marks.clear();
        figure.empty_text = problem.what();
    }
    return figure;
}

}  // namespace talweg
