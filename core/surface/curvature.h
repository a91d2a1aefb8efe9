// Eigenvalues of the Hessian: what decides which learning rates converge.
#pragma once

#include "core/objective/objective.h"

#include <array>
#include <functional>
#include <optional>

namespace talweg {

struct Curvature {
    double smallest = 0.0;
    double largest = 0.0;
};

/// Of the exact Hessian at theta (symmetric eigenproblem); nothing where the objective has none.
std::optional<Curvature> curvature(Objective& objective, const Vector& theta);

/// The largest eigenvalue by products with the Hessian alone, for models whose Hessian is too large to write
/// down.
struct LargestCurvature {
    double value = 0.0;
    /// |H v - value v| of the unit vector found: some eigenvalue is no further away than this.
    double residual = 0.0;
    int products = 0;  ///< with the Hessian
};
/// Power iteration whose earlier vectors are not thrown away (Lanczos 1950), each made orthogonal to all
/// before. Ends when the residual is at most tolerance |value|, after `most` products, or when `stop`, asked
/// before each, says true. Nothing where the objective knows no products, or they are not finite.
std::optional<LargestCurvature> largest_curvature(Objective& objective, const Vector& theta,
                                                  double tolerance = 1e-4, int most = 200,
                                                  const std::function<bool()>& stop = {});

/// The value, the slopes and the curvatures of an objective of two parameters at one place.
struct LocalShape {
    double value = 0.0;
    std::array<double, 2> gradient{};
    bool curved = false;                  ///< the Hessian is known there, and with it what follows
    std::array<double, 2> eigenvalues{};  ///< ascending
    std::array<std::array<double, 2>, 2> directions{};  ///< of the eigenvalues, of length one
    /// The larger |eigenvalue| by the smaller; infinite where that is 0.
    double condition() const;
};
LocalShape local_shape(Objective& objective, double x, double y);

/// The largest rate at which gradient descent on this curvature converges: 2 / largest; heavy ball in
/// PyTorch's form: 2 (1 + momentum) / largest. Infinite when largest <= 0.
double edge_rate(const Curvature& curvature, double momentum = 0.0);

}  // namespace talweg
