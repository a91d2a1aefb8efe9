// Cross-validation: every point is held back once.
#include "core/data/folds.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/split.h"

#include <algorithm>

namespace talweg {

std::vector<std::size_t> fold_of_points(const Matrix& y, std::uint64_t folds, std::uint64_t seed,
                                        bool stratified) {
    const auto points = static_cast<std::size_t>(y.rows());
    if (folds < 2 || folds > points) {
        throw Error("folds must be from 2 to the " + grouped_text(points) + " points, not " +
                    grouped_text(folds));
    }
    std::vector<Index> order = drawn_order(points, seed);
    if (stratified) {
        const std::vector<std::size_t> group = class_groups(y);
        std::stable_sort(order.begin(), order.end(), [&group](Index a, Index b) {
            return group[static_cast<std::size_t>(a)] < group[static_cast<std::size_t>(b)];
        });
    }
    std::vector<std::size_t> fold_of(points);
    for (std::size_t i = 0; i < points; ++i) fold_of[static_cast<std::size_t>(order[i])] = i % folds;
    return fold_of;
}

Dataset fold_dataset(const Dataset& whole, const std::vector<std::size_t>& fold_of, std::size_t fold,
                     double validation, std::uint64_t seed, bool stratified) {
    std::vector<Index> held;
    std::vector<Index> others;
    for (std::size_t i = 0; i < fold_of.size(); ++i) {
        (fold_of[i] == fold ? held : others).push_back(static_cast<Index>(i));
    }
    const std::uint64_t left = others.size();
    std::vector<Index> all = others;
    all.insert(all.end(), held.begin(), held.end());
    Dataset cut = arranged(whole, all, {left, 0, held.size()});
    const Dataset inner = split_dataset(cut, validation, 0.0, seed, stratified);
    if (inner.validation_x.rows() == 0) return cut;
    std::vector<Index> order;
    order.reserve(all.size());
    for (std::size_t i = 0; i < left; ++i) {
        order.push_back(others[static_cast<std::size_t>(inner.order[i])]);
    }
    order.insert(order.end(), held.begin(), held.end());
    const auto watched = static_cast<std::uint64_t>(inner.validation_x.rows());
    return arranged(whole, order, {left - watched, watched, held.size()});
}

}  // namespace talweg
