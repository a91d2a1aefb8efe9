// A loss: how far predictions are from targets, as a mean over rows and outputs.
#pragma once

#include "core/base/part.h"
#include "core/base/types.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace talweg {

/// What targets are: numbers; 0 or 1; -1 or 1; or a class 0, 1, … of k, one column that stands for k outputs.
enum class Task { regression, binary, margin, classes };

class Loss {
  public:
    virtual ~Loss() = default;

    /// prediction: (n x k); target: (n x k), or (n x 1) holding class numbers when task() is classes. n == 0:
    /// 0. A NaN in either makes the result NaN; nothing is skipped.
    virtual double value(const Matrix& prediction, const Matrix& target) const = 0;
    /// The same value; writes d loss / d prediction, (n x k), to d_prediction (resized when n changes).
    virtual double value_and_gradient(const Matrix& prediction, const Matrix& target,
                                      Matrix& d_prediction) const = 0;
    /// The loss's Hessian by the prediction, times a direction (n x k), to product (n x k, resized when n
    /// changes). False where the second derivative does not exist everywhere and says nothing where it does
    /// (mae, quantile). At single kinks (huber, hinge squared) the value from one side is taken.
    virtual bool hessian_product(const Matrix& prediction, const Matrix& target, const Matrix& direction,
                                 Matrix& product) const = 0;
    /// For a loss c * mean of squared residuals: c (mse 1, half_mse 1/2). Such a loss has a closed-form
    /// minimum and a constant Hessian 2 c / n X'X. Others: nothing.
    virtual std::optional<double> squares_factor() const { return std::nullopt; }

    virtual Task task() const { return Task::regression; }
    /// Outputs that the model needs for these targets: their columns, or for classes the largest plus one.
    virtual Index outputs(const Matrix& target) const { return target.cols(); }
    /// The target that stands for class k (0, 1, …) of points whose classes have names: k itself, unless the
    /// loss reads its targets otherwise.
    virtual double class_target(Index k) const { return static_cast<double>(k); }
    /// What the targets must be ("0 or 1"), or empty when these are right.
    virtual std::string target_trouble(const Matrix&) const { return {}; }
};

using MakeLoss = std::unique_ptr<Loss> (*)(const Settings& settings);

struct LossPart {
    PartInfo info;
    MakeLoss make = nullptr;
};

}  // namespace talweg
