// Points held back from training: which ones, and how many.
#pragma once

#include "core/data/dataset.h"

namespace talweg {

/// How many points serve for what.
struct SplitCounts {
    std::uint64_t train = 0;
    std::uint64_t validation = 0;
    std::uint64_t test = 0;
};

/// Of `points`, for shares of 0 to below 1: each share to the nearest whole number of points, and at least
/// one of every share above 0. Where they take everything, train is 0.
SplitCounts split_counts(std::uint64_t points, double validation, double test);

/// Takes validation and test points out of a data set that has none. Every point draws a number of its own
/// from (seed, Stream::split): the smallest are for validation, the next for test, the others stay, and all
/// keep the order they had. So a point that is added or moved leaves the others where they are, and another
/// share of test points leaves the validation points alone. Shares of 0: the data set as it is. Throws Error
/// when no point would be left to train on.
/// stratified: each class gives of its own points, in proportion (see apportion). Throws Error as
/// class_groups.
Dataset split_dataset(Dataset data, double validation, double test, std::uint64_t seed,
                      bool stratified = false);

/// The class of every point, as 0, 1, … in the order of their values. y: (n x 1). Throws Error when the
/// targets are not whole numbers in one column.
std::vector<std::size_t> class_groups(const Matrix& y);

/// `total` of all points, taken from groups of these sizes in proportion to them: each group gives the whole
/// part of sizes[g] * total / (sum of sizes), and those with the largest remainders, the earlier among
/// equals, one more. So each is less than one from its exact share, but where a group has less `room` than
/// that. total: at most the sum of `room`.
std::vector<std::uint64_t> apportion(std::uint64_t total, const std::vector<std::uint64_t>& sizes,
                                     const std::vector<std::uint64_t>& room);

/// A data set without a split, cut into its parts: `order` names the rows to train on, then those to
/// validate with, then those to test with, as many as `counts` says.
Dataset arranged(Dataset data, std::vector<Index> order, const SplitCounts& counts);

/// All points by the numbers that they draw from (seed, Stream::split), the smallest first.
std::vector<Index> drawn_order(std::size_t points, std::uint64_t seed);

/// The number that a point had before the split. `row` counts through x, then validation_x, then test_x.
Index row_before_split(const Dataset& data, Index row);

/// All points in the order that they had before the split.
Dataset whole_dataset(const Dataset& data);

}  // namespace talweg
