// Losses of squared residuals: factor times the mean of (prediction - target)^2.
#include "core/loss/squares.h"

#include "core/base/error.h"

namespace talweg {
namespace {

constexpr Index kLanes = 8;

double join(const double (&lane)[kLanes]) {
    return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

/// value = factor / (n k) sum r^2, derivative 2 factor / (n k) r, with r = prediction - target.
class Squares final : public Loss {
  public:
    explicit Squares(double factor) : factor_(factor) {}

    double value(const Matrix& prediction, const Matrix& target) const override {
        TALWEG_CHECK(prediction.size() == target.size());
        const Index n = target.size();
        const double* p = prediction.data();
        const double* t = target.data();
        double lane[kLanes] = {};
        Index i = 0;
        for (; i + kLanes <= n; i += kLanes) {
            for (Index j = 0; j < kLanes; ++j) {
                const double r = p[i + j] - t[i + j];
                lane[j] += r * r;
            }
        }
        for (Index j = 0; i + j < n; ++j) {
            const double r = p[i + j] - t[i + j];
            lane[j] += r * r;
        }
        return mean(join(lane), n);
    }

    double value_and_gradient(const Matrix& prediction, const Matrix& target,
                              Matrix& d_prediction) const override {
        TALWEG_CHECK(prediction.size() == target.size());
        const Index n = target.size();
        if (d_prediction.size() != n) d_prediction.resize(target.rows(), target.cols());
        const double scale = n > 0 ? 2.0 * factor_ / static_cast<double>(n) : 0.0;
        const double* p = prediction.data();
        const double* t = target.data();
        double* d = d_prediction.data();
        double lane[kLanes] = {};
        Index i = 0;
        for (; i + kLanes <= n; i += kLanes) {
            for (Index j = 0; j < kLanes; ++j) {
                const double r = p[i + j] - t[i + j];
                d[i + j] = scale * r;
                lane[j] += r * r;
            }
        }
        for (Index j = 0; i + j < n; ++j) {
            const double r = p[i + j] - t[i + j];
            d[i + j] = scale * r;
            lane[j] += r * r;
        }
        return mean(join(lane), n);
    }

    bool hessian_product(const Matrix&, const Matrix& target, const Matrix& direction,
                         Matrix& product) const override {
        const Index n = target.size();
        if (product.size() != n) product.resize(target.rows(), target.cols());
        const double scale = n > 0 ? 2.0 * factor_ / static_cast<double>(n) : 0.0;
        product = scale * direction;
        return true;
    }

    std::optional<double> squares_factor() const override { return factor_; }

  private:
    double mean(double squares, Index n) const {
        return n > 0 ? factor_ * (squares / static_cast<double>(n)) : 0.0;
    }

    double factor_;
};

}  // namespace

LossPart mse_part() {
    return {{"mse",
             "Mean squared error",
             "The mean of the squared residuals; large misses count far more than small ones.",
             "L = 1/n Σ (ŷ - y)²",
             "Legendre 1805; as torch.nn.MSELoss",
             {},
             "Regression"},
            [](const Settings&) -> std::unique_ptr<Loss> { return std::make_unique<Squares>(1.0); }};
}

LossPart half_mse_part() {
    return {{"half_mse",
             "Half mean squared error",
             "Half the mean squared error, so that the gradient carries no factor of two; the same as mse at "
             "half the learning rate.",
             "L = 1/(2n) Σ (ŷ - y)²",
             "as many textbooks write it",
             {},
             "Regression"},
            [](const Settings&) -> std::unique_ptr<Loss> { return std::make_unique<Squares>(0.5); }};
}

}  // namespace talweg
