// Eigenvalues of the Hessian: what decides which learning rates converge.
#include "core/surface/curvature.h"

#include "core/base/random.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {

std::optional<Curvature> curvature(Objective& objective, const Vector& theta) {
    Matrix hessian;
    if (!objective.hessian(theta, hessian) || hessian.size() == 0 || !hessian.allFinite())
        return std::nullopt;
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(hessian, Eigen::EigenvaluesOnly);
    if (solver.info() != Eigen::Success) return std::nullopt;
    const Vector& values = solver.eigenvalues();
    return Curvature{values[0], values[values.size() - 1]};
}

std::optional<LargestCurvature> largest_curvature(Objective& objective, const Vector& theta, double tolerance,
                                                  int most, const std::function<bool()>& stop) {
    const Index p = theta.size();
    const auto steps = std::min<Index>(p, most);
    Random random(0, Stream::init);
    Vector v(p);
    for (double& entry : v) entry = random.normal();
    v.normalize();
    Matrix basis(p, steps);
    Vector diagonal(steps);
    Vector beside(steps);
    Vector product(p);
    LargestCurvature result;
    for (Index k = 0; k < steps; ++k) {
        if (stop && stop()) break;
        basis.col(k) = v;
        if (!objective.hessian_product(theta, v, product) || !product.allFinite()) return std::nullopt;
        diagonal[k] = v.dot(product);
        // Against all earlier ones, twice: rounding would bring found directions back.
        for (int round = 0; round < 2; ++round) {
            product -= basis.leftCols(k + 1) * (basis.leftCols(k + 1).transpose() * product);
        }
        const double length = product.norm();
        beside[k] = length;
        Eigen::SelfAdjointEigenSolver<Matrix> solver;
        solver.computeFromTridiagonal(diagonal.head(k + 1), beside.head(k));
        result.value = solver.eigenvalues()[k];
        result.residual = length * std::abs(solver.eigenvectors()(k, k));
        result.products = static_cast<int>(k) + 1;
        // Nothing is left of the space that the first vector leads to.
        const double size = solver.eigenvalues().cwiseAbs().maxCoeff();
        if (result.residual <= tolerance * std::abs(result.value) || length <= 1e-14 * size) break;
        v = product / length;
    }
    if (result.products == 0) return std::nullopt;
    return result;
}

double LocalShape::condition() const {
    const double a = std::abs(eigenvalues[0]);
    const double b = std::abs(eigenvalues[1]);
    return std::max(a, b) / std::min(a, b);
}

LocalShape local_shape(Objective& objective, double x, double y) {
    LocalShape shape;
    const Vector theta{{x, y}};
    Vector gradient = Vector::Zero(2);
    shape.value = objective.value_and_gradient(theta, gradient);
    shape.gradient = {gradient[0], gradient[1]};
    Matrix hessian;
    if (!objective.hessian(theta, hessian) || !hessian.allFinite()) return shape;
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(hessian);
    if (solver.info() != Eigen::Success) return shape;
    shape.curved = true;
    for (Index k = 0; k < 2; ++k) {
        const auto i = static_cast<std::size_t>(k);
        shape.eigenvalues[i] = solver.eigenvalues()[k];
        shape.directions[i] = {solver.eigenvectors()(0, k), solver.eigenvectors()(1, k)};
    }
    return shape;
}

double edge_rate(const Curvature& curvature, double momentum) {
    if (!(curvature.largest > 0.0)) return std::numeric_limits<double>::infinity();
    return 2.0 * (1.0 + momentum) / curvature.largest;
}

}  // namespace talweg
