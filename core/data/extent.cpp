// What a data set spans.
#include "core/data/extent.h"

#include <algorithm>
#include <cmath>

namespace talweg {

void ColumnExtent::take(double value) {
    if (!std::isfinite(value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
}

DataExtent extent_of(const Dataset& data) {
    DataExtent extent;
    const Index inputs = data.x.cols();
    extent.inputs.resize(static_cast<std::size_t>(inputs));
    for (const Matrix* x : {&data.x, &data.validation_x, &data.test_x}) {
        if (x->rows() == 0) continue;  // such a part may have no columns
        for (Index input = 0; input < inputs; ++input) {
            ColumnExtent& column = extent.inputs[static_cast<std::size_t>(input)];
            for (Index row = 0; row < x->rows(); ++row) column.take((*x)(row, input));
        }
    }
    for (const Matrix* y : {&data.y, &data.validation_y, &data.test_y}) {
        for (Index row = 0; row < y->rows(); ++row) extent.target.take((*y)(row, 0));
    }
    extent.mean = Vector::Zero(inputs);
    if (data.rows() == 0) return extent;
    for (Index input = 0; input < inputs; ++input) {
        extent.mean[input] = data.x.col(input).sum() / static_cast<double>(data.rows());
    }
    return extent;
}

}  // namespace talweg
