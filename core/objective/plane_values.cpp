// An objective over a plane in the space of its parameters, many places at a time.
#include "core/objective/plane_values.h"

#include "core/base/error.h"
#include "core/base/sum.h"
#include "core/objective/objective.h"

#include <Eigen/QR>

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

class SingleValues final : public PlaneValues {
  public:
    SingleValues(Objective& objective, const ThetaPlane& plane, double cost)
        : objective_(objective),
          plane_(plane),
          cost_(cost),
          theta_(plane.origin.size()),
          along_first_(plane.u == Vector::Unit(plane.u.size(), 0)) {}

    void row(double b, double a_low, double da, Index count, double* z) override {
        if (along_first_) {
            plane_.at(0.0, b, theta_);
            objective_.row_values(theta_, theta_[0] + a_low, da, {z, static_cast<std::size_t>(count)});
            return;
        }
        for (Index i = 0; i < count; ++i) {
            plane_.at(a_low + static_cast<double>(i) * da, b, theta_);
            z[i] = objective_.value(theta_);
        }
    }
    double cost() const override { return cost_; }

  private:
    Objective& objective_;
    ThetaPlane plane_;
    double cost_;
    Vector theta_;
    bool along_first_;  ///< only theta[0] varies along a row
};

/// min |A x - b|, A (m x 2) with columns of any lengths; where many are equal, the one of least norm.
Eigen::Vector2d least_squares(const Matrix& a, const Vector& b) {
    using Decomposition = Eigen::CompleteOrthogonalDecomposition<Matrix>;
    Eigen::Vector2d scales = Eigen::Vector2d::Ones();
    for (Index i = 0; i < 2; ++i) {
        const double length = a.col(i).stableNorm();
        if (length > 0.0 && std::isfinite(length)) scales[i] = 1.0 / length;
    }
    const Matrix scaled = a * scales.asDiagonal();
    const Decomposition decomposition(scaled);
    if (decomposition.rank() < 2) return Decomposition(a).solve(b);
    Eigen::Vector2d best = decomposition.solve(b);
    // One step of refinement takes most of the rounding out of the last digits.
    best += decomposition.solve(b - scaled * best);
    return scales.cwiseProduct(best);
}

bool same(const Vector& a, const Vector& b) { return a.size() == b.size() && a == b; }

}  // namespace

bool ThetaPlane::operator==(const ThetaPlane& other) const {
    return same(origin, other.origin) && same(u, other.u) && same(v, other.v);
}

ThetaPlane parameter_plane(const Vector& theta, Index across, Index up) {
    TALWEG_CHECK(across >= 0 && up >= 0 && across < theta.size() && up < theta.size() && across != up);
    ThetaPlane plane;
    plane.origin = theta;
    plane.origin[across] = 0.0;
    plane.origin[up] = 0.0;
    plane.u = Vector::Unit(theta.size(), across);
    plane.v = Vector::Unit(theta.size(), up);
    return plane;
}

PlaneQuadratic plane_quadratic(const Vector& residual, const Matrix& jacobian) {
    TALWEG_CHECK(jacobian.cols() == 2 && jacobian.rows() == residual.size());
    PlaneQuadratic result;
    const Index rows = residual.size();
    if (rows == 0) return result;
    // A decomposition needs as many rows as columns to have a square R.
    Matrix system = Matrix::Zero(std::max<Index>(rows, 2), 2);
    system.topRows(rows) = jacobian;
    Vector target = Vector::Zero(system.rows());
    target.head(rows) = -residual;
    // Without exchanging columns: R then belongs to (a, b) in this order.
    const Eigen::HouseholderQR<Matrix> qr(system);
    result.r11 = qr.matrixQR()(0, 0);
    result.r12 = qr.matrixQR()(0, 1);
    result.r22 = qr.matrixQR()(1, 1);
    const Eigen::Vector2d best = least_squares(system, target);
    result.minimiser = {best[0], best[1]};
    const Vector left = residual + jacobian * best;
    result.least = squared_norm(left.data(), left.size());
    return result;
}

std::unique_ptr<PlaneValues> single_values(Objective& objective, const ThetaPlane& plane, double cost) {
    return std::make_unique<SingleValues>(objective, plane, cost);
}

std::unique_ptr<PlaneValues> Objective::plane_values(const ThetaPlane& plane) {
    const auto numbers = static_cast<double>(parameter_count());
    const auto samples = static_cast<double>(std::max<Index>(1, sample_count()));
    return single_values(*this, plane, numbers * samples);
}

}  // namespace talweg
