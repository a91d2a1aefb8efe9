// Residuals of one run.
#include "app/views/data_residuals.h"

#include "core/train/catalogue.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Index kMostResiduals = 1000;

struct Residuals {
    std::vector<double> x, y, prediction;
    double squares = 0.0;  ///< sum over all samples
    Index count = 0;       ///< of all samples
    Index every = 1;       ///< only every so many are drawn
};

Residuals residuals_of(const Dataset& data, const Vector& theta, Predictor& predictor) {
    Residuals found;
    const Matrix& predicted = predictor.predict(theta, data.x);
    found.count = data.rows();
    found.every = std::max<Index>(1, (data.rows() + kMostResiduals - 1) / kMostResiduals);
    for (Index i = 0; i < data.rows(); ++i) {
        const double residual = data.y(i, 0) - predicted(i, 0);
        found.squares += residual * residual;
        if (i % found.every != 0 || !std::isfinite(predicted(i, 0))) continue;
        found.x.push_back(data.raw(0, data.x(i, 0)));
        found.y.push_back(data.y(i, 0));
        found.prediction.push_back(predicted(i, 0));
    }
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
    std::string caption = squares ? name + ": the areas, in units of y, sum to " +
                                        number_text(residuals.squares) + "; their mean " + number_text(mean)
                                  : name + ": the mean of the squared residuals " + number_text(mean);
    caption += " is " + meaning;
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
    residuals.squares = 8.8888e-88 * static_cast<double>(residuals.count);
    return residuals_caption(now, name, residuals, squares, batches);
}

}  // namespace

void add_residuals(const Snapshot& now, const ViewOptions& options, const ShownRun& entry,
                   Predictor& predictor, Figure& figure) {
    // Between a score and a class lies no distance that one could draw.
    if (data_look(now, options).task != Task::regression) return;
    const Residuals residuals = residuals_of(now.data, entry.run->state.theta, predictor);
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
