// Points held back from training.
#include "core/data/split.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <map>
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

enum Part : std::uint8_t { kTrain, kValidation, kTest };

// What each point is for. groups: of each point, or empty: all are one.
std::vector<Part> parts_of(std::size_t points, const SplitCounts& counts, std::uint64_t seed,
                           const std::vector<std::size_t>& groups) {
    const auto group_of = [&groups](std::size_t point) { return groups.empty() ? 0 : groups[point]; };
    std::vector<std::uint64_t> sizes(1, 0);
    for (std::size_t i = 0; i < points; ++i) {
        if (group_of(i) >= sizes.size()) sizes.resize(group_of(i) + 1, 0);
        ++sizes[group_of(i)];
    }
    std::vector<std::uint64_t> validation = apportion(counts.validation, sizes, sizes);
    std::vector<std::uint64_t> room = sizes;
    for (std::size_t g = 0; g < room.size(); ++g) room[g] -= validation[g];
    std::vector<std::uint64_t> test = apportion(counts.test, sizes, room);
    std::vector<Part> parts(points, kTrain);
    for (const Index point : drawn_order(points, seed)) {
        const auto i = static_cast<std::size_t>(point);
        const std::size_t g = group_of(i);
        if (validation[g] > 0) {
            --validation[g];
            parts[i] = kValidation;
        } else if (test[g] > 0) {
            --test[g];
            parts[i] = kTest;
        }
    }
    return parts;
}

}  // namespace

SplitCounts split_counts(std::uint64_t points, double validation, double test) {
    SplitCounts counts{0, share_of(points, validation), share_of(points, test)};
    const std::uint64_t held = counts.validation + counts.test;
    counts.train = held < points ? points - held : 0;
    return counts;
}

std::vector<std::size_t> class_groups(const Matrix& y) {
    if (y.cols() != 1) {
        throw Error("'stratified' needs targets that are classes, in one column, not " +
                    std::to_string(y.cols()));
    }
    std::map<double, std::size_t> classes;
    for (Index i = 0; i < y.rows(); ++i) {
        if (std::trunc(y(i, 0)) != y(i, 0)) {
            throw Error("'stratified' needs targets that are classes, which are whole numbers, and target " +
                        std::to_string(i + 1) + " is " + short_text(y(i, 0)));
        }
        classes.emplace(y(i, 0) + 0.0, 0);  // -0 is 0
    }
    std::size_t next = 0;
    for (auto& [value, group] : classes) group = next++;
    std::vector<std::size_t> groups;
    groups.reserve(static_cast<std::size_t>(y.rows()));
    for (Index i = 0; i < y.rows(); ++i) groups.push_back(classes.at(y(i, 0) + 0.0));
    return groups;
}

std::vector<std::uint64_t> apportion(std::uint64_t total, const std::vector<std::uint64_t>& sizes,
                                     const std::vector<std::uint64_t>& room) {
    const std::uint64_t all = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
    std::vector<std::uint64_t> given(sizes.size(), 0);
    if (all == 0) return given;
    std::uint64_t rest = total;
    std::vector<std::size_t> order(sizes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t g = 0; g < sizes.size(); ++g) {
        given[g] = std::min(sizes[g] * total / all, room[g]);
        rest -= given[g];
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return sizes[a] * total % all > sizes[b] * total % all;
    });
    while (rest > 0) {
        const std::uint64_t before = rest;
        for (const std::size_t g : order) {
            if (rest == 0 || given[g] == room[g]) continue;
            ++given[g];
            --rest;
        }
        TALWEG_CHECK(rest < before);
    }
    return given;
}

std::vector<Index> drawn_order(std::size_t points, std::uint64_t seed) {
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
    return order;
}

Dataset split_dataset(Dataset data, double validation, double test, std::uint64_t seed, bool stratified) {
    const std::vector<std::size_t> groups = stratified ? class_groups(data.y) : std::vector<std::size_t>{};
    if (validation == 0.0 && test == 0.0) return data;
    const auto points = static_cast<std::size_t>(data.rows());
    const SplitCounts counts = split_counts(points, validation, test);
    if (counts.train == 0) {
        throw Error("of " + std::to_string(points) +
                    " points, 'validation' and 'test' leave none to train on");
    }
    const std::vector<Part> parts = parts_of(points, counts, seed, groups);
    std::vector<Index> order;
    order.reserve(points);
    for (const Part part : {kTrain, kValidation, kTest}) {
        for (std::size_t i = 0; i < points; ++i) {
            if (parts[i] == part) order.push_back(static_cast<Index>(i));
        }
    }
    return arranged(std::move(data), std::move(order), counts);
}

Dataset arranged(Dataset data, std::vector<Index> order, const SplitCounts& counts) {
    const Matrix x = std::move(data.x);
    const Matrix y = std::move(data.y);
    const auto cut = [&](const Matrix& from, Matrix& train, Matrix& held, Matrix& last) {
        train = rows_of(from, order, 0, counts.train);
        held = rows_of(from, order, counts.train, counts.validation);
        last = rows_of(from, order, counts.train + counts.validation, counts.test);
    };
    cut(x, data.x, data.validation_x, data.test_x);
    cut(y, data.y, data.validation_y, data.test_y);
    data.order = std::move(order);
    return data;
}

Index row_before_split(const Dataset& data, Index row) {
    return data.order.empty() ? row : data.order[static_cast<std::size_t>(row)];
}

Dataset whole_dataset(const Dataset& data) {
    Dataset whole = data;
    whole.order.clear();
    for (Matrix* held : {&whole.validation_x, &whole.validation_y, &whole.test_x, &whole.test_y}) {
        held->resize(0, 0);
    }
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
