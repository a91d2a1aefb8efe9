// What an experiment's model says along the input axis.
#pragma once

#include "app/plot/geometry.h"
#include "core/model/model.h"
#include "core/train/experiment.h"

#include <memory>
#include <vector>

namespace talweg {

/// For models of one input and one output: two points for a line, else a fine curve.
class Predictor {
  public:
    /// Throws Error when the model is not possible for one input and one output.
    explicit Predictor(const Experiment& experiment);

    bool straight() const { return straight_; }
    /// Whether theta of that length belongs to the model.
    bool fits(std::size_t parameters) const {
        return static_cast<Index>(parameters) == model_->parameter_count();
    }

    /// Inputs of the curves that curve() gives; a line runs beyond what is seen, so that no end shows.
    void span(Range seen);

    /// NaN where a prediction overflows: a gap.
    void curve(const Vector& theta, std::vector<double>& x, std::vector<double>& y);

    /// Predictions (n x 1) for x (n x 1); good until the next call.
    const Matrix& predict(const Vector& theta, const Matrix& x);

  private:
    bool straight_;
    std::unique_ptr<Model> model_;
    Matrix inputs_;
    Matrix output_;
};

}  // namespace talweg
