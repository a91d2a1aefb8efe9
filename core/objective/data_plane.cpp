// The loss of data over a plane of parameters: what is linear or quadratic in them need not be predicted anew
// at every place.
#include "core/objective/data_objective.h"

#include <cmath>
#include <utility>

namespace talweg {
namespace {

/// Room that residuals and their derivatives may take, in numbers.
constexpr double kMostRoom = 2e7;

/// A penalty over a plane, from the parameters that it acts on.
class PlanePenalty {
  public:
    PlanePenalty(const Penalty& penalty, const std::vector<Index>& acted_on, const ThetaPlane& plane)
        : penalty_(penalty) {
        for (const Index i : acted_on) at_.push_back({plane.origin[i], plane.u[i], plane.v[i]});
    }
    bool empty() const { return at_.empty(); }
    void leave_squares_out() {
        penalty_.l2 = 0.0;
        if (penalty_.l1 == 0.0) at_.clear();
    }
    double operator()(double a, double b) const {
        double absolute = 0.0;
        double square = 0.0;
        for (const auto& [origin, u, v] : at_) {
            const double w = origin + a * u + b * v;
            absolute += std::abs(w);
            square += w * w;
        }
        return penalty_.l1 * absolute + penalty_.l2 * square;
    }
    double cost() const { return 4.0 * static_cast<double>(at_.size()); }

  private:
    struct Place {
        double origin, u, v;
    };
    Penalty penalty_;
    std::vector<Place> at_;
};

class QuadraticValues final : public PlaneValues {
  public:
    QuadraticValues(const PlaneQuadratic& form, PlanePenalty penalty)
        : form_(form), penalty_(std::move(penalty)) {}

    void row(double b, double a_low, double da, Index count, double* z) override {
        const double t = b - form_.minimiser[1];
        const double turn = form_.r12 * t;
        const double across = (form_.r22 * t) * (form_.r22 * t);
        // In a counter of 32 bits, which SSE2 can turn into a double.
        const auto columns = static_cast<int>(count);
        for (int i = 0; i < columns; ++i) {
            const double s = (a_low + i * da) - form_.minimiser[0];
            const double along = form_.r11 * s + turn;
            z[i] = form_.least + (along * along + across);
        }
        if (penalty_.empty()) return;
        for (int i = 0; i < columns; ++i) z[i] += penalty_(a_low + i * da, b);
    }
    double cost() const override { return 6.0 + penalty_.cost(); }
    std::optional<PlaneQuadratic> quadratic() const override {
        if (!penalty_.empty()) return std::nullopt;
        return form_;
    }

  private:
    PlaneQuadratic form_;
    PlanePenalty penalty_;
};

/// Predictions linear in theta are so in a and b.
class AffineValues final : public PlaneValues {
  public:
    AffineValues(std::shared_ptr<const Dataset> data, std::shared_ptr<const Loss> loss, const Model& model,
                 const ThetaPlane& plane, PlanePenalty penalty)
        : data_(std::move(data)), loss_(std::move(loss)), penalty_(std::move(penalty)) {
        model.predict(plane.origin, data_->x, origin_);
        model.predict(plane.u, data_->x, along_a_);
        model.predict(plane.v, data_->x, along_b_);
        base_.resizeLike(origin_);
        prediction_.resizeLike(origin_);
    }

    void row(double b, double a_low, double da, Index count, double* z) override {
        base_ = origin_ + b * along_b_;
        for (Index i = 0; i < count; ++i) {
            const double a = a_low + static_cast<double>(i) * da;
            prediction_ = base_ + a * along_a_;
            z[i] = loss_->value(prediction_, data_->y);
            if (!penalty_.empty()) z[i] += penalty_(a, b);
        }
    }
    double cost() const override { return 4.0 * static_cast<double>(origin_.size()) + penalty_.cost(); }

  private:
    std::shared_ptr<const Dataset> data_;
    std::shared_ptr<const Loss> loss_;
    PlanePenalty penalty_;
    Matrix origin_;
    Matrix along_a_;
    Matrix along_b_;
    Matrix base_;
    Matrix prediction_;
};

}  // namespace

std::unique_ptr<PlaneValues> DataObjective::plane_values(const ThetaPlane& plane) {
    if (!model_->linear_in_parameters()) return Objective::plane_values(plane);
    PlanePenalty penalty(penalty_, weights_, plane);
    const std::optional<double> factor = loss_->squares_factor();
    const auto numbers = static_cast<double>(data_->y.size());
    if (!factor || numbers * 3.0 > kMostRoom || data_->rows() == 0) {
        return std::make_unique<AffineValues>(data_, loss_, *model_, plane, std::move(penalty));
    }
    // |r + a ju + b jv|^2 is c / (n k) sum (prediction - y)^2 and, as rows of its own, l2 sum w^2.
    const Index m = data_->y.size();
    const auto extra = penalty_.l2 > 0.0 ? static_cast<Index>(weights_.size()) : Index{0};
    Vector residual(m + extra);
    Matrix jacobian(m + extra, 2);
    const double scale = std::sqrt(*factor / static_cast<double>(m));
    const auto flat = [](const Matrix& matrix) {
        return Eigen::Map<const Vector>(matrix.data(), matrix.size());
    };
    model_->predict(plane.origin, data_->x, prediction_);
    residual.head(m) = scale * (flat(prediction_) - flat(data_->y));
    model_->predict(plane.u, data_->x, prediction_);
    jacobian.col(0).head(m) = scale * flat(prediction_);
    model_->predict(plane.v, data_->x, prediction_);
    jacobian.col(1).head(m) = scale * flat(prediction_);
    const double pull = std::sqrt(penalty_.l2);
    for (Index i = 0; i < extra; ++i) {
        const Index weight = weights_[static_cast<std::size_t>(i)];
        residual[m + i] = pull * plane.origin[weight];
        jacobian(m + i, 0) = pull * plane.u[weight];
        jacobian(m + i, 1) = pull * plane.v[weight];
    }
    penalty.leave_squares_out();
    return std::make_unique<QuadraticValues>(plane_quadratic(residual, jacobian), std::move(penalty));
}

}  // namespace talweg
