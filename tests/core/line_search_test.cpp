// Optimizers that search along a line: what an accepted step satisfies, and losses that are not finite.
#include "core/train/trainer.h"
#include "tests/core/closeness.h"
#include "tests/core/probe.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include <rapidcheck.h>

using namespace talweg;
using namespace talweg::test;

namespace {

const double kNan = std::numeric_limits<double>::quiet_NaN();

// A number in [-limit, limit] on a grid, so that shrinking gives readable cases.
double any_number(double limit) { return limit * *rc::gen::inRange(-1000, 1001) / 1000.0; }

Vector any_vector(Index n, double limit) {
    Vector vector(n);
    for (double& value : vector) value = any_number(limit);
    return vector;
}

// Eigenvalues from 0.1 up.
FunctionProbe any_quadratic(Index n) {
    Matrix root(n, n);
    for (double& value : root.reshaped()) value = any_number(3.0);
    return quadratic(root.transpose() * root + 0.1 * Matrix::Identity(n, n), any_vector(n, 2.0));
}

struct Accepted {
    Vector before;
    Vector after;
    Vector direction;
    double stride;
};

Accepted take_step(FunctionProbe& probe, Optimizer& optimizer, const Vector& theta, double rate) {
    Accepted step{theta, theta, {}, 0.0};
    probe.step(optimizer, step.after, rate);
    step.stride = buffer(optimizer, "α")[0];
    step.direction = buffer(optimizer, "d");
    if (step.direction.size() == 0) step.direction = -probe.slope(theta);
    return step;
}

// Rounding decides where the loss hardly changes any more.
bool worth_a_step(const FunctionProbe& probe, const Vector& theta) {
    return probe.slope(theta).norm() > 1e-4 * (1.0 + std::abs(probe.f(theta)));
}

void check_wolfe(FunctionProbe& probe, const Accepted& step, double c1, double c2) {
    const double slope = probe.slope(step.before).dot(step.direction);
    RC_ASSERT(slope < 0.0);
    RC_ASSERT(step.stride > 0.0);
    RC_ASSERT(close(step.after, step.before + step.stride * step.direction, 1e-14));
    const double slack = 1e-14 * (1.0 + std::abs(probe.f(step.before)));
    RC_ASSERT(probe.f(step.after) <= probe.f(step.before) + c1 * step.stride * slope + slack);
    RC_ASSERT(std::abs(probe.slope(step.after).dot(step.direction)) <= c2 * std::abs(slope) * (1.0 + 1e-9));
}

void check_wolfe_of(std::string_view kind, const KnobMap& knobs, double c1, double c2) {
    const Index n = *rc::gen::inRange<Index>(1, 6);
    FunctionProbe probe = any_quadratic(n);
    const auto optimizer = make_part(kind, knobs, n);
    const double rate = *rc::gen::element(1e-3, 0.1, 1.0, 100.0);
    Vector theta = any_vector(n, 5.0);
    for (int i = 0; i < 8 && worth_a_step(probe, theta); ++i) {
        const Accepted step = take_step(probe, *optimizer, theta, rate);
        check_wolfe(probe, step, c1, c2);
        theta = step.after;
    }
}

// (x - 2)², and nothing from x = 2.5 on.
FunctionProbe bowl_beside_a_cliff() {
    FunctionProbe probe;
    probe.f = [](const Vector& theta) { return theta[0] < 2.5 ? (theta[0] - 2.0) * (theta[0] - 2.0) : kNan; };
    probe.slope = [](const Vector& theta) {
        return Vector{{theta[0] < 2.5 ? 2.0 * (theta[0] - 2.0) : kNan}};
    };
    probe.r = [](const Vector& theta) { return Vector{{theta[0] < 2.5 ? theta[0] - 2.0 : kNan}}; };
    probe.r_slope = [](const Vector&) { return Matrix::Ones(1, 1); };
    return probe;
}

// Slope 1 at 0, and a loss that is nowhere else: `loss`.
FunctionProbe nothing_but(double loss) {
    FunctionProbe probe;
    probe.f = [loss](const Vector& theta) { return theta[0] == 0.0 ? 1.0 : loss; };
    probe.slope = [](const Vector& theta) { return Vector{{theta[0] == 0.0 ? 1.0 : kNan}}; };
    probe.r = [](const Vector&) { return Vector{{1.0}}; };
    probe.r_slope = [](const Vector&) { return Matrix(0.5 * Matrix::Ones(1, 1)); };
    return probe;
}

struct Searching {
    std::string_view kind;
    KnobMap knobs;
};

const std::vector<Searching> kSearching = {
    {"gd_armijo", {}},
    {"gd_wolfe", {}},
    {"nonlinear_cg", {}},
    {"nonlinear_cg", {{"beta", std::string("fletcher_reeves")}}},
    {"bfgs", {}},
    {"levenberg_marquardt", {}},
    {"lbfgs", {{"max_iter", 1.0}, {"line_search_fn", std::string("strong_wolfe")}}},
};

}  // namespace

