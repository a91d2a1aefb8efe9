// A test function made of one formula, whose derivatives follow from it.
#pragma once

#include "core/objective/function_objective.h"
#include "core/objective/jet.h"

#include <utility>

namespace talweg {

/// Formula: a copyable value whose call takes (x, y) as double and as Jet and gives one of the same type.
template <class Formula>
class FormulaObjective final : public FunctionObjective {
  public:
    /// `best`: the first of the known minima; nothing where there is none.
    FormulaObjective(Formula formula, std::optional<Vector> best)
        : formula_(std::move(formula)), best_(std::move(best)) {}

    std::unique_ptr<Objective> clone() const override { return std::make_unique<FormulaObjective>(*this); }

    double value(const Vector& theta) override { return formula_(theta[0], theta[1]); }

    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        const Jet f = at(theta);
        gradient[0] = f.x;
        gradient[1] = f.y;
        return f.v;
    }

    bool hessian(const Vector& theta, Matrix& hessian) override {
        const Jet f = at(theta);
        if (hessian.rows() != 2 || hessian.cols() != 2) hessian.resize(2, 2);
        hessian(0, 0) = f.xx;
        hessian(0, 1) = hessian(1, 0) = f.xy;
        hessian(1, 1) = f.yy;
        return true;
    }

    bool hessian_product(const Vector& theta, const Vector& direction, Vector& product) override {
        const Jet f = at(theta);
        product[0] = f.xx * direction[0] + f.xy * direction[1];
        product[1] = f.xy * direction[0] + f.yy * direction[1];
        return true;
    }

    std::optional<Vector> minimiser() override { return best_; }

  private:
    Jet at(const Vector& theta) const { return formula_(jet_x(theta[0]), jet_y(theta[1])); }

    Formula formula_;
    std::optional<Vector> best_;
};

/// The part's objective for a formula and the minima that are known of it, the deepest first.
template <class Formula>
std::unique_ptr<Objective> make_formula(Formula formula, std::span<const KnownMinimum> minima) {
    std::optional<Vector> best;
    if (!minima.empty()) best = Vector{{minima.front().x, minima.front().y}};
    return std::make_unique<FormulaObjective<Formula>>(std::move(formula), std::move(best));
}

}  // namespace talweg
