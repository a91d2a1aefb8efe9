// Closed forms of least squares for models that are linear in their parameters.
#include "core/objective/least_squares.h"

#include "core/base/error.h"

#include <Eigen/QR>
#include <Eigen/SVD>

#include <cmath>
#include <limits>

namespace talweg {

Matrix design_matrix(const Model& model, const Matrix& x) {
    TALWEG_CHECK(model.linear_in_parameters());
    const Index p = model.parameter_count();
    Matrix design(x.rows() * model.outputs(), p);
    Matrix prediction;
    Vector unit = Vector::Zero(p);
    for (Index i = 0; i < p; ++i) {
        unit[i] = 1.0;
        model.predict(unit, x, prediction);
        design.col(i) = Eigen::Map<const Vector>(prediction.data(), prediction.size());
        unit[i] = 0.0;
    }
    return design;
}

double condition_number(const Matrix& design) {
    if (design.size() == 0 || !design.allFinite()) return std::numeric_limits<double>::quiet_NaN();
    if (design.rows() < design.cols()) return std::numeric_limits<double>::infinity();
    // Of R alone: its singular values are those of the design.
    const Eigen::HouseholderQR<Matrix> qr(design);
    const Matrix r = qr.matrixQR().topRows(design.cols()).triangularView<Eigen::Upper>();
    const Eigen::JacobiSVD<Matrix> svd(r);
    const Vector& values = svd.singularValues();
    const double largest = values[0];
    const double smallest = values[values.size() - 1];
    const double rounding = static_cast<double>(design.rows()) * std::numeric_limits<double>::epsilon();
    if (!(smallest > rounding * largest)) return std::numeric_limits<double>::infinity();
    const double ratio = largest / smallest;
    return ratio * ratio;
}

Matrix least_squares_hessian(const LeastSquares& problem) {
    Matrix hessian = 2.0 * problem.scale * (problem.design.transpose() * problem.design);
    // A blocked product need not round both halves alike; eigenvalue solvers read the lower one.
    hessian.triangularView<Eigen::StrictlyUpper>() = hessian.transpose();
    for (Index i = 0; i < hessian.rows(); ++i) {
        if (problem.weight[static_cast<std::size_t>(i)]) hessian(i, i) += 2.0 * problem.l2;
    }
    return hessian;
}

Vector least_squares_minimiser(const LeastSquares& problem) {
    const Index rows = problem.design.rows();
    const Index p = problem.design.cols();
    Matrix system = problem.design;
    Vector target = problem.target;
    if (problem.l2 > 0.0) {  // the penalty as further rows: sqrt(l2 / scale) theta_i = 0
        system.conservativeResize(rows + p, p);
        system.bottomRows(p).setZero();
        target.conservativeResize(rows + p);
        target.tail(p).setZero();
        for (Index i = 0; i < p; ++i) {
            if (problem.weight[static_cast<std::size_t>(i)]) {
                system(rows + i, i) = std::sqrt(problem.l2 / problem.scale);
            }
        }
    }
    const Eigen::CompleteOrthogonalDecomposition<Matrix> decomposition(system);
    Vector theta = decomposition.solve(target);
    // One step of refinement takes most of the rounding out of the last digits.
    return theta + decomposition.solve(target - system * theta);
}

}  // namespace talweg
