// What an optimizer may ask in the middle of a step, answered by the objective.
#pragma once

#include "core/objective/objective.h"
#include "core/optim/optimizer.h"
#include "core/train/clip.h"

#include <span>

namespace talweg {

/// Over the batch of that step, and counted. `scratch`: (n).
class BatchProbe final : public Probe {
  public:
    BatchProbe(Objective& objective, std::span<const Index> rows, bool full, const Clip& clip,
               Vector& scratch)
        : objective_(objective), rows_(rows), full_(full), clip_(clip), scratch_(scratch) {}

    double value(const Vector& theta) override {
        ++count_;
        return full_ ? objective_.value(theta) : objective_.batch_value_and_gradient(theta, rows_, scratch_);
    }
    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        ++count_;
        const double loss = full_ ? objective_.value_and_gradient(theta, gradient)
                                  : objective_.batch_value_and_gradient(theta, rows_, gradient);
        if (clip_.any()) clip_.apply(gradient);
        return loss;
    }
    bool hessian(const Vector& theta, Matrix& hessian) override {
        count_ += static_cast<std::uint64_t>(theta.size());
        return objective_.hessian(theta, hessian);
    }
    bool residuals(const Vector& theta, Vector& residual, Matrix& jacobian) override {
        ++count_;
        return objective_.residuals(theta, residual, jacobian);
    }
    std::uint64_t count() const { return count_; }

  private:
    Objective& objective_;
    std::span<const Index> rows_;
    bool full_;
    const Clip& clip_;
    Vector& scratch_;
    std::uint64_t count_ = 0;
};

}  // namespace talweg