TEST_CASE("every step of backtracking is the first in its row that lowers the loss enough") {
    CHECK(rc::check("Armijo", [] {
        const Index n = *rc::gen::inRange<Index>(1, 6);
        FunctionProbe probe = any_quadratic(n);
        const double c1 = *rc::gen::element(1e-4, 0.1, 0.4);
        const double rate = *rc::gen::element(0.01, 1.0, 64.0);
        const auto optimizer = make_part("gd_armijo", {{"c1", c1}}, n);
        Vector theta = any_vector(n, 5.0);
        for (int i = 0; i < 8 && worth_a_step(probe, theta); ++i) {
            probe.count = 0;
            const Accepted step = take_step(probe, *optimizer, theta, rate);
            RC_ASSERT(std::ldexp(step.stride, probe.count - 1) == rate);
            const double square = probe.slope(theta).squaredNorm();
            const double slack = 1e-13 * (1.0 + std::abs(probe.f(theta)) + square);
            RC_ASSERT(probe.f(step.after) <= probe.f(theta) - c1 * step.stride * square + slack);
            const Vector longer = theta - 2.0 * step.stride * probe.slope(theta);
            if (probe.count > 1) {
                RC_ASSERT(probe.f(longer) > probe.f(theta) - 2.0 * c1 * step.stride * square - slack);
            }
            theta = step.after;
        }
    }));
}

TEST_CASE("every step of a Wolfe search satisfies both conditions") {
    CHECK(rc::check("gradient descent", [] { check_wolfe_of("gd_wolfe", {}, 1e-4, 0.9); }));
    CHECK(rc::check("an exact search", [] {
        check_wolfe_of("gd_wolfe", {{"c1", 1e-3}, {"c2", 0.01}}, 1e-3, 0.01);
    }));
    CHECK(rc::check("Polak-Ribiere", [] { check_wolfe_of("nonlinear_cg", {}, 1e-4, 0.1); }));
    CHECK(rc::check("Fletcher-Reeves", [] {
        check_wolfe_of("nonlinear_cg", {{"beta", std::string("fletcher_reeves")}}, 1e-4, 0.1);
    }));
    CHECK(rc::check("BFGS", [] { check_wolfe_of("bfgs", {}, 1e-4, 0.9); }));
}

TEST_CASE("a search steps back from where the loss is not finite and goes on") {
    for (const Searching& each : kSearching) {
        CAPTURE(std::string(each.kind));
        for (const double rate : {1.0, 10.0, 1e30}) {
            FunctionProbe probe = bowl_beside_a_cliff();
            const auto optimizer = make_part(each.kind, each.knobs, 1);
            Vector theta{{0.0}};
            double last = probe.f(theta);
            for (int i = 0; i < 20; ++i) {
                probe.step(*optimizer, theta, rate);
                REQUIRE(probe.f(theta) <= last);
                last = probe.f(theta);
            }
            if (rate < 1e20) CHECK(last < 1e-3);
        }
    }
}

TEST_CASE("a search that finds nothing lower ends and leaves theta where it is") {
    for (const Searching& each : kSearching) {
        CAPTURE(std::string(each.kind));
        for (const double loss : {kNan, std::numeric_limits<double>::infinity(), 1.0 + 1e-12, 2.0}) {
            FunctionProbe probe = nothing_but(loss);
            const auto optimizer = make_part(each.kind, each.knobs, 1);
            Vector theta{{0.0}};
            for (int i = 0; i < 3; ++i) {
                probe.count = 0;
                probe.step(*optimizer, theta, 1.0);
                CHECK(theta[0] == 0.0);
                CHECK(probe.count <= 61);
            }
        }
    }
}

TEST_CASE("no search moves where the gradient is zero") {
    for (const Searching& each : kSearching) {
        CAPTURE(std::string(each.kind));
        FunctionProbe probe = bowl_beside_a_cliff();
        const auto optimizer = make_part(each.kind, each.knobs, 1);
        Vector theta{{2.0}};
        for (int i = 0; i < 3; ++i) probe.step(*optimizer, theta, 1.0);
        CHECK(theta[0] == 2.0);
    }
}

TEST_CASE("conditions that no step may satisfy are refused by name") {
    const std::string why = ": else there may be no step that satisfies both";
    for (const char* kind : {"gd_wolfe", "nonlinear_cg", "bfgs"}) {
        CHECK(error_of([&] {
                  make_part(kind, {{"c1", 0.5}, {"c2", 0.5}}, 2);
              }) == "'c1' must be below 'c2', 0.5, not 0.5" + why);
        const auto optimizer = make_part(kind, {}, 2);
        const Settings wrong(optimizer_part(kind).info, {{"c1", 0.95}, {"c2", 0.9}});
        CHECK(error_of([&] { optimizer->configure(wrong); }) ==
              "'c1' must be below 'c2', 0.9, not 0.95" + why);
    }
}

TEST_CASE("a search's evaluations are counted with those of the run") {
    Experiment experiment = four_points(1.0);
    experiment.function = PartChoice{"sphere", {}};  // from (1.5, 1)
    const auto after_one_step = [&](std::string_view kind, const KnobMap& knobs) {
        experiment.runs[0].optimizer = {std::string(kind), knobs};
        Trainer trainer(experiment);
        CHECK(trainer.run(0).evaluations == 1);
        trainer.step();
        return trainer.run(0).evaluations;
    };
    // Besides the evaluations at the start and at the end of the step:
    CHECK(after_one_step("barzilai_borwein", {}) == 2);
    CHECK(after_one_step("gd_armijo", {}) == 4);  // rate 1 mirrors theta, 1/2 lands at 0
    CHECK(after_one_step("gd_wolfe", {}) == 4);   // likewise by the cubic, which is exact
    CHECK(after_one_step("nonlinear_cg", {}) == 4);
    CHECK(after_one_step("bfgs", {}) == 4);
    CHECK(after_one_step("newton", {}) == 4);               // the Hessian, one for each parameter
    CHECK(after_one_step("levenberg_marquardt", {}) == 4);  // the Jacobian and one trial
    // PyTorch calls the closure three times: at the start, after rate / |g|_1, and at 0, where it is flat.
    CHECK(after_one_step("lbfgs", {{"max_iter", 4.0}, {"tolerance_grad", 0.0}}) == 4);
}
