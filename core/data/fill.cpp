// Missing inputs filled with what the points to train on tell.
#include "core/data/fill.h"

#include "core/base/error.h"
#include "core/base/sum.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

namespace talweg {
namespace {

bool missing(double value) { return std::isnan(value); }

double median_of(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    const double below = *std::max_element(values.begin(), middle);
    return below + (*middle - below) / 2.0;
}

/// Of the numbers that are there.
double filling(const double* column, Index rows, Fill how, const std::string& name) {
    std::vector<double> present;
    std::remove_copy_if(column, column + rows, std::back_inserter(present), missing);
    if (present.empty()) {
        throw Error("column '" + name +
                    "': none of the points to train on has a number to fill the missing ones from; hold "
                    "fewer points back, or leave the column out");
    }
    const auto count = static_cast<Index>(present.size());
    const double value = how == Fill::median ? median_of(std::move(present))
                                             : sum(present.data(), count) / static_cast<double>(count);
    if (!std::isfinite(value)) throw Error("the mean of column '" + name + "' is larger than a double holds");
    return value;
}

}  // namespace

Dataset fill_inputs(Dataset data, Fill how) {
    if (how == Fill::none) return data;
    for (Index c = 0; c < data.x.cols(); ++c) {
        const auto column = [c](Matrix& x) {
            return std::span<double>(x.data() + c * x.rows(), static_cast<std::size_t>(x.rows()));
        };
        Matrix* const parts[] = {&data.x, &data.validation_x, &data.test_x};
        if (std::ranges::none_of(
                parts, [&](Matrix* x) { return x->cols() > c && std::ranges::any_of(column(*x), missing); }))
            continue;
        const double value =
            filling(data.x.col(c).data(), data.rows(), how, data.x_names[static_cast<std::size_t>(c)]);
        for (Matrix* x : parts) {
            if (x->cols() > c) std::ranges::replace_if(column(*x), missing, value);
        }
    }
    return data;
}

}  // namespace talweg
