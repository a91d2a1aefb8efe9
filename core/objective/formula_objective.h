// A test function made of one formula, whose derivatives follow from it.
#pragma once

#include "core/objective/function_objective.h"
#include "core/objective/jet.h"

#include <utility>

namespace talweg {

/// Function: a copyable value whose call takes (x, y) as double and as Jet and gives one of the same type.
template <class Function>
class FormulaObjective final : public FunctionObjective {
  public:
    /// minima: the deepest first; they live as long as the program.
    FormulaObjective(Function formula, std::span<const KnownMinimum> minima)
        : formula_(std::move(formula)), minima_(minima) {}

    std::unique_ptr<Objective> clone() const override { return std::make_unique<FormulaObjective>(*this); }

    double value(const Vector& theta) override { return formula_(theta[0], theta[1]); }

    void row_values(Vector& theta, double low, double step, std::span<double> out) override {
        const double y = theta[1];
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = formula_(low + static_cast<double>(i) * step, y);
    }

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

    std::optional<Vector> minimiser() override {
        if (minima_.empty()) return std::nullopt;
        return Vector{{minima_.front().x, minima_.front().y}};
    }
    std::vector<KnownMinimum> minima() const override { return {minima_.begin(), minima_.end()}; }

  private:
    Jet at(const Vector& theta) const { return formula_(jet_x(theta[0]), jet_y(theta[1])); }

    Function formula_;
    std::span<const KnownMinimum> minima_;
};

/// The part's objective for a formula and the minima that are known of it, the deepest first.
template <class Function>
std::unique_ptr<Objective> make_formula(Function formula, std::span<const KnownMinimum> minima) {
    return std::make_unique<FormulaObjective<Function>>(std::move(formula), minima);
}

}  // namespace talweg
