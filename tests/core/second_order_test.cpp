// Newton and Levenberg-Marquardt by steps worked by hand, and what they need of an objective.
#include "core/train/trainer.h"
#include "tests/core/closeness.h"
#include "tests/core/probe.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

Experiment four_points_by(const char* optimizer, double lr) {
    Experiment experiment = four_points(lr);
    experiment.runs[0].optimizer = {optimizer, {}};
    return experiment;
}

// r = x² - 2: the loss (x² - 2)² is least at the root of 2.
FunctionProbe root_of_two() {
    FunctionProbe probe;
    probe.r = [](const Vector& theta) { return Vector{{theta[0] * theta[0] - 2.0}}; };
    probe.r_slope = [](const Vector& theta) { return Matrix(2.0 * theta[0] * Matrix::Ones(1, 1)); };
    probe.f = [r = probe.r](const Vector& theta) { return r(theta).squaredNorm(); };
    probe.slope = [r = probe.r](const Vector& theta) { return Vector(4.0 * theta[0] * r(theta)); };
    return probe;
}

// r = atan x, from where Gauss-Newton overshoots.
FunctionProbe arc_tangent() {
    FunctionProbe probe;
    probe.r = [](const Vector& theta) { return Vector{{std::atan(theta[0])}}; };
    probe.r_slope = [](const Vector& theta) {
        return Matrix(Matrix::Ones(1, 1) / (1.0 + theta[0] * theta[0]));
    };
    probe.f = [r = probe.r](const Vector& theta) { return r(theta).squaredNorm(); };
    probe.slope = [](const Vector& theta) {
        return Vector{{2.0 * std::atan(theta[0]) / (1.0 + theta[0] * theta[0])}};
    };
    return probe;
}

FunctionProbe saddle() {
    return quadratic(Vector{{2.0, -2.0}}.asDiagonal(), Vector::Zero(2));  // x² - y²
}

}  // namespace

TEST_CASE("Newton reaches the minimiser of least squares in one step") {
    Trainer trainer(four_points_by("newton", 1.0));
    trainer.step();
    CHECK(close(trainer.run(0).theta, Vector{{1.7, 0.0}}, 1e-14));

    Experiment plane = four_points_by("newton", 1.0);
    plane.data.table.inputs = 3;
    plane.data.table.x = {0.5, -1.25, 2,   1.5,  0.75, -0.5, -2, 1,    0.25,
                          3,   -0.5,  1.5, 0.25, 2.5,  -1,   -1, -1.5, 0.75};
    plane.data.table.y = {1.5, -0.25, 2, 3.75, -1.5, 0.5};
    plane.penalty.l2 = 0.1;
    plane.init.numbers = {3.0, -2.0, 1.0, 5.0};
    Trainer solver(plane);
    solver.step();
    const auto minimiser = make_objective(plane)->minimiser();
    REQUIRE(minimiser);
    CHECK(close(solver.run(0).theta, *minimiser, 1e-13));
}

TEST_CASE("a damped Newton step goes its share of the way") {
    Trainer trainer(four_points_by("newton", 0.25));
    for (const double left : {0.75, 0.5625, 0.421875}) {
        trainer.step();
        CHECK(close(trainer.run(0).theta[0], 1.7 * (1.0 - left), 1e-13));
    }
}

TEST_CASE("three steps of Newton on Rosenbrock by hand") {
    // At (-6/5, 1): g = (-1078/5, -88), H = (1330, 480; 480, 200), step (11/445, 847/2225): (-523/445,
    // 3072/2225).
    Experiment experiment = four_points_by("newton", 1.0);
    experiment.function = PartChoice{"rosenbrock", {}};
    Trainer trainer(experiment);
    trainer.step();
    CHECK(close(trainer.run(0).theta, Vector{{-523.0 / 445.0, 3072.0 / 2225.0}}, 1e-13));
    trainer.step();
    CHECK(close(trainer.run(0).theta, Vector{{0.7631148711764698, -3.1750338547481953}}, 1e-11));
    trainer.step();
    CHECK(close(trainer.run(0).theta, Vector{{0.7634296788840741, 0.5828247754971477}}, 1e-11));
}

