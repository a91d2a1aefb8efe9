// Eigenvalues of the Hessian: what decides which learning rates converge.
#include "core/surface/curvature.h"

#include <Eigen/Eigenvalues>

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

double edge_rate(const Curvature& curvature, double momentum) {
    if (!(curvature.largest > 0.0)) return std::numeric_limits<double>::infinity();
    return 2.0 * (1.0 + momentum) / curvature.largest;
}

}  // namespace talweg
