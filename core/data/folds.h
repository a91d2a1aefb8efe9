// Cross-validation: every point is held back once.
#pragma once

#include "core/data/dataset.h"

namespace talweg {

/// Which of `folds` folds, 0 to folds - 1, each point is in. The points are dealt out in turn, in the order
/// of the numbers that they draw from (seed, Stream::split), so that folds differ by at most one point;
/// stratified: class by class, so that the points of each class do as well. y: (n x outputs). Throws Error
/// for fewer than 2 folds or more than points, and as class_groups.
std::vector<std::size_t> fold_of_points(const Matrix& y, std::uint64_t folds, std::uint64_t seed,
                                        bool stratified);

/// `whole`, a data set without a split and not scaled, with the points of one fold as its test points and a
/// share of the others as validation points, chosen as split_dataset does. Throws Error when none is left to
/// train on.
Dataset fold_dataset(const Dataset& whole, const std::vector<std::size_t>& fold_of, std::size_t fold,
                     double validation, std::uint64_t seed, bool stratified);

}  // namespace talweg
