// Inputs of very different sizes brought to the same one.
#include "core/data/scaling.h"

#include "core/base/error.h"
#include "core/base/sum.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace talweg {
namespace {

constexpr std::string_view kNames[] = {"none", "standardise", "min_max"};

// Two passes, so that a large mean does not eat the digits of the deviation.
ColumnScale standard(const double* values, Index n) {
    const auto count = static_cast<double>(n);
    const double low = *std::min_element(values, values + n);
    const double high = *std::max_element(values, values + n);
    if (low == high) return {1.0, low};
    const double largest = std::max(std::abs(low), std::abs(high));
    // In units of the largest, so that neither sum nor squares overflow.
    double mean = 0.0;
    for (Index i = 0; i < n; ++i) mean += (values[i] / largest - mean) / static_cast<double>(i + 1);
    Vector from_mean(n);
    for (Index i = 0; i < n; ++i) from_mean[i] = values[i] / largest - mean;
    const double slip = sum(from_mean.data(), n) / count;
    for (double& each : from_mean) each -= slip;
    mean += slip;
    const double deviation = std::sqrt(squared_norm(from_mean.data(), n) / count);
    // What rounding can make of a number that is always the same.
    const double noise = 4.0 * std::numeric_limits<double>::epsilon();
    if (deviation <= noise) return {1.0, mean * largest};
    return {deviation * largest, mean * largest};
}

ColumnScale between(const double* values, Index n) {
    const double low = *std::min_element(values, values + n);
    const double high = *std::max_element(values, values + n);
    const double span = high - low;
    if (span == 0.0) return {1.0, low};
    if (!std::isfinite(span)) {
        throw Error("'scaling' min_max: the numbers of a column lie too far apart, from " + short_text(low) +
                    " to " + short_text(high));
    }
    return {span, low};
}

void scale(Matrix& x, const std::vector<ColumnScale>& scales) {
    for (Index j = 0; j < x.cols(); ++j) {
        const ColumnScale& column = scales[static_cast<std::size_t>(j)];
        for (Index i = 0; i < x.rows(); ++i) x(i, j) = column.scaled(x(i, j));
    }
}

}  // namespace

std::span<const std::string_view> scaling_names() { return kNames; }

void check_scaling(std::string_view scaling) {
    if (std::find(std::begin(kNames), std::end(kNames), scaling) != std::end(kNames)) return;
    std::string message =
        "'scaling' must be none, standardise or min_max, not '" + std::string(scaling) + "'";
    const std::string_view near = nearest_name(scaling, kNames);
    if (!near.empty()) message += "; did you mean '" + std::string(near) + "'?";
    throw Error(message);
}

Dataset scale_inputs(Dataset data, std::string_view scaling) {
    check_scaling(scaling);
    if (scaling == "none" || data.rows() == 0) return data;
    const bool standardises = scaling == "standardise";
    data.x_scale.clear();
    for (Index j = 0; j < data.x.cols(); ++j) {
        const double* column = data.x.col(j).data();
        data.x_scale.push_back(standardises ? standard(column, data.rows()) : between(column, data.rows()));
    }
    for (Matrix* x : {&data.x, &data.validation_x, &data.test_x}) scale(*x, data.x_scale);
    return data;
}

Matrix raw_inputs(const Dataset& data, const Matrix& x) {
    Matrix raw = x;
    for (Index j = 0; j < x.cols(); ++j) {
        for (Index i = 0; i < x.rows(); ++i) raw(i, j) = data.raw(j, x(i, j));
    }
    return raw;
}

}  // namespace talweg
