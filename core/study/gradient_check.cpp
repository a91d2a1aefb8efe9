// Exact derivatives against central differences.
#include "core/study/gradient_check.h"

#include "core/base/random.h"
#include "core/train/catalogue.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kStep = 1e-5;
constexpr int kPoints = 12;
constexpr Index kRows = 7;

double relative(const Vector& exact, const Vector& estimate) {
    return (exact - estimate).cwiseAbs().maxCoeff() / std::max(1.0, exact.cwiseAbs().maxCoeff());
}

Vector random_vector(Random& random, Index n, double scale) {
    Vector values(n);
    for (double& value : values) value = scale * random.normal();
    return values;
}

double random_target(Random& random, Task task) {
    switch (task) {
        case Task::binary:
            return static_cast<double>(random.below(2));
        case Task::margin:
            return 2.0 * static_cast<double>(random.below(2)) - 1.0;
        case Task::classes:
            return static_cast<double>(random.below(3));
        case Task::regression:
            break;
    }
    return random.normal();
}

std::shared_ptr<const Dataset> random_data(Random& random, Index inputs, Task task) {
    auto data = std::make_shared<Dataset>();
    data->x.resize(kRows, inputs);
    for (Index i = 0; i < data->x.size(); ++i) data->x.data()[i] = random.normal();
    data->y.resize(kRows, 1);
    for (Index i = 0; i < kRows; ++i) data->y(i, 0) = random_target(random, task);
    if (task == Task::classes) data->y(0, 0) = 2.0;  // so that there are three
    return data;
}

/// The largest deviation over several points, all drawn from `random`.
GradientCheck check(Objective& objective, Random& random) {
    GradientCheck result;
    bool has_product = false;
    for (int point = 0; point < kPoints; ++point) {
        const Vector theta = random_vector(random, objective.parameter_count(), 0.7);
        const Vector direction = random_vector(random, objective.parameter_count(), 1.0);
        const double deviation = gradient_deviation(objective, theta, direction, has_product);
        if (!(deviation <= result.deviation)) result.deviation = deviation;
    }
    result.measure = std::string(has_product ? "gradient and Hessian-vector product" : "gradient") +
                     " against central differences";
    return result;
}

/// The defaults, and every choice and switch turned on its own.
std::vector<KnobMap> variants(const PartInfo& part) {
    std::vector<KnobMap> all = {{}};
    for (const Knob& knob : part.knobs) {
        const std::string name(knob.name);
        if (knob.type == KnobType::boolean) all.push_back({{name, knob.initial == 0.0}});
        if (knob.type != KnobType::choice && knob.type != KnobType::choices) continue;
        for (const std::string_view choice : knob.choices) all.push_back({{name, std::string(choice)}});
    }
    return all;
}

}  // namespace

double gradient_deviation(Objective& objective, const Vector& theta, const Vector& direction,
                          bool& has_product) {
    const Index n = theta.size();
    Vector gradient(n);
    objective.value_and_gradient(theta, gradient);
    Vector at = theta;
    Vector estimate(n);
    for (Index i = 0; i < n; ++i) {
        at[i] = theta[i] + kStep;
        const double above = objective.value(at);
        at[i] = theta[i] - kStep;
        const double below = objective.value(at);
        at[i] = theta[i];
        estimate[i] = (above - below) / (2.0 * kStep);
    }
    const double deviation = relative(gradient, estimate);
    Vector product(n);
    has_product = objective.hessian_product(theta, direction, product);
    if (!has_product) return deviation;
    Vector above(n);
    Vector below(n);
    at = theta + kStep * direction;
    objective.value_and_gradient(at, above);
    at = theta - kStep * direction;
    objective.value_and_gradient(at, below);
    return std::max(deviation, relative(product, (above - below) / (2.0 * kStep)));
}

GradientCheck check_loss_gradient(const LossPart& part) {
    Random random(17, Stream::data);
    const std::shared_ptr<const Loss> loss = part.make(Settings(part.info, {}));
    const auto data = random_data(random, 2, loss->task());
    const ModelPart& linear = model_part("linear");
    const std::shared_ptr<const Model> model =
        linear.make(Settings(linear.info, {}), data->x.cols(), loss->outputs(data->y));
    return check(*make_data_objective(data, model, loss, {}), random);
}

GradientCheck check_model_gradient(const ModelPart& part) {
    Random random(23, Stream::data);
    const LossPart& squares = loss_part("mse");
    const std::shared_ptr<const Loss> loss = squares.make(Settings(squares.info, {}));
    GradientCheck worst;
    for (const KnobMap& knobs : variants(part.info)) {
        const auto data = random_data(random, 2, Task::regression);
        const std::shared_ptr<const Model> model = part.make(Settings(part.info, knobs), data->x.cols(), 1);
        const GradientCheck one = check(*make_data_objective(data, model, loss, {}), random);
        worst.measure = one.measure;
        if (!(one.deviation <= worst.deviation)) worst.deviation = one.deviation;
    }
    return worst;
}

}  // namespace talweg
