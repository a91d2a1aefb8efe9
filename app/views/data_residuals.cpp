// Residuals of one run.
#include "app/views/data_residuals.h"

#include "core/train/catalogue.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Index kMostResiduals = 1000;
/// More predictions than these are not made in every frame.
constexpr Index kMostPredicted = 10000;

struct Residuals {
    std::vector<double> x, y, prediction;
    double squares = 0.0;  ///< sum over all samples
    bool exact = true;     ///< false: the sum is as that of those drawn would have it
    Index count = 0;       ///< of all samples
    Index every = 1;       ///< only every so many are drawn
};

Residuals residuals_of(const Dataset& data, const RunSnapshot& run, Predictor& predictor) {
    Residuals found;
    found.count = data.rows();
    found.every = std::max<Index>(1, (data.rows() + kMostResiduals - 1) / kMostResiduals);
    const bool few = data.rows() <= kMostPredicted;
    const Index step = few ? 1 : found.every;
    Matrix rows;
    if (!few) {
        rows.resize((data.rows() + step - 1) / step, data.x.cols());
        for (Index i = 0; i < rows.rows(); ++i) rows.row(i) = data.x.row(i * step);
    }
    const Matrix& predicted = predictor.predict(run.state.theta, few ? data.x : rows);
    for (Index i = 0; i < predicted.rows(); ++i) {
        const Index row = i * step;
        const double residual = data.y(row, 0) - predicted(i, 0);
        found.squares += residual * residual;
        if (row % found.every != 0 || !std::isfinite(predicted(i, 0))) continue;
        found.x.push_back(data.raw(0, data.x(row, 0)));
        found.y.push_back(data.y(row, 0));
        found.prediction.push_back(predicted(i, 0));
    }
    if (few || predicted.rows() == 0) return found;
    const SplitMetrics& known = run.metrics.train;
    found.exact = run.metrics.step == run.state.step &&
                  known.points == static_cast<std::uint64_t>(found.count) && std::isfinite(known.mse);
    const double mean = found.exact ? known.mse : found.squares / static_cast<double>(predicted.rows());
    found.squares = mean * static_cast<double>(found.count);
    return found;
}

/// The square on each residual, towards the middle of the plot. Its side is a length on the y axis.
Polygons squares_of(const Residuals& residuals, const ShownRun& entry, double middle) {
    Polygons squares;
    squares.info = entry.info();
    squares.info.name = "squared residuals of " + entry.spec->name;
    squares.x_in_y_units = true;
    squares.fill = entry.style.color.faded(0.10);
    squares.edge = {.color = entry.style.color.faded(0.55), .width = 1.0, .halo = {}};
    for (std::size_t i = 0; i < residuals.x.size(); ++i) {
        const double side = std::abs(residuals.prediction[i] - residuals.y[i]);
        const double far = residuals.x[i] + (residuals.x[i] > middle ? -side : side);
        squares.starts.push_back(squares.x.size());
        for (const double x : {residuals.x[i], residuals.x[i], far, far}) squares.x.push_back(x);
        for (const double y :
             {residuals.y[i], residuals.prediction[i], residuals.prediction[i], residuals.y[i]}) {
            squares.y.push_back(y);
        }
    }
    squares.starts.push_back(squares.x.size());
    return squares;
}

/// What the areas, or the lengths, have to do with the loss. `batches`: the run's loss is that of a part of
/// the points, its residuals are those of all.
std::string residuals_caption(const Snapshot& now, const std::string& name, const Residuals& residuals,
                              bool squares, bool batches) {
    const double mean = residuals.squares / static_cast<double>(residuals.count);
    const LossPart& part = loss_part(now.experiment.loss.kind);
    const std::optional<double> factor =
        part.make(Settings(part.info, now.experiment.loss.knobs))->squares_factor();
    const Penalty& penalty = now.experiment.penalty;
    std::string meaning = factor == 1.0   ? "the loss"
                          : factor == 0.5 ? "twice the loss"
                                          : "the mean squared error";
    if (batches) meaning += " over all points";
    std::string caption = squares && residuals.exact
                              ? name + ": the areas, in units of y, sum to " +
                                    number_text(residuals.squares) + "; their mean " + number_text(mean)
                              : name + ": the mean of the squared residuals " + number_text(mean);
    caption += (residuals.exact ? " is " : ", of those drawn alone, is about ") + meaning;
    if (factor && (penalty.l1 > 0.0 || penalty.l2 > 0.0)) caption += " without its penalty";
    if (residuals.every > 1) caption += " (one residual in " + std::to_string(residuals.every) + " is drawn)";
    return caption;
}

/// The caption of the run with the longest name and numbers of all digits: as they change, the plot stands
/// still.
std::string widest_caption(const Snapshot& now, Residuals residuals, bool squares) {
    std::string name;
    bool batches = false;
    for (const RunSnapshot& run : now.runs) batches = batches || run.steps_per_epoch > 1;
    for (const RunSpec& run : now.experiment.runs)
        if (run.shown && run.name.size() > name.size()) name = run.name;
    residuals.exact = residuals.exact && residuals.count <= kMostPredicted;
    residuals.squares = 8.8888e-88 * static_cast<double>(residuals.count);
    return residuals_caption(now, name, residuals, squares, batches);
}

}  // namespace

void add_residuals(const Snapshot& now, const ViewOptions& options, const ShownRun& entry,
                   Predictor& predictor, Figure& figure) {
    // Between a score and a class lies no distance that one could draw.
    if (data_look(now, options).task != Task::regression) return;
    const Residuals residuals = residuals_of(now.data, *entry.run, predictor);
    if (residuals.count == 0) return;
    const bool squares = options.data.residuals == DataViewOptions::Residuals::squares;
    figure.caption =
        residuals_caption(now, entry.spec->name, residuals, squares, entry.run->steps_per_epoch > 1);
    figure.caption_room = widest_caption(now, residuals, squares);
    if (squares) {
        const double middle = 0.5 * (figure.x.range->low + figure.x.range->high);
        figure.marks.emplace_back(squares_of(residuals, entry, middle));
        return;
    }
    Segments segments;
    segments.info = entry.info();
    segments.info.name = "residuals of " + entry.spec->name;
    segments.x0 = residuals.x;
    segments.x1 = residuals.x;
    segments.y0 = residuals.y;
    segments.y1 = residuals.prediction;
    segments.stroke = {.color = entry.style.color.faded(0.6), .width = 1.5, .halo = {}};
    figure.marks.emplace_back(std::move(segments));
}

}  // namespace talweg
