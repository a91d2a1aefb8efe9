// What an experiment's model says along one of its inputs.
#pragma once

#include "app/views/data_look.h"
#include "core/model/model.h"
#include "core/train/experiment.h"

#include <memory>
#include <vector>

namespace talweg {

/// A model along one of its inputs, the others held: two points for a line, else a fine curve. What is drawn
/// stands where the targets do: a number, the probability of class 1 (binary), the likeliest class (classes).
class Predictor {
  public:
    /// The data has points; its scale is undone in all that is drawn. Throws Error when the model is not
    /// possible for such data.
    Predictor(const Snapshot& now, const DataLook& look);

    bool straight() const { return straight_; }
    /// Whether theta of that length belongs to the model.
    bool fits(std::size_t parameters) const {
        return static_cast<Index>(parameters) == model_->parameter_count();
    }

    /// Inputs of the curves that curve() gives, in the user's units; a line runs beyond what is seen, so that
    /// no end shows.
    void span(Range seen);

    /// NaN where a prediction overflows: a gap.
    void curve(const Vector& theta, std::vector<double>& x, std::vector<double>& y);

    /// Slope and offset of a line along the input, in the user's units.
    Vector in_user_units(const Vector& theta) const;

    /// Predictions (n x outputs) for x (n x inputs) as it stands in the data; good until the next call.
    const Matrix& predict(const Vector& theta, const Matrix& x);

  private:
    double drawn(Index row) const;

    bool straight_;
    Task task_;
    Index along_;
    std::unique_ptr<Model> model_;
    ColumnScale scale_;  ///< of the input along which it runs; 1 and 0 where it stands as the user has it
    Vector held_;        ///< (inputs), as the model takes them
    std::vector<double> seen_;
    Matrix inputs_;
    Matrix output_;
};

}  // namespace talweg
