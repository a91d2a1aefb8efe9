// The objective made of model, loss, penalty and data.
#include "core/objective/data_objective.h"

#include "core/base/error.h"
#include "core/base/sign.h"
#include "core/objective/line_objective.h"

#include <cmath>

namespace talweg {
DataObjective::DataObjective(std::shared_ptr<const Dataset> data, std::shared_ptr<const Model> model,
                             std::shared_ptr<const Loss> loss, Penalty penalty)
    : data_(std::move(data)), model_(std::move(model)), loss_(std::move(loss)), penalty_(penalty) {
    TALWEG_CHECK(data_->x.cols() == model_->inputs());
    // Classes that only validation has are outputs too.
    const Index needed = loss_->outputs(data_->y);
    const bool classes = loss_->task() == Task::classes;
    TALWEG_CHECK(classes ? needed <= model_->outputs() : needed == model_->outputs());
    TALWEG_CHECK(data_->x.rows() == data_->y.rows());
    if (penalty_.l1 == 0.0 && penalty_.l2 == 0.0) return;
    const std::vector<bool> is_weight = model_->is_weight();
    for (std::size_t i = 0; i < is_weight.size(); ++i) {
        if (is_weight[i] || penalty_.biases) weights_.push_back(static_cast<Index>(i));
    }
}

double DataObjective::penalty_of(const Vector& theta) const {
    double absolute = 0.0;
    double square = 0.0;
    for (const Index i : weights_) {
        absolute += std::abs(theta[i]);
        square += theta[i] * theta[i];
    }
    return penalty_.l1 * absolute + penalty_.l2 * square;
}

// |w| has no slope at 0; as PyTorch, 0 is taken there.
double DataObjective::add_penalty(const Vector& theta, Vector& gradient) const {
    for (const Index i : weights_) {
        const double w = theta[i];
        gradient[i] += penalty_.l1 * sign(w) + 2.0 * penalty_.l2 * w;
    }
    return penalty_of(theta);
}

double DataObjective::value(const Vector& theta) {
    model_->predict(theta, data_->x, prediction_);
    const double loss = loss_->value(prediction_, data_->y);
    return weights_.empty() ? loss : loss + penalty_of(theta);
}

double DataObjective::value_and_gradient(const Vector& theta, Vector& gradient) {
    model_->predict(theta, data_->x, prediction_);
    const double loss = loss_->value_and_gradient(prediction_, data_->y, d_prediction_);
    model_->backward(theta, data_->x, d_prediction_, gradient);
    return weights_.empty() ? loss : loss + add_penalty(theta, gradient);
}

Scratch& DataObjective::scratch_for(Index rows) {
    for (Scratch& each : scratch_) {
        if (each.rows == rows) return each;
    }
    Scratch& replaced = scratch_[oldest_];
    oldest_ = 1 - oldest_;
    replaced.rows = rows;
    replaced.x.resize(rows, data_->x.cols());
    replaced.y.resize(rows, data_->y.cols());
    replaced.prediction.resize(rows, model_->outputs());
    replaced.d_prediction.resize(rows, model_->outputs());
    return replaced;
}

double DataObjective::batch_value_and_gradient(const Vector& theta, std::span<const Index> rows,
                                               Vector& gradient) {
    Scratch& batch = scratch_for(static_cast<Index>(rows.size()));
    for (Index j = 0; j < data_->x.cols(); ++j) {
        const double* from = data_->x.data() + j * data_->x.rows();
        double* to = batch.x.data() + j * batch.rows;
        for (std::size_t i = 0; i < rows.size(); ++i) to[i] = from[rows[i]];
    }
    for (Index j = 0; j < data_->y.cols(); ++j) {
        const double* from = data_->y.data() + j * data_->y.rows();
        double* to = batch.y.data() + j * batch.rows;
        for (std::size_t i = 0; i < rows.size(); ++i) to[i] = from[rows[i]];
    }
    model_->predict(theta, batch.x, batch.prediction);
    const double loss = loss_->value_and_gradient(batch.prediction, batch.y, batch.d_prediction);
    model_->backward(theta, batch.x, batch.d_prediction, gradient);
    return weights_.empty() ? loss : loss + add_penalty(theta, gradient);
}

// The loss alone: a penalty judges theta, not how well unseen samples are met.
std::optional<double> DataObjective::validation_value(const Vector& theta) {
    if (data_->validation_x.rows() == 0) return std::nullopt;
    model_->predict(theta, data_->validation_x, validation_prediction_);
    return loss_->value(validation_prediction_, data_->validation_y);
}

std::optional<LeastSquares> DataObjective::least_squares() const {
    const std::optional<double> factor = loss_->squares_factor();
    if (!factor || !model_->linear_in_parameters() || data_->rows() == 0) return std::nullopt;
    std::optional<LeastSquares> problem = least_squares_problem(*model_, data_->x, data_->y);
    if (!problem) return std::nullopt;
    problem->scale *= *factor;
    problem->l2 = penalty_.l2;
    if (penalty_.biases) problem->weight.assign(problem->weight.size(), true);
    return problem;
}

std::optional<double> DataObjective::penalty_value(const Vector& theta) const {
    if (weights_.empty()) return std::nullopt;
    return penalty_of(theta);
}

// Least squares of a model linear in theta bend everywhere alike: worked out once.
bool DataObjective::hessian(const Vector& theta, Matrix& hessian) {
    if (theta.size() > kMostHessian) return false;
    if (!squares_looked_at_) {
        squares_looked_at_ = true;
        if (const std::optional<LeastSquares> problem = least_squares()) {
            constant_hessian_ = least_squares_hessian(*problem);
        }
    }
    if (constant_hessian_.size() > 0) {
        hessian = constant_hessian_;
        return true;
    }
    const Index p = theta.size();
    if (unit_.size() != p) {
        unit_ = Vector::Zero(p);
        column_ = Vector::Zero(p);
    }
    for (Index i = 0; i < p; ++i) {
        unit_[i] = 1.0;
        const bool known = hessian_product(theta, unit_, column_);
        unit_[i] = 0.0;
        if (!known) return false;
        if (i == 0 && (hessian.rows() != p || hessian.cols() != p)) hessian.resize(p, p);
        hessian.col(i) = column_;
    }
    // Equal to rounding; eigenvalue solvers want it equal.
    for (Index j = 0; j < p; ++j) {
        for (Index i = 0; i < j; ++i) {
            hessian(i, j) = hessian(j, i) = 0.5 * (hessian(i, j) + hessian(j, i));
        }
    }
    return true;
}

// Pearlmutter 1994: the derivative of the gradient along a direction, exactly.
bool DataObjective::hessian_product(const Vector& theta, const Vector& direction, Vector& product) {
    model_->predict(theta, data_->x, prediction_);
    loss_->value_and_gradient(prediction_, data_->y, d_prediction_);
    if (!model_->tangent(theta, data_->x, direction, tangent_)) return false;
    if (!loss_->hessian_product(prediction_, data_->y, tangent_, d_tangent_)) return false;
    if (product.size() != theta.size()) product.resize(theta.size());
    model_->predict(theta, data_->x, prediction_);
    if (!model_->backward_tangent(theta, data_->x, d_prediction_, d_tangent_, direction, product))
        return false;
    for (const Index i : weights_) product[i] += 2.0 * penalty_.l2 * direction[i];
    return true;
}

// |r|^2 = c / (n k) sum (prediction - y)^2 + l2 sum w^2.
bool DataObjective::residuals(const Vector& theta, Vector& residual, Matrix& jacobian) {
    const std::optional<double> factor = loss_->squares_factor();
    if (!factor || penalty_.l1 > 0.0 || data_->rows() == 0) return false;
    const Index m = data_->y.size();
    const Index p = theta.size();
    const auto extra = penalty_.l2 > 0.0 ? static_cast<Index>(weights_.size()) : Index{0};
    if (residual.size() != m + extra) residual.resize(m + extra);
    if (jacobian.rows() != m + extra || jacobian.cols() != p) jacobian.resize(m + extra, p);
    if (unit_.size() != p) unit_ = Vector::Zero(p);
    const double scale = std::sqrt(*factor / static_cast<double>(m));
    model_->predict(theta, data_->x, prediction_);
    for (Index i = 0; i < m; ++i) residual[i] = scale * (prediction_.data()[i] - data_->y.data()[i]);
    for (Index j = 0; j < p; ++j) {
        unit_[j] = 1.0;
        const bool known = model_->tangent(theta, data_->x, unit_, tangent_);
        unit_[j] = 0.0;
        if (!known) return false;
        for (Index i = 0; i < m; ++i) jacobian(i, j) = scale * tangent_.data()[i];
    }
    if (extra == 0) return true;
    const double pull = std::sqrt(penalty_.l2);
    jacobian.bottomRows(extra).setZero();
    for (Index i = 0; i < extra; ++i) {
        const Index weight = weights_[static_cast<std::size_t>(i)];
        residual[m + i] = pull * theta[weight];
        jacobian(m + i, weight) = pull;
    }
    return true;
}

std::optional<Vector> DataObjective::minimiser() {
    if (penalty_.l1 > 0.0) return std::nullopt;
    const std::optional<LeastSquares> problem = least_squares();
    if (!problem) return std::nullopt;
    Vector theta = least_squares_minimiser(*problem);
    if (!theta.allFinite()) return std::nullopt;
    // What is 0 in exact arithmetic comes out as some 1e-16: say 0 where that costs nothing.
    const double largest = theta.cwiseAbs().maxCoeff();
    const double best = value(theta);
    for (Index i = 0; i < theta.size(); ++i) {
        const double entry = theta[i];
        if (entry == 0.0 || std::abs(entry) > 1e-13 * largest) continue;
        theta[i] = 0.0;
        if (!(value(theta) <= best * (1.0 + 1e-14))) theta[i] = entry;
    }
    return theta;
}

std::unique_ptr<Objective> make_data_objective(std::shared_ptr<const Dataset> data,
                                               std::shared_ptr<const Model> model,
                                               std::shared_ptr<const Loss> loss, Penalty penalty) {
    if (is_line_of_squares(*data, *model, *loss)) {
        return std::make_unique<LineObjective>(std::move(data), std::move(model), std::move(loss), penalty);
    }
    return std::make_unique<DataObjective>(std::move(data), std::move(model), std::move(loss), penalty);
}

}  // namespace talweg
