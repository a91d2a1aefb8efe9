// What an experiment's model says along the input axis, as its loss reads it.
#pragma once

#include "app/plot/geometry.h"
#include "core/loss/loss.h"
#include "core/model/model.h"
#include "core/train/experiment.h"

#include <memory>
#include <vector>

namespace talweg {

/// For models of one input and one column of targets: two points for a line, else a fine curve. Under a loss
/// whose outputs are no predictions of the target (logits), what they say about it: a probability, a class.
class Predictor {
  public:
    /// `data`: the experiment's, of one input, whose scale is undone in all that is drawn; its targets decide
    /// how many outputs classes need. Throws Error when the model is not possible for one input and these
    /// outputs.
    Predictor(const Experiment& experiment, const Dataset& data);

    bool straight() const { return straight_; }
    const Loss& loss() const { return *loss_; }
    /// Whether theta of that length belongs to the model.
    bool fits(std::size_t parameters) const {
        return static_cast<Index>(parameters) == model_->parameter_count();
    }

    /// Inputs of the curves that curve() gives, in the user's units; a line runs beyond what is seen, so that
    /// no end shows.
    void span(Range seen);

    /// NaN where a prediction overflows: a gap.
    void curve(const Vector& theta, std::vector<double>& x, std::vector<double>& y);

    /// A line's slope and offset in the user's units.
    Vector in_user_units(const Vector& theta) const;

    /// The readings (n x 1) for x (n x 1) as it stands in the data; good until the next call.
    const Matrix& predict(const Vector& theta, const Matrix& x);

  private:
    std::unique_ptr<Loss> loss_;
    bool straight_;
    std::unique_ptr<Model> model_;
    ColumnScale scale_;  ///< 1 and 0 where the inputs stand as the user has them
    std::vector<double> seen_;
    Matrix inputs_;
    Matrix output_;
    Matrix reading_;
};

}  // namespace talweg
