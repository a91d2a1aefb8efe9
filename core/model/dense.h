// Products of a layer y = W x + b over many rows, in one fixed order: the same bits on every machine, which a
// blocked matrix product, whose order follows the size of the cache, does not give.
#pragma once

#include "core/base/types.h"

namespace talweg {

/// Shapes of one layer and of the rows that it sees. Matrices of rows are column-major, (rows x inputs) and
/// (rows x outputs); W is (outputs x inputs), row by row; b (outputs).
struct DenseShape {
    Index rows = 0;
    Index inputs = 0;
    Index outputs = 0;
};

/// y = x W' + b, or where b is nullptr y = y + x W'. Each number is added up input by input.
void dense_forward(const DenseShape& shape, const double* weight, const double* bias, const double* x,
                   double* y);

/// The derivative by W from the one by y: d_weight = d_y' x, or with `add` on top of what is there.
void dense_backward_weight(const DenseShape& shape, const double* x, const double* d_y, bool add,
                           double* d_weight);

/// The derivative by b: the sums of d_y's columns.
void dense_backward_bias(const DenseShape& shape, const double* d_y, double* d_bias);

/// The derivative by x: d_x = d_y W, or with `add` on top of what is there.
void dense_backward_input(const DenseShape& shape, const double* weight, const double* d_y, bool add,
                          double* d_x);

}  // namespace talweg
