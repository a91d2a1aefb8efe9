// One run's predictions against the targets, and its residuals against its predictions.
#include "app/views/data_pictures.h"
#include "app/views/data_points.h"
#include "app/views/predictor.h"
#include "core/base/text.h"
#include "core/train/metrics.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

/// Targets and predictions of the drawn points of one part of the data.
struct Pairs {
    std::string_view name;
    std::vector<double> target, prediction;
};

Pairs pairs_of(std::string_view name, const Matrix& x, const Matrix& y, const Vector& theta,
               Predictor& predictor) {
    Pairs pairs;
    pairs.name = name;
    const Index stride = std::max<Index>(1, (x.rows() + kMostPoints - 1) / kMostPoints);
    const Index count = (x.rows() + stride - 1) / stride;
    if (count == 0) return pairs;
    Matrix rows(count, x.cols());
    for (Index i = 0; i < count; ++i) rows.row(i) = x.row(i * stride);
    const Matrix& predicted = predictor.predict(theta, rows);
    for (Index i = 0; i < count; ++i) {
        pairs.target.push_back(y(i * stride, 0));
        pairs.prediction.push_back(predicted(i, 0));
    }
    return pairs;
}

/// The targets' range, widened by halves of its length until the predictions are in it, at most by twice its
/// length on a side: it holds still while they move a little.
Range prediction_range(const Span& targets, const std::vector<Pairs>& parts) {
    Range range = targets.padded(0.08);
    const double piece = 0.5 * range.span();
    Span predicted;
    for (const Pairs& part : parts) {
        for (const double value : part.prediction) predicted.take(value);
    }
    if (predicted.empty()) return range;
    const auto pieces = [piece](double beyond) { return std::clamp(std::ceil(beyond / piece), 0.0, 4.0); };
    const double low = pieces(range.low - predicted.low);
    const double high = pieces(predicted.high - range.high);
    return {range.low - low * piece, range.high + high * piece};
}

/// As far on both sides of zero as a 1, 2 or 5 that holds all residuals.
Range residual_range(const std::vector<Pairs>& parts) {
    double most = 0.0;
    for (const Pairs& part : parts) {
        for (std::size_t i = 0; i < part.target.size(); ++i) {
            const double residual = std::abs(part.target[i] - part.prediction[i]);
            if (std::isfinite(residual)) most = std::max(most, residual);
        }
    }
    if (!(most > 0.0) || most > 1e300) return {-1.0, 1.0};
    const double power = std::pow(10.0, std::floor(std::log10(most)));
    double reach = 10.0 * power;
    for (const double digit : {5.0, 2.0, 1.0}) {
        if (digit * power >= most) reach = digit * power;
    }
    return {-1.05 * reach, 1.05 * reach};
}

void add_pairs(const Pairs& pairs, std::size_t part, bool residuals, const ShownRun& told,
               const Dataset& data, Figure& figure) {
    if (pairs.target.empty()) return;
    const Theme& theme = figure.theme;
    Points points;
    points.info = told.info(std::string(part == 0 ? kSamplesMark : pairs.name));
    points.info.legend = pairs.name;
    points.info.in_legend = data.all_rows() > data.rows();
    points.info.pickable = true;
    points.marker = {.shape = part == 2 ? MarkerShape::diamond : MarkerShape::circle,
                     .size = point_size(data.rows()),
                     .fill = part == 0 ? told.style.color.faded(0.75) : theme.panel,
                     .rim = part == 0 ? theme.panel : told.style.color,
                     .rim_width = part == 0 ? 1.0 : 1.5};
    for (std::size_t i = 0; i < pairs.target.size(); ++i) {
        points.x.push_back(residuals ? pairs.prediction[i] : pairs.target[i]);
        points.y.push_back(residuals ? pairs.target[i] - pairs.prediction[i] : pairs.prediction[i]);
    }
    figure.marks.emplace_back(std::move(points));
}

void add_diagonal(Figure& figure) {
    const double low = std::min(figure.x.range->low, figure.y.range->low);
    const double high = std::max(figure.x.range->high, figure.y.range->high);
    Line diagonal;
    diagonal.info = quiet_mark();
    diagonal.info.name = "predicted = true";
    diagonal.info.in_legend = true;
    diagonal.x = diagonal.y = {low, high};
    diagonal.stroke = {.color = figure.theme.quiet_text, .width = 1.5, .dash = Dash::dashed, .halo = {}};
    figure.marks.emplace_back(std::move(diagonal));
}

void add_zero(Figure& figure) {
    Rule zero;
    zero.info = quiet_mark();
    zero.info.name = "zero";
    zero.stroke = {.color = figure.theme.quiet_text, .width = 1.5, .dash = Dash::dashed, .halo = {}};
    figure.marks.emplace_back(std::move(zero));
}

/// "SGD 0.1: R² 0.93, rmse 1.2; of the validation points R² 0.9, rmse 1.3"
std::string scatter_caption(const ShownRun& told) {
    const Metrics& metrics = told.run->metrics;
    std::string text = told.spec->name;
    for (const NamedSplit& part : splits(metrics)) {
        if (part.metrics.points == 0 || metrics.step != told.run->state.step) continue;
        const std::string of = part.name == "train" ? ": " : "; " + std::string(part.name) + " ";
        text += of;
        if (std::isfinite(part.metrics.r2)) text += "R² " + short_text(part.metrics.r2, 3) + ", ";
        text += "rmse " + short_text(part.metrics.rmse, 3);
    }
    return text;
}

}  // namespace

void draw_scatter(const Snapshot& now, const ViewOptions& options, const DataLook& look,
                  const std::vector<ShownRun>& runs, Figure& figure) {
    const Dataset& data = now.data;
    const bool residuals = look.picture == DataPicture::residuals;
    const std::string target = target_name(data);
    figure.x.label = (residuals ? "predicted " : "true ") + target;
    figure.y.label = residuals ? "true − predicted " + target : "predicted " + target;
    const ShownRun* told = told_run(runs, options);
    Predictor predictor(now, look);
    if (told == nullptr || !predictor.fits(static_cast<std::size_t>(told->run->state.theta.size()))) {
        figure.empty_text = "No run is shown: its predictions would stand here.";
        return;
    }
    const Vector& theta = told->run->state.theta;
    const std::vector<Pairs> parts = {
        pairs_of("training points", data.x, data.y, theta, predictor),
        pairs_of("validation points", data.validation_x, data.validation_y, theta, predictor),
        pairs_of("test points", data.test_x, data.test_y, theta, predictor)};
    const Span targets = target_span(now);
    const Range predicted = prediction_range(targets, parts);
    const Range across = residuals ? predicted : targets.padded(0.08);
    figure.x.range = options.data.range.x.value_or(across);
    figure.y.range = options.data.range.y.value_or(residuals ? residual_range(parts) : predicted);
    if (residuals)
        add_zero(figure);
    else
        add_diagonal(figure);
    for (std::size_t part = 0; part < parts.size(); ++part) {
        add_pairs(parts[part], part, residuals, *told, data, figure);
    }
    figure.caption = scatter_caption(*told);
}

}  // namespace talweg
