// Sums in one fixed order: eight lanes, whatever the address of the numbers, so that bits never depend on
// alignment.
#pragma once

#include "core/base/types.h"

namespace talweg {

/// Sum of n numbers. n == 0: 0.
double sum(const double* values, Index n);
/// Sum of a[i] * b[i].
double dot(const double* a, const double* b, Index n);
/// Sum of squares.
double squared_norm(const double* values, Index n);
/// Euclidean; scaled where the squares alone would overflow, so that it is infinite only when an entry is.
double norm(const double* values, Index n);

}  // namespace talweg
