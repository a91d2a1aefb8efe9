// Inputs of very different sizes brought to the same one.
#pragma once

#include "core/data/dataset.h"

#include <span>
#include <string_view>

namespace talweg {

/// "none", "standardise", "min_max".
std::span<const std::string_view> scaling_names();

/// Throws Error for a name that is none of scaling_names(), with the nearest.
void check_scaling(std::string_view scaling);

/// Scales the inputs of all parts of a split data set that is not scaled yet, by what is known of the points
/// to train on alone, so that nothing of the others leaks in. "standardise": each column to mean 0 and
/// standard deviation 1, the deviation with n below (scikit-learn's StandardScaler); "min_max": each to 0..1
/// (its MinMaxScaler; points held back may lie outside). A column that is constant, up to rounding, keeps its
/// unit, as theirs do: it is only shifted to 0. "none", or no points: the data set as it is. Throws Error for
/// another name.
Dataset scale_inputs(Dataset data, std::string_view scaling);

/// Inputs (n x inputs) as they stand in `data`, in the user's units.
Matrix raw_inputs(const Dataset& data, const Matrix& x);

}  // namespace talweg
