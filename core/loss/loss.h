// A loss: how far predictions are from targets, as a mean over rows and outputs.
#pragma once

#include "core/base/part.h"
#include "core/base/types.h"

#include <memory>
#include <optional>

namespace talweg {

class Loss {
  public:
    virtual ~Loss() = default;

    /// prediction, target: (n x k). n == 0: 0. A NaN in either makes the result NaN; nothing is skipped.
    virtual double value(const Matrix& prediction, const Matrix& target) const = 0;
    /// The same value; writes d loss / d prediction, (n x k), to d_prediction (resized when n changes).
    virtual double value_and_gradient(const Matrix& prediction, const Matrix& target,
                                      Matrix& d_prediction) const = 0;
    /// For a loss c * mean of squared residuals: c (mse 1, half_mse 1/2). Such a loss has a closed-form
    /// minimum and a constant Hessian 2 c / n X'X. Others: nothing.
    virtual std::optional<double> squares_factor() const { return std::nullopt; }
};

using MakeLoss = std::unique_ptr<Loss> (*)(const Settings& settings);

struct LossPart {
    PartInfo info;
    MakeLoss make = nullptr;
};

}  // namespace talweg