TEST_CASE("Newton's shift turns the way down a saddle as steep as the way up was") {
    // H = diag(2, -2), g = (2 x, -2 y), tau = |-2| - -2 = 4: d = (-2 x / 6, 2 y / 2).
    const auto newton = make_part("newton", {}, 2);
    FunctionProbe probe = saddle();
    Vector theta{{3.0, 0.5}};
    probe.step(*newton, theta, 1.0);
    CHECK(buffer(*newton, "τ")[0] == 4.0);
    CHECK(close(theta, Vector{{2.0, 1.0}}, 1e-15));
    CHECK(probe.count == 1);
}

TEST_CASE("Newton without its shift jumps to the saddle") {
    const auto newton = make_part("newton", {{"shift", false}}, 2);
    FunctionProbe probe = saddle();
    Vector theta{{3.0, 0.5}};
    probe.step(*newton, theta, 1.0);
    CHECK(buffer(*newton, "τ")[0] == 0.0);
    CHECK(theta.cwiseAbs().maxCoeff() < 1e-15);
}

TEST_CASE("a flat direction is shifted to the least curvature and without a shift ends in NaN") {
    // H = diag(2, 0) and slope 1 along the flat: (H + 0.5 I) d = -(2 x, 1).
    FunctionProbe probe;
    probe.f = [](const Vector& theta) { return theta[0] * theta[0] + theta[1]; };
    probe.slope = [](const Vector& theta) { return Vector{{2.0 * theta[0], 1.0}}; };
    probe.bend = [](const Vector&) { return Matrix(Vector{{2.0, 0.0}}.asDiagonal()); };
    Vector theta{{5.0, 0.0}};
    probe.step(*make_part("newton", {{"min_curvature", 0.5}}, 2), theta, 1.0);
    CHECK(close(theta, Vector{{1.0, -2.0}}, 1e-15));
    probe.step(*make_part("newton", {{"shift", false}}, 2), theta, 1.0);
    CHECK(std::isnan(theta[0]));
}

TEST_CASE("a Hessian that is not finite ends in NaN and does not hang") {
    for (const double wrong : {std::nan(""), HUGE_VAL}) {
        FunctionProbe probe = saddle();
        probe.bend = [wrong](const Vector&) { return Matrix::Constant(2, 2, wrong); };
        Vector theta{{1.0, 1.0}};
        probe.step(*make_part("newton", {}, 2), theta, 1.0);
        CHECK_FALSE(theta.allFinite());
    }
}

TEST_CASE("three steps of Levenberg-Marquardt by hand") {
    // With Marquardt's scale x grows by -r / (J (1 + lambda)) = (2 - x²) / (2 x (1 + lambda)), and every
    // first trial, with lambda a tenth of the last, lowers the loss.
    const auto optimizer = make_part("levenberg_marquardt", {}, 1);
    FunctionProbe probe = root_of_two();
    Vector theta{{1.0}};
    double x = 1.0;
    for (const double lambda : {1e-3, 1e-4, 1e-5}) {
        x += (2.0 - x * x) / (2.0 * x * (1.0 + lambda));
        probe.step(*optimizer, theta, 1.0);
        CHECK(close(theta[0], x, 1e-14));
        CHECK(close(buffer(*optimizer, "λ")[0], lambda, 1e-14));
    }
    CHECK(probe.count == 3);
    CHECK(close(1.0 + 500.0 / 1001.0, 1.4995004995004995, 1e-15));  // the first of them
}

