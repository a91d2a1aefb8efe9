// The sphere: the simplest bowl.
#include "core/objective/sphere.h"

#include "core/objective/function_objective.h"

namespace talweg {
namespace {

class Sphere final : public FunctionObjective {
  public:
    std::unique_ptr<Objective> clone() const override { return std::make_unique<Sphere>(); }
    double value(const Vector& theta) override { return theta[0] * theta[0] + theta[1] * theta[1]; }
    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        gradient[0] = 2.0 * theta[0];
        gradient[1] = 2.0 * theta[1];
        return value(theta);
    }
    std::optional<Matrix> hessian(const Vector&) override { return Matrix(2.0 * Matrix::Identity(2, 2)); }
    std::optional<Vector> minimiser() override { return Vector(Vector::Zero(2)); }
};

}  // namespace

FunctionPart sphere_part() {
    return {.info = {"sphere",
                     "Sphere",
                     "A round bowl: the same curvature in every direction.",
                     "f(x, y) = x² + y²",
                     "De Jong 1975",
                     {}},
            .make = [](const Settings&) -> std::unique_ptr<Objective> { return std::make_unique<Sphere>(); },
            .start = {1.5, 1.0},
            .window = {-2.0, 2.0, -2.0, 2.0}};
}

}  // namespace talweg
