// Small dense systems, for optimizers that keep a matrix over the parameters.
#pragma once

#include "core/base/types.h"

#include <string_view>

namespace talweg {

/// The most parameters for which a matrix over all pairs of them is kept: 8 MB, and a step within a second.
inline constexpr Index kMostDense = 1000;

/// Throws Error naming the optimizer when n is larger than kMostDense.
void check_dense(std::string_view optimizer, Index n);

/// Solves a x = b by Gaussian elimination with partial pivoting: a (n x n) is destroyed, b (n) becomes x.
/// False where a pivot is 0 or not a number, and b is then of no use. Does not allocate; in one fixed order,
/// so that bits do not depend on the size of a machine's caches.
bool solve_dense(Matrix& a, Vector& b);

}  // namespace talweg
