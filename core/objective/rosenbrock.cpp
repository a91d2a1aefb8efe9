// Rosenbrock's banana: a curved valley that is easy to reach and slow to follow.
#include "core/objective/rosenbrock.h"

#include "core/objective/function_objective.h"

#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "a",
     .title = "Minimum",
     .symbol = "a",
     .low = -10.0,
     .high = 10.0,
     .initial = 1.0,
     .slider_low = 0.0,
     .slider_high = 2.0,
     .help = "The x of the minimum, which lies at (a, a²).",
     .why_low = "the valley would leave the picture",
     .why_high = "the valley would leave the picture"},
    {.name = "b",
     .title = "Steepness",
     .symbol = "b",
     .low = 0.0,
     .high = 1e6,
     .low_open = true,
     .initial = 100.0,
     .logarithmic = true,
     .slider_low = 1.0,
     .slider_high = 1000.0,
     .help = "How steep the walls of the valley are.",
     .why_low = "at 0 there would be no valley"},
};

constexpr KnownMinimum kMinima[] = {{1.0, 1.0, 0.0}};

/// f = (a - x)^2 + b (y - x^2)^2.
class Rosenbrock final : public FunctionObjective {
  public:
    Rosenbrock(double a, double b) : a_(a), b_(b) {}

    std::unique_ptr<Objective> clone() const override { return std::make_unique<Rosenbrock>(a_, b_); }

    double value(const Vector& theta) override {
        const double along = a_ - theta[0];
        const double across = theta[1] - theta[0] * theta[0];
        return along * along + b_ * across * across;
    }

    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        const double x = theta[0];
        const double along = a_ - x;
        const double across = theta[1] - x * x;
        gradient[0] = -2.0 * along - 4.0 * b_ * x * across;
        gradient[1] = 2.0 * b_ * across;
        return along * along + b_ * across * across;
    }

    bool hessian(const Vector& theta, Matrix& hessian) override {
        const double x = theta[0];
        if (hessian.rows() != 2 || hessian.cols() != 2) hessian.resize(2, 2);
        hessian(0, 0) = 2.0 - 4.0 * b_ * (theta[1] - x * x) + 8.0 * b_ * x * x;
        hessian(0, 1) = hessian(1, 0) = -4.0 * b_ * x;
        hessian(1, 1) = 2.0 * b_;
        return true;
    }

    bool hessian_product(const Vector& theta, const Vector& direction, Vector& product) override {
        const double x = theta[0];
        const double mixed = -4.0 * b_ * x;
        product[0] =
            (2.0 - 4.0 * b_ * (theta[1] - x * x) + 8.0 * b_ * x * x) * direction[0] + mixed * direction[1];
        product[1] = mixed * direction[0] + 2.0 * b_ * direction[1];
        return true;
    }

    // r = (a - x, sqrt(b) (y - x^2)).
    bool residuals(const Vector& theta, Vector& residual, Matrix& jacobian) override {
        if (residual.size() != 2) residual.resize(2);
        if (jacobian.rows() != 2 || jacobian.cols() != 2) jacobian.resize(2, 2);
        const double root = std::sqrt(b_);
        residual[0] = a_ - theta[0];
        residual[1] = root * (theta[1] - theta[0] * theta[0]);
        jacobian(0, 0) = -1.0;
        jacobian(0, 1) = 0.0;
        jacobian(1, 0) = -2.0 * root * theta[0];
        jacobian(1, 1) = root;
        return true;
    }

    std::optional<Vector> minimiser() override { return Vector{{a_, a_ * a_}}; }
    std::vector<KnownMinimum> minima() const override { return {{a_, a_ * a_, 0.0}}; }

  private:
    double a_;
    double b_;
};

}  // namespace

FunctionPart rosenbrock_part() {
    return {.info = {"rosenbrock", "Rosenbrock",
                     "A curved, flat valley between steep walls: quick to reach, slow to follow.",
                     "f(x, y) = (a - x)² + b (y - x²)²", "Rosenbrock 1960", kKnobs, "Valleys"},
            .make = [](const Settings& settings) -> std::unique_ptr<Objective> {
                return std::make_unique<Rosenbrock>(settings.real("a"), settings.real("b"));
            },
            .start = {-1.2, 1.0},
            .window = {-2.0, 2.0, -1.0, 3.0},
            .minima = kMinima};
}

}  // namespace talweg
