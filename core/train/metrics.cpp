// How good a theta is.
#include "core/train/metrics.h"

#include "core/base/error.h"
#include "core/train/assemble.h"
#include "core/train/class_targets.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

double ratio(double part, double whole) { return whole > 0.0 ? part / whole : 0.0; }

/// Eight lanes of partial sums, as core/base/sum.h: mse comes out as the same bits as the loss of that name.
template <class Term>
double lane_sum(Index n, Term term) {
    double lane[8] = {};
    Index i = 0;
    for (; i + 8 <= n; i += 8) {
        for (Index j = 0; j < 8; ++j) lane[j] += term(i + j);
    }
    for (Index j = 0; i + j < n; ++j) lane[j] += term(i + j);
    return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

// R² = 1 - sum (y - ŷ)² / sum (y - mean y)², of one output. Targets that are all equal have no spread to
// explain, also where rounding gives their mean another value.
double r2_of(const double* p, const double* t, Index n) {
    if (n < 2 || *std::min_element(t, t + n) == *std::max_element(t, t + n)) return kAbsent;
    const double mean = lane_sum(n, [t](Index i) { return t[i]; }) / static_cast<double>(n);
    const double spread = lane_sum(n, [=](Index i) { return (t[i] - mean) * (t[i] - mean); });
    const double left = lane_sum(n, [=](Index i) { return (p[i] - t[i]) * (p[i] - t[i]); });
    return 1.0 - left / spread;
}

void fill_regression(const Matrix& prediction, const Matrix& target, SplitMetrics& out) {
    const double* p = prediction.data();
    const double* t = target.data();
    const auto n = static_cast<double>(target.size());
    out.mse = lane_sum(target.size(), [=](Index i) { return (p[i] - t[i]) * (p[i] - t[i]); }) / n;
    out.rmse = std::sqrt(out.mse);
    out.mae = lane_sum(target.size(), [=](Index i) { return std::abs(p[i] - t[i]); }) / n;
    double r2 = 0.0;
    for (Index j = 0; j < target.cols(); ++j) {
        r2 += r2_of(p + j * target.rows(), t + j * target.rows(), target.rows());
    }
    out.r2 = r2 / static_cast<double>(target.cols());
}

std::size_t predicted_class(const Matrix& prediction, Index row) {
    Index best = 0;
    for (Index j = 1; j < prediction.cols(); ++j) {
        const bool larger = prediction(row, j) > prediction(row, best);
        if (larger || (std::isnan(prediction(row, best)) && !std::isnan(prediction(row, j)))) best = j;
    }
    return static_cast<std::size_t>(best);
}

// confusion(target, predicted) counts points.
void count_classes(Task task, const Matrix& prediction, const Matrix& target, std::size_t classes,
                   SplitMetrics& out) {
    out.confusion.assign(classes * classes, 0);
    if (task == Task::classes) {
        for (Index i = 0; i < target.rows(); ++i) {
            const auto wanted = static_cast<std::size_t>(target(i, 0));
            TALWEG_CHECK(wanted < classes);
            ++out.confusion[wanted * classes + predicted_class(prediction, i)];
        }
        return;
    }
    // Several outputs: each is a question of its own, and counts as a point.
    for (Index i = 0; i < target.size(); ++i) {
        const std::size_t wanted = target.data()[i] > 0.0 ? 1 : 0;
        const std::size_t said = prediction.data()[i] > 0.0 ? 1 : 0;
        ++out.confusion[wanted * classes + said];
    }
}

void fill_classification(Task task, const Matrix& prediction, const Matrix& target, SplitMetrics& out) {
    const std::size_t k = task == Task::classes ? static_cast<std::size_t>(prediction.cols()) : 2;
    count_classes(task, prediction, target, k, out);
    out.classes.resize(k);
    double right = 0.0;
    double all = 0.0;
    double occurring = 0.0;
    ClassMetrics macro{0.0, 0.0, 0.0, 0};
    for (std::size_t c = 0; c < k; ++c) {
        double targets = 0.0;
        double predictions = 0.0;
        for (std::size_t other = 0; other < k; ++other) {
            targets += static_cast<double>(out.confusion[c * k + other]);
            predictions += static_cast<double>(out.confusion[other * k + c]);
        }
        const auto hits = static_cast<double>(out.confusion[c * k + c]);
        ClassMetrics& one = out.classes[c];
        one.precision = ratio(hits, predictions);
        one.recall = ratio(hits, targets);
        one.f1 = ratio(2.0 * hits, targets + predictions);
        one.support = static_cast<std::uint64_t>(targets);
        right += hits;
        all += targets;
        if (targets + predictions == 0.0) continue;
        occurring += 1.0;
        macro.precision += one.precision;
        macro.recall += one.recall;
        macro.f1 += one.f1;
    }
    const auto support = static_cast<std::uint64_t>(all);
    out.accuracy = ratio(right, all);
    out.macro = {ratio(macro.precision, occurring), ratio(macro.recall, occurring),
                 ratio(macro.f1, occurring), support};
    // Every point has one target and one prediction, so that all three are hits over points.
    out.micro = {out.accuracy, out.accuracy, out.accuracy, support};
}

}  // namespace

