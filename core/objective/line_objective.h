// Least squares of a straight line in one pass over the data: the case that is stepped millions of times.
#pragma once

#include "core/objective/data_objective.h"

namespace talweg {

/// True when the model is w x + b on one input, by its own predictions, and the loss is one of squares.
bool is_line_of_squares(const Dataset& data, const Model& model, const Loss& loss);

/// The same numbers as DataObjective to the last bit (a test holds the two together), without its buffers.
class LineObjective final : public DataObjective {
  public:
    LineObjective(std::shared_ptr<const Dataset> data, std::shared_ptr<const Model> model,
                  std::shared_ptr<const Loss> loss, Penalty penalty);

    std::unique_ptr<Objective> clone() const override {
        return std::make_unique<LineObjective>(data_, model_->clone(), loss_, penalty_);
    }
    double value(const Vector& theta) override;
    double value_and_gradient(const Vector& theta, Vector& gradient) override;
    double batch_value_and_gradient(const Vector& theta, std::span<const Index> rows,
                                    Vector& gradient) override;

  private:
    double factor_;
    double scale_;  ///< 2 factor / n
};

}  // namespace talweg
