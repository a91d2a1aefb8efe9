// What losses share that are the mean of a formula of one prediction and one target.
#pragma once

#include "core/base/error.h"
#include "core/loss/loss.h"

namespace talweg {

/// The mean over rows and outputs, in the fixed order of core/base/sum.h. A Formula has, for a prediction p
/// and a target t,
///   double value(double p, double t) const;  its derivative by p: slope(p, t); the second one: bend(p, t);
///   bool bends() const: whether the second derivative says anything (see Loss::hessian_product).
/// A NaN in p or t has to come out of value and slope.
template <class Formula>
class ElementLoss : public Loss {
  public:
    explicit ElementLoss(Formula formula) : formula_(formula) {}

    double value(const Matrix& prediction, const Matrix& target) const override {
        return mean_of(prediction, target, [](Index, double, double) {});
    }

    double value_and_gradient(const Matrix& prediction, const Matrix& target,
                              Matrix& d_prediction) const override {
        const Index n = target.size();
        if (d_prediction.size() != n) d_prediction.resize(target.rows(), target.cols());
        const double scale = n > 0 ? 1.0 / static_cast<double>(n) : 0.0;
        double* d = d_prediction.data();
        return mean_of(prediction, target,
                       [&](Index i, double p, double t) { d[i] = scale * formula_.slope(p, t); });
    }

    bool hessian_product(const Matrix& prediction, const Matrix& target, const Matrix& direction,
                         Matrix& product) const override {
        if (!formula_.bends()) return false;
        const Index n = target.size();
        if (product.size() != n) product.resize(target.rows(), target.cols());
        const double scale = n > 0 ? 1.0 / static_cast<double>(n) : 0.0;
        const double* p = prediction.data();
        const double* t = target.data();
        for (Index i = 0; i < n; ++i) {
            product.data()[i] = scale * formula_.bend(p[i], t[i]) * direction.data()[i];
        }
        return true;
    }

  private:
    template <class Also>
    double mean_of(const Matrix& prediction, const Matrix& target, Also also) const {
        TALWEG_CHECK(prediction.size() == target.size());
        const Index n = target.size();
        if (n == 0) return 0.0;
        const double* p = prediction.data();
        const double* t = target.data();
        // A formula of its own: the compiler then knows that nothing written here changes it.
        const Formula formula = formula_;
        double lane[8] = {};
        Index i = 0;
        for (; i + 8 <= n; i += 8) {
            for (Index j = 0; j < 8; ++j) {
                lane[j] += formula.value(p[i + j], t[i + j]);
                also(i + j, p[i + j], t[i + j]);
            }
        }
        for (Index j = 0; i + j < n; ++j) {
            lane[j] += formula.value(p[i + j], t[i + j]);
            also(i + j, p[i + j], t[i + j]);
        }
        const double total =
            ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
        return total / static_cast<double>(n);
    }

    Formula formula_;
};

}  // namespace talweg
