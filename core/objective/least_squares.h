// Closed forms of least squares for models that are linear in their parameters.
#pragma once

#include "core/base/types.h"
#include "core/model/model.h"

#include <vector>

namespace talweg {

/// min over theta of  scale |D theta - y|^2 + l2 sum of theta_i^2 over weights.
struct LeastSquares {
    Matrix design;       ///< D: (n k x p), outputs below one another
    Vector target;       ///< y: (n k)
    double scale = 1.0;  ///< c / (n k)
    double l2 = 0.0;
    std::vector<bool> weight;  ///< (p) which parameters l2 acts on
};

/// D of a model with linear_in_parameters(): column i is the prediction at the unit vector i. x: (n x
/// inputs).
Matrix design_matrix(const Model& model, const Matrix& x);

/// The largest eigenvalue of D'D by the smallest, from D's singular values (never from D'D, whose rounding
/// would hide all beyond 1e16): what decides how many steps gradient descent needs. Infinite where columns
/// depend on each other, to numpy.linalg.matrix_rank's tolerance. NaN: no rows or no columns, or numbers that
/// are not finite.
double condition_number(const Matrix& design);

/// 2 scale D'D + 2 l2 on the weights' diagonal: (p x p).
Matrix least_squares_hessian(const LeastSquares& problem);

/// The minimiser of least norm, by a complete orthogonal decomposition: (p).
Vector least_squares_minimiser(const LeastSquares& problem);

}  // namespace talweg
