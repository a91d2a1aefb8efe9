// What all test functions of theta = [x, y] share.
#pragma once

#include "core/objective/objective.h"

namespace talweg {

/// A function has no samples: batches and validation do not exist for it.
class FunctionObjective : public Objective {
  public:
    Index parameter_count() const override { return 2; }
    std::vector<std::string> parameter_names() const override { return {"x", "y"}; }
    Index sample_count() const override { return 0; }
    double batch_value_and_gradient(const Vector& theta, std::span<const Index>, Vector& gradient) override {
        return value_and_gradient(theta, gradient);
    }
    std::optional<double> validation_value(const Vector&) override { return std::nullopt; }
};

}  // namespace talweg
