// Eigenvalues of the Hessian: what decides which learning rates converge.
#pragma once

#include "core/objective/objective.h"

#include <optional>

namespace talweg {

struct Curvature {
    double smallest = 0.0;
    double largest = 0.0;
};

/// Of the exact Hessian at theta (symmetric eigenproblem); nothing where the objective has none.
std::optional<Curvature> curvature(Objective& objective, const Vector& theta);

/// The largest rate at which gradient descent on this curvature converges: 2 / largest; heavy ball in
/// PyTorch's form: 2 (1 + momentum) / largest. Infinite when largest <= 0.
double edge_rate(const Curvature& curvature, double momentum = 0.0);

}  // namespace talweg
