// The objective made of model, loss, penalty and data.
#pragma once

#include "core/objective/least_squares.h"
#include "core/objective/objective.h"

#include <array>

namespace talweg {

/// Room for one batch size. A run meets two of them: the full batch size and the last, partial batch's.
struct Scratch {
    Index rows = -1;
    Matrix x;
    Matrix y;
    Matrix prediction;
    Matrix d_prediction;
};

class DataObjective : public Objective {
  public:
    DataObjective(std::shared_ptr<const Dataset> data, std::shared_ptr<const Model> model,
                  std::shared_ptr<const Loss> loss, Penalty penalty);

    std::unique_ptr<Objective> clone() const override {
        return std::make_unique<DataObjective>(data_, model_->clone(), loss_, penalty_);
    }
    Index parameter_count() const override { return model_->parameter_count(); }
    std::vector<std::string> parameter_names() const override { return model_->parameter_names(); }
    Index sample_count() const override { return data_->rows(); }

    double value(const Vector& theta) override;
    double value_and_gradient(const Vector& theta, Vector& gradient) override;
    double batch_value_and_gradient(const Vector& theta, std::span<const Index> rows,
                                    Vector& gradient) override;
    std::optional<double> validation_value(const Vector& theta) override;
    Parameters parameters() const override { return model_->parameters(); }
    std::optional<double> penalty_value(const Vector& theta) const override;
    bool hessian(const Vector& theta, Matrix& hessian) override;
    bool hessian_product(const Vector& theta, const Vector& direction, Vector& product) override;
    bool residuals(const Vector& theta, Vector& residual, Matrix& jacobian) override;
    std::unique_ptr<PlaneValues> plane_values(const ThetaPlane& plane) override;
    std::optional<Vector> minimiser() override;

  protected:
    double penalty_of(const Vector& theta) const;
    double add_penalty(const Vector& theta, Vector& gradient) const;

    std::shared_ptr<const Dataset> data_;
    std::shared_ptr<const Model> model_;
    std::shared_ptr<const Loss> loss_;
    Penalty penalty_;
    std::vector<Index> weights_;  ///< the parameters that the penalty acts on; empty without a penalty

  private:
    Scratch& scratch_for(Index rows);
    std::optional<LeastSquares> least_squares() const;

    Matrix prediction_;
    Matrix d_prediction_;
    Matrix validation_prediction_;
    Matrix tangent_;
    Matrix d_tangent_;
    Vector unit_;
    Vector column_;
    Matrix constant_hessian_;  ///< of least squares; empty otherwise
    bool squares_looked_at_ = false;
    std::array<Scratch, 2> scratch_;
    std::size_t oldest_ = 0;
};

}  // namespace talweg
