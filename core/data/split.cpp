// Points held back from training.
#include "core/data/split.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace talweg {
namespace {

std::uint64_t share_of(std::uint64_t points, double share) {
    if (!(share > 0.0)) return 0;
    return std::max<std::uint64_t>(
        1, static_cast<std::uint64_t>(std::llround(share * static_cast<double>(points))));
}

Matrix rows_of(const Matrix& from, const std::vector<Index>& order, std::size_t first, std::size_t count) {
    Matrix rows(static_cast<Index>(count), from.cols());
    for (Index j = 0; j < from.cols(); ++j) {
        for (std::size_t i = 0; i < count; ++i) rows(static_cast<Index>(i), j) = from(order[first + i], j);
    }
    return rows;
}

// Everything in order of use: what stays, validation, test; ascending in each.
std::vector<Index> order_of(std::size_t points, const SplitCounts& counts, std::uint64_t seed) {
    Random random(seed, Stream::split);
    std::vector<double> draw(points);
    for (double& each : draw) each = random.uniform();
    std::vector<Index> order(points);
    std::iota(order.begin(), order.end(), Index{0});
    // Equal draws: the earlier point first.
    std::sort(order.begin(), order.end(), [&draw](Index a, Index b) {
        const double left = draw[static_cast<std::size_t>(a)];
        const double right = draw[static_cast<std::size_t>(b)];
        return left < right || (left == right && a < b);
    });
    const auto held = static_cast<std::ptrdiff_t>(counts.validation + counts.test);
    const auto validation = static_cast<std::ptrdiff_t>(counts.validation);
    std::sort(order.begin(), order.begin() + validation);
    std::sort(order.begin() + validation, order.begin() + held);
    std::sort(order.begin() + held, order.end());
    std::rotate(order.begin(), order.begin() + held, order.end());
    return order;
}

}  // namespace

SplitCounts split_counts(std::uint64_t points, double validation, double test) {
    SplitCounts counts{0, share_of(points, validation), share_of(points, test)};
    const std::uint64_t held = counts.validation + counts.test;
    counts.train = held < points ? points - held : 0;
    return counts;
}

Dataset split_dataset(Dataset data, double validation, double test, std::uint64_t seed) {
    if (validation == 0.0 && test == 0.0) return data;
    const auto points = static_cast<std::size_t>(data.rows());
    const SplitCounts counts = split_counts(points, validation, test);
    if (counts.train == 0) {
        throw Error("of " + std::to_string(points) +
                    " points, 'validation' and 'test' leave none to train on");
    }
    Dataset split;
    split.order = order_of(points, counts, seed);
    const auto cut = [&](const Matrix& from, Matrix& train, Matrix& held, Matrix& last) {
        train = rows_of(from, split.order, 0, counts.train);
        held = rows_of(from, split.order, counts.train, counts.validation);
        last = rows_of(from, split.order, counts.train + counts.validation, counts.test);
    };
    cut(data.x, split.x, split.validation_x, split.test_x);
    cut(data.y, split.y, split.validation_y, split.test_y);
    split.x_names = std::move(data.x_names);
    split.y_names = std::move(data.y_names);
    split.classes = std::move(data.classes);
    return split;
}

Index row_before_split(const Dataset& data, Index row) {
    return data.order.empty() ? row : data.order[static_cast<std::size_t>(row)];
}

Dataset whole_dataset(const Dataset& data) {
    Dataset whole;
    whole.x_names = data.x_names;
    whole.y_names = data.y_names;
    whole.classes = data.classes;
    const auto join = [&](const Matrix& train, const Matrix& held, const Matrix& last, Matrix& out) {
        out.resize(data.all_rows(), train.cols());
        Index row = 0;
        for (const Matrix* part : {&train, &held, &last}) {
            for (Index i = 0; i < part->rows(); ++i, ++row) {
                out.row(row_before_split(data, row)) = part->row(i);
            }
        }
    };
    join(data.x, data.validation_x, data.test_x, whole.x);
    join(data.y, data.validation_y, data.test_y, whole.y);
    return whole;
}

}  // namespace talweg
