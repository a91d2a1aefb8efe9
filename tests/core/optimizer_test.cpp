// Optimizers by hand-worked steps, settings changed under way, and impossible settings.
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

std::unique_ptr<Optimizer> make(std::string_view kind, const KnobMap& knobs, Index n = 1) {
    const OptimizerPart& part = optimizer_part(kind);
    return part.make(Settings(part.info, knobs), Parameters::vector(n));
}

// theta after each of three steps on x^2 / 2, whose gradient is x, from 1 at rate 0.1.
std::array<double, 3> three_steps(Optimizer& optimizer) {
    Vector theta{{1.0}};
    std::array<double, 3> path{};
    for (double& value : path) {
        const Vector gradient = theta;
        optimizer.update(theta, gradient, 0.1);
        value = theta[0];
    }
    return path;
}

void check_path(std::string_view kind, const KnobMap& knobs, const std::array<double, 3>& expected) {
    const auto optimizer = make(kind, knobs);
    const auto path = three_steps(*optimizer);
    for (std::size_t i = 0; i < 3; ++i) CHECK(close(path[i], expected[i], 1e-15));
}

}  // namespace

TEST_CASE("three steps of gradient descent by hand") { check_path("sgd", {}, {0.9, 0.81, 0.729}); }

TEST_CASE("three steps of momentum by hand") {
    // u = 1, 0.5 + 0.9 = 1.4, 0.7 + 0.76 = 1.46
    check_path("sgd", {{"momentum", 0.5}}, {0.9, 0.76, 0.614});
}

TEST_CASE("three steps of dampened momentum by hand") {
    // u = 1 undamped, 0.5 + 0.5 0.9 = 0.95, 0.475 + 0.5 0.805 = 0.8775
    check_path("sgd", {{"momentum", 0.5}, {"dampening", 0.5}}, {0.9, 0.805, 0.71725});
}

TEST_CASE("three steps of Nesterov momentum by hand") {
    // u = 1, step g + 0.5 u = 1.5; u = 0.5 + 0.85 = 1.35, step 1.525; u = 0.675 + 0.6975 = 1.3725,
    // step 1.38375
    check_path("sgd", {{"momentum", 0.5}, {"nesterov", true}}, {0.85, 0.6975, 0.559125});
}

TEST_CASE("three steps of weight decay by hand") {
    check_path("sgd", {{"weight_decay", 1.0}}, {0.8, 0.64, 0.512});
}

TEST_CASE("the first step of Adam is the rate whatever the gradient") {
    for (const double gradient : {1e-3, 1.0, 1e6}) {
        const auto adam = make("adam", {{"eps", 0.0}});
        Vector theta{{5.0}};
        adam->update(theta, Vector{{gradient}}, 0.1);
        CHECK(close(theta[0], 4.9, 1e-15));
    }
}

TEST_CASE("two steps of Adam by hand") {
    // beta1 = beta2 = 1/2, eps = 0: m = 1/2, v = 1/2, step 0.1; then with g = 3: m = 1.75, v = 4.75,
    // step 0.1 (1.75 / 0.75) / sqrt(4.75 / 0.75)
    const auto adam = make("adam", {{"beta1", 0.5}, {"beta2", 0.5}, {"eps", 0.0}});
    Vector theta{{1.0}};
    adam->update(theta, Vector{{1.0}}, 0.1);
    CHECK(close(theta[0], 0.9, 1e-15));
    adam->update(theta, Vector{{3.0}}, 0.1);
    CHECK(close(theta[0], 0.9 - 0.1 * (1.75 / 0.75) / std::sqrt(4.75 / 0.75), 1e-15));
}

TEST_CASE("Adam stands still without gradient and without eps only in name") {
    const auto adam = make("adam", {});
    Vector theta{{1.0}};
    adam->update(theta, Vector{{0.0}}, 0.1);
    CHECK(theta[0] == 1.0);
}

TEST_CASE("the bias correction of Adam fades without slowing down or changing") {
    // After so many steps that beta^t is far below the last bit, a constant gradient moves by the rate.
    const auto adam = make("adam", {{"eps", 0.0}});
    Vector theta{{0.0}};
    for (int i = 0; i < 200000; ++i) adam->update(theta, Vector{{2.0}}, 1e-3);
    const double before = theta[0];
    adam->update(theta, Vector{{2.0}}, 1e-3);
    CHECK(close(before - theta[0], 1e-3, 1e-9));
}

TEST_CASE("new settings keep the velocity") {
    const auto sgd = make("sgd", {{"momentum", 0.5}});
    Vector theta{{1.0}};
    sgd->update(theta, Vector{{1.0}}, 0.1);
    const OptimizerPart& part = optimizer_part("sgd");
    sgd->configure(Settings(part.info, {{"momentum", 0.25}}));
    sgd->update(theta, Vector{{1.0}}, 0.1);  // u = 0.25 + 1
    CHECK(close(theta[0], 0.9 - 0.125, 1e-15));
}

TEST_CASE("a new beta2 corrects the bias as if it had been so from the start") {
    // PyTorch computes 1 - beta2^t anew at every step with the beta2 of that step.
    const auto adam = make("adam", {{"beta1", 0.5}, {"beta2", 0.5}, {"eps", 0.0}});
    Vector theta{{0.0}};
    adam->update(theta, Vector{{1.0}}, 0.1);
    const double before = theta[0];
    const OptimizerPart& part = optimizer_part("adam");
    adam->configure(Settings(part.info, {{"beta1", 0.5}, {"beta2", 0.75}, {"eps", 0.0}}));
    adam->update(theta, Vector{{1.0}}, 0.1);
    // m = 0.75, v = 0.75 0.5 + 0.25 = 0.625, corrections 0.75 and 1 - 0.5625
    CHECK(close(before - theta[0], 0.1 * (0.75 / 0.75) / std::sqrt(0.625 / 0.4375), 1e-14));
}

TEST_CASE("settings that are not possible together are refused by name") {
    const std::string message = "'nesterov' needs 'momentum' above 0 and 'dampening' 0";
    CHECK(error_of([] { make("sgd", {{"nesterov", true}}); }) == message);
    CHECK(error_of([] {
              make("sgd", {{"nesterov", true}, {"momentum", 0.9}, {"dampening", 0.1}});
          }) == message);
    CHECK(error_of([] { make("sgd", {{"nesterov", true}, {"momentum", 0.9}}); }).empty());
}
