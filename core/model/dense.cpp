// Products of a layer y = W x + b over many rows, in one fixed order.
#include "core/model/dense.h"

#include "core/base/sum.h"

#include <algorithm>

namespace talweg {
namespace {

/// y += sum over `count` columns of weight[j * step] times column j of x, in the order of the columns. Four
/// at a time spare three of four ways to memory and back; the order of additions is that of one at a time.
void add_columns(Index rows, Index count, const double* weight, Index step, const double* x, double* y) {
    Index j = 0;
    for (; j + 4 <= count; j += 4) {
        const double w0 = weight[j * step];
        const double w1 = weight[(j + 1) * step];
        const double w2 = weight[(j + 2) * step];
        const double w3 = weight[(j + 3) * step];
        const double* x0 = x + j * rows;
        const double* x1 = x0 + rows;
        const double* x2 = x1 + rows;
        const double* x3 = x2 + rows;
        for (Index i = 0; i < rows; ++i) {
            y[i] = (((y[i] + w0 * x0[i]) + w1 * x1[i]) + w2 * x2[i]) + w3 * x3[i];
        }
    }
    for (; j < count; ++j) {
        const double w = weight[j * step];
        const double* column = x + j * rows;
        for (Index i = 0; i < rows; ++i) y[i] += w * column[i];
    }
}

}  // namespace

void dense_forward(const DenseShape& shape, const double* weight, const double* bias, const double* x,
                   double* y) {
    for (Index o = 0; o < shape.outputs; ++o) {
        double* column = y + o * shape.rows;
        if (bias != nullptr) std::fill_n(column, shape.rows, bias[o]);
        add_columns(shape.rows, shape.inputs, weight + o * shape.inputs, 1, x, column);
    }
}

void dense_backward_weight(const DenseShape& shape, const double* x, const double* d_y, bool add,
                           double* d_weight) {
    for (Index o = 0; o < shape.outputs; ++o) {
        const double* d = d_y + o * shape.rows;
        double* row = d_weight + o * shape.inputs;
        for (Index j = 0; j < shape.inputs; ++j) {
            const double slope = dot(x + j * shape.rows, d, shape.rows);
            row[j] = add ? row[j] + slope : slope;
        }
    }
}

void dense_backward_bias(const DenseShape& shape, const double* d_y, double* d_bias) {
    for (Index o = 0; o < shape.outputs; ++o) d_bias[o] = sum(d_y + o * shape.rows, shape.rows);
}

void dense_backward_input(const DenseShape& shape, const double* weight, const double* d_y, bool add,
                          double* d_x) {
    for (Index j = 0; j < shape.inputs; ++j) {
        double* column = d_x + j * shape.rows;
        if (!add) std::fill_n(column, shape.rows, 0.0);
        add_columns(shape.rows, shape.outputs, weight + j, shape.inputs, d_y, column);
    }
}

}  // namespace talweg
