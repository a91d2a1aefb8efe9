// The sphere: the simplest bowl.
#include "core/objective/sphere.h"

#include "core/objective/function_objective.h"

namespace talweg {
namespace {

constexpr KnownMinimum kMinima[] = {{0.0, 0.0, 0.0}};

class Sphere final : public FunctionObjective {
  public:
    std::unique_ptr<Objective> clone() const override { return std::make_unique<Sphere>(); }
    double value(const Vector& theta) override { return theta[0] * theta[0] + theta[1] * theta[1]; }
    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        gradient[0] = 2.0 * theta[0];
        gradient[1] = 2.0 * theta[1];
        return value(theta);
    }
    bool hessian(const Vector&, Matrix& hessian) override {
        if (hessian.rows() != 2 || hessian.cols() != 2) hessian.resize(2, 2);
        hessian = 2.0 * Matrix::Identity(2, 2);
        return true;
    }
    bool hessian_product(const Vector&, const Vector& direction, Vector& product) override {
        product = 2.0 * direction;
        return true;
    }
    // r = (x, y).
    bool residuals(const Vector& theta, Vector& residual, Matrix& jacobian) override {
        residual = theta;
        if (jacobian.rows() != 2 || jacobian.cols() != 2) jacobian.resize(2, 2);
        jacobian.setIdentity();
        return true;
    }
    std::optional<Vector> minimiser() override { return Vector(Vector::Zero(2)); }
    std::vector<KnownMinimum> minima() const override { return {kMinima[0]}; }
};

}  // namespace

FunctionPart sphere_part() {
    return {.info = {"sphere",
                     "Sphere",
                     "A round bowl: the same curvature in every direction.",
                     "f(x, y) = x² + y²",
                     "De Jong 1975",
                     {},
                     "Valleys"},
            .make = [](const Settings&) -> std::unique_ptr<Objective> { return std::make_unique<Sphere>(); },
            .start = {1.5, 1.0},
            .window = {-2.0, 2.0, -2.0, 2.0},
            .minima = kMinima};
}

}  // namespace talweg
