// Gradients against central differences, over random shapes, penalties and points.
#include "core/train/catalogue.h"
#include "core/train/experiment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include <rapidcheck.h>

using namespace talweg;

namespace {

// A number in [-limit, limit] on a grid, so that shrinking gives readable cases.
rc::Gen<double> number(double limit) {
    return rc::gen::map(rc::gen::inRange(-1000, 1001), [limit](int k) { return limit * k / 1000.0; });
}

std::unique_ptr<Objective> random_data_objective() {
    const Index n = *rc::gen::inRange<Index>(1, 20);
    const Index inputs = *rc::gen::inRange<Index>(1, 5);
    const Index outputs = *rc::gen::inRange<Index>(1, 4);
    Dataset data;
    data.x.resize(n, inputs);
    data.y.resize(n, outputs);
    for (double& value : data.x.reshaped()) value = *number(3.0);
    for (double& value : data.y.reshaped()) value = *number(3.0);
    const auto& model = model_part("linear");
    const auto& loss =
        *rc::gen::elementOf(std::vector<const LossPart*>{&loss_part("mse"), &loss_part("half_mse")});
    const Penalty penalty{std::abs(*number(1.0)), std::abs(*number(1.0))};
    return make_data_objective(std::make_shared<const Dataset>(data),
                               model.make(Settings(model.info, {}), inputs, outputs),
                               loss->make(Settings(loss->info, {})), penalty);
}

// No entry within `gap` of 0, where |w| has a corner.
Vector random_theta(Index count, double gap) {
    Vector theta(count);
    for (double& value : theta) {
        value = *number(2.0);
        if (std::abs(value) < gap) value = gap;
    }
    return theta;
}

void check_gradient(Objective& objective, const Vector& theta) {
    Vector gradient(theta.size());
    const double value = objective.value_and_gradient(theta, gradient);
    RC_ASSERT(value == objective.value(theta));
    const double h = 1e-5;
    const double scale = std::max(1.0, gradient.cwiseAbs().maxCoeff());
    for (Index i = 0; i < theta.size(); ++i) {
        Vector moved = theta;
        moved[i] = theta[i] + h;
        const double above = objective.value(moved);
        moved[i] = theta[i] - h;
        const double below = objective.value(moved);
        RC_ASSERT(std::abs((above - below) / (2.0 * h) - gradient[i]) < 1e-6 * scale);
    }
}

void check_hessian(Objective& objective, const Vector& theta) {
    Matrix hessian;
    RC_ASSERT(objective.hessian(theta, hessian));
    const double h = 1e-5;
    const double scale = std::max(1.0, hessian.cwiseAbs().maxCoeff());
    Vector above(theta.size());
    Vector below(theta.size());
    for (Index i = 0; i < theta.size(); ++i) {
        Vector moved = theta;
        moved[i] = theta[i] + h;
        objective.value_and_gradient(moved, above);
        moved[i] = theta[i] - h;
        objective.value_and_gradient(moved, below);
        const Vector column = (above - below) / (2.0 * h);
        RC_ASSERT((column - hessian.col(i)).cwiseAbs().maxCoeff() < 1e-6 * scale);
    }
}

}  // namespace

TEST_CASE("gradients and Hessians of data objectives agree with central differences") {
    CHECK(rc::check("data objectives", [] {
        const auto objective = random_data_objective();
        const Vector theta = random_theta(objective->parameter_count(), 1e-3);
        check_gradient(*objective, theta);
        check_hessian(*objective, theta);
    }));
}

TEST_CASE("gradients and Hessians of test functions agree with central differences") {
    CHECK(rc::check("functions", [] {
        for (const FunctionPart& part : functions()) {
            const auto objective = part.make(Settings(part.info, {}));
            const Vector theta = random_theta(2, 0.0);
            check_gradient(*objective, theta);
            check_hessian(*objective, theta);
        }
    }));
}

TEST_CASE("a batch of all rows is the whole and half batches average to it") {
    CHECK(rc::check("batches", [] {
        const auto objective = random_data_objective();
        const Vector theta = random_theta(objective->parameter_count(), 0.0);
        const Index n = objective->sample_count();
        Vector whole(theta.size());
        Vector part(theta.size());
        const double value = objective->value_and_gradient(theta, whole);
        double mean = 0.0;
        Vector mean_gradient = Vector::Zero(theta.size());
        for (Index i = 0; i < n; ++i) {
            const Index rows[] = {i};
            mean += objective->batch_value_and_gradient(theta, rows, part) / static_cast<double>(n);
            mean_gradient += part / static_cast<double>(n);
        }
        RC_ASSERT(std::abs(mean - value) <= 1e-12 * std::max(1.0, std::abs(value)));
        RC_ASSERT((mean_gradient - whole).cwiseAbs().maxCoeff() <=
                  1e-12 * std::max(1.0, whole.cwiseAbs().maxCoeff()));
    }));
}