TEST_CASE("Levenberg's scale damps by the identity") {
    // From 1 with lambda 1: d = -J r / (J² + 1) = 2 / 5.
    const auto optimizer =
        make_part("levenberg_marquardt", {{"scale", std::string("levenberg")}, {"lambda", 10.0}}, 1);
    FunctionProbe probe = root_of_two();
    Vector theta{{1.0}};
    probe.step(*optimizer, theta, 1.0);
    CHECK(close(theta[0], 1.4, 1e-15));
}

TEST_CASE("the damping of Levenberg-Marquardt grows until the loss falls") {
    // From 3, r = 1.2490, J = 1/10: lambda 0.001, 0.01, 0.1 and 1 overshoot (to -9.478, -9.367, -8.355 and
    // -3.245, where |atan| is larger than at 3); lambda 10 gives 3 - 12.490 / 11 = 1.8645.
    const auto optimizer = make_part("levenberg_marquardt", {}, 1);
    FunctionProbe probe = arc_tangent();
    Vector theta{{3.0}};
    probe.step(*optimizer, theta, 1.0);
    CHECK(probe.count == 5);
    CHECK(close(buffer(*optimizer, "λ")[0], 10.0, 1e-14));
    CHECK(close(theta[0], 3.0 - 10.0 * std::atan(3.0) / 11.0, 1e-13));
}

TEST_CASE("a parameter that moves no residual stays") {
    FunctionProbe probe;
    probe.r = [](const Vector& theta) { return Vector{{theta[0] - 1.0}}; };
    probe.r_slope = [](const Vector&) { return Matrix{{1.0, 0.0}}; };
    probe.f = [](const Vector& theta) { return (theta[0] - 1.0) * (theta[0] - 1.0); };
    probe.slope = [](const Vector& theta) { return Vector{{2.0 * (theta[0] - 1.0), 0.0}}; };
    Vector theta{{0.0, 7.0}};
    probe.step(*make_part("levenberg_marquardt", {}, 2), theta, 1.0);
    CHECK(close(theta, Vector{{1.0 / 1.001, 7.0}}, 1e-15));
}

TEST_CASE("another damping is taken up at once and other settings keep it") {
    const auto optimizer = make_part("levenberg_marquardt", {}, 1);
    FunctionProbe probe = root_of_two();
    Vector theta{{1.0}};
    probe.step(*optimizer, theta, 1.0);
    const PartInfo& info = optimizer_part("levenberg_marquardt").info;
    optimizer->configure(Settings(info, {{"factor", 4.0}}));
    CHECK(close(buffer(*optimizer, "λ")[0], 1e-3, 1e-14));
    optimizer->configure(Settings(info, {{"lambda", 5.0}}));
    CHECK(buffer(*optimizer, "λ")[0] == 5.0);
}

TEST_CASE("what an optimizer needs of the objective is asked at the start and at every edit") {
    const std::string message =
        "'levenberg_marquardt' needs a loss that is a sum of squares (mse, half_mse) without an l1 penalty";
    Experiment experiment = four_points_by("levenberg_marquardt", 1.0);
    Trainer trainer(experiment);
    trainer.step();
    const Vector theta = trainer.run(0).theta;
    experiment.penalty.l1 = 0.1;
    CHECK(error_of([&] { Trainer{experiment}; }) == message);
    CHECK(error_of([&] { trainer.apply(experiment); }) == message);
    CHECK(same_bits(trainer.run(0).theta, theta));
    CHECK(trainer.experiment().penalty.l1 == 0.0);
    trainer.step();
}

TEST_CASE("optimizers with a matrix over all pairs of parameters refuse thousands of them") {
    for (const char* kind : {"bfgs", "newton", "levenberg_marquardt"}) {
        CHECK(make_part(kind, {}, 10) != nullptr);
        CHECK(error_of([&] { make_part(kind, {}, 1001); }) ==
              "'" + std::string(kind) +
                  "' keeps a number for every pair of parameters, of which 1001 are too many; the limit is "
                  "1000, and 'lbfgs' has none");
    }
}
