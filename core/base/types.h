// The number types every floor shares.
#pragma once

#include <Eigen/Core>

#include <cstdint>

namespace talweg {

using Index = Eigen::Index;
/// A column of doubles. theta, gradients and optimizer buffers are Vectors of the same length.
using Vector = Eigen::VectorXd;
/// Column-major; rows are samples, columns are inputs or outputs.
using Matrix = Eigen::MatrixXd;
/// Counts updates since the start of a run. State k is what stands before update k.
using Step = std::uint64_t;

}  // namespace talweg
