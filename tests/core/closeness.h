// What the core tests share: comparisons, messages, the smallest experiments.
#pragma once

#include "core/base/types.h"
#include "core/train/experiment.h"

#include <functional>
#include <string>
#include <string_view>

namespace talweg::test {

/// |a - b| <= tolerance times the larger of |b| and `scale`.
bool close(double a, double b, double tolerance, double scale = 0.0);

/// Every entry of a within tolerance of b, relative to b's largest entry.
bool close(const Vector& a, const Vector& b, double tolerance);

/// The same bits, NaNs included.
bool same_bits(double a, double b);
bool same_bits(const Vector& a, const Vector& b);

/// The message of the Error that `action` throws; "" when it throws none.
std::string error_of(const std::function<void()>& action);

/// Two points, as the first three lines of an experiment file.
inline const std::string kData = "[data]\nx = [1, 2]\ny = [1, 2]\n";

/// What is said of an experiment file called "a.toml" with that text; "" when it is sound.
std::string message(const std::string& toml);

/// One run by SGD at `lr` over the points (1, 2), (2, 3), (3, 5), (4, 7), from zeros.
Experiment four_points(double lr);

}  // namespace talweg::test