void fill_metrics(Task task, const Matrix& prediction, const Matrix& target, SplitMetrics& out) {
    out.points = static_cast<std::uint64_t>(target.rows());
    out.mse = out.rmse = out.mae = out.r2 = out.accuracy = kAbsent;
    out.macro = out.micro = {};
    out.classes.clear();
    out.confusion.clear();
    if (out.points == 0) return;
    if (task == Task::regression)
        fill_regression(prediction, target, out);
    else
        fill_classification(task, prediction, target, out);
}

std::string class_label(Task task, std::size_t index) {
    if (task == Task::margin) return index == 0 ? "-1" : "1";
    return std::to_string(index);
}

std::string class_title(Task task, const Dataset& data, std::size_t index) {
    return index < data.classes.size() ? data.classes[index] : class_label(task, index);
}

std::span<const std::string_view> metric_columns(Task task) {
    static constexpr std::string_view kRegression[kMetricColumns] = {"mse", "rmse", "mae", "r2"};
    static constexpr std::string_view kClassification[kMetricColumns] = {"accuracy", "precision_macro",
                                                                         "recall_macro", "f1_macro"};
    return task == Task::regression ? kRegression : kClassification;
}

std::array<double, kMetricColumns> metric_values(Task task, const SplitMetrics& metrics) {
    if (task == Task::regression) return {metrics.mse, metrics.rmse, metrics.mae, metrics.r2};
    return {metrics.accuracy, metrics.macro.precision, metrics.macro.recall, metrics.macro.f1};
}

std::array<NamedSplit, 3> splits(const Metrics& metrics) {
    return {{{"train", metrics.train}, {"validation", metrics.validation}, {"test", metrics.test}}};
}

Evaluator::Evaluator(std::shared_ptr<const Dataset> data, std::shared_ptr<const Model> model,
                     std::shared_ptr<const Loss> loss)
    : data_(std::move(data)), model_(std::move(model)), loss_(std::move(loss)) {}

void Evaluator::evaluate(const Vector& theta, Metrics& out) {
    out.task = task();
    const auto fill = [&](const Matrix& x, const Matrix& y, Matrix& prediction, SplitMetrics& split) {
        if (y.rows() > 0) model_->predict(theta, x, prediction);
        fill_metrics(out.task, prediction, y, split);
        split.loss = y.rows() > 0 ? loss_->value(prediction, y) : kAbsent;
    };
    fill(data_->x, data_->y, prediction_[0], out.train);
    fill(data_->validation_x, data_->validation_y, prediction_[1], out.validation);
    fill(data_->test_x, data_->test_y, prediction_[2], out.test);
}

std::unique_ptr<Evaluator> make_evaluator(const Experiment& experiment, std::shared_ptr<const Dataset> data) {
    if (experiment.function) return nullptr;
    std::shared_ptr<const Loss> loss = assemble_loss(experiment, *data);
    std::shared_ptr<const Model> model = assemble_model(experiment, *data, *loss);
    return std::make_unique<Evaluator>(with_class_targets(*loss, std::move(data)), std::move(model),
                                       std::move(loss));
}

}  // namespace talweg
