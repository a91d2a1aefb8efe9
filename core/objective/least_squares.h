// Closed forms of least squares for models that are linear in their parameters.
#pragma once

#include "core/base/types.h"
#include "core/model/model.h"

#include <optional>
#include <vector>

namespace talweg {

/// min over theta of  scale |D Theta - Y|^2 + l2 sum of theta_i^2 over weights. Each output has parameters of
/// its own and sees the same D, so that column o of Theta (q x k) is one problem: theta[place[o][i]] is
/// Theta(i, o).
struct LeastSquares {
    Matrix design;                          ///< D: (n x q)
    Matrix target;                          ///< Y: (n x k)
    std::vector<std::vector<Index>> place;  ///< (k) of (q)
    double scale = 1.0;                     ///< c / (n k)
    double l2 = 0.0;
    std::vector<bool> weight;  ///< (q) which parameters l2 acts on
};

/// Predictions of a model with linear_in_parameters() at each unit vector: (n outputs x p), outputs below one
/// another. x: (n x inputs).
Matrix design_matrix(const Model& model, const Matrix& x);

/// The largest eigenvalue of D'D by the smallest, from D's singular values (never from D'D, whose rounding
/// would hide all beyond 1e16): what decides how many steps gradient descent needs. Infinite where columns
/// depend on each other, to numpy.linalg.matrix_rank's tolerance. NaN: no rows or no columns, or numbers that
/// are not finite.
double condition_number(const Matrix& design);

/// The problem without its penalty; nothing where it would take too long or too much room to solve.
std::optional<LeastSquares> least_squares_problem(const Model& model, const Matrix& x, const Matrix& y);

/// 2 scale D'D + 2 l2 on the weights' diagonal, for each output: (p x p).
Matrix least_squares_hessian(const LeastSquares& problem);

/// The minimiser: (p). By rank-revealing QR of D with its columns scaled to like lengths, then refined with
/// residuals of twice the precision (Björck 1967), so that it is right to the last digits that D holds; never
/// by the normal equations. Where many are equal, the one of least norm, by a complete orthogonal
/// decomposition.
Vector least_squares_minimiser(const LeastSquares& problem);

}  // namespace talweg
