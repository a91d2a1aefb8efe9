// Conjugate gradients, BFGS and Barzilai-Borwein by steps worked by hand.
#include "tests/core/closeness.h"
#include "tests/core/probe.h"

#include <doctest/doctest.h>

using namespace talweg;
using namespace talweg::test;

namespace {

// An exact search: on a quadratic the cubic through two points is the parabola itself.
const KnobMap kExact = {{"c1", 1e-14}, {"c2", 1e-10}};

// (x² + 2 y² + 4 z²) / 2 from (1, 1, 1), g = (x, 2 y, 4 z), A = diag(1, 2, 4):
//   d0 = -(1, 2, 4), alpha = g'g / d'A d = 21 / 73:        theta1 = (52, 31, -11) / 73
//   g1 = (52, 62, -44) / 73, beta = g1'g1 / g0'g0 = 404 / 5329
//   d1 = -g1 + beta d0, alpha = 7373 / 13818:              theta2 = (96, -36, 3) / 329
//   g2 = (96, -72, 12) / 329, beta = 63948 / 757687, alpha = 329 / 404: theta3 = 0
// g1 is at right angles to g0, so that Polak-Ribiere's beta is the same; and BFGS from a multiple of I takes
// the same steps where every search is exact (Nocedal and Wright 2006, theorem 6.4).
void check_conjugate_steps(Optimizer& optimizer, double rate) {
    FunctionProbe probe = three_bowls();
    Vector theta{{1.0, 1.0, 1.0}};
    probe.step(optimizer, theta, rate);
    CHECK(close(theta, Vector{{52.0, 31.0, -11.0}} / 73.0, 1e-12));
    probe.step(optimizer, theta, rate);
    CHECK(close(theta, Vector{{96.0, -36.0, 3.0}} / 329.0, 1e-11));
    probe.step(optimizer, theta, rate);
    CHECK(theta.cwiseAbs().maxCoeff() < 1e-10);
}

}  // namespace

TEST_CASE("three steps of conjugate gradients by hand") {
    for (const char* beta : {"polak_ribiere_plus", "fletcher_reeves"}) {
        for (const double rate : {0.01, 1.0, 50.0}) {
            KnobMap knobs = kExact;
            knobs["beta"] = std::string(beta);
            const auto optimizer = make_part("nonlinear_cg", knobs, 3);
            check_conjugate_steps(*optimizer, rate);
        }
    }
}

TEST_CASE("three steps of BFGS by hand, and the inverse Hessian they have found") {
    for (const double rate : {0.01, 1.0, 50.0}) {
        const auto optimizer = make_part("bfgs", kExact, 3);
        check_conjugate_steps(*optimizer, rate);
        // Now H = diag(1, 1/2, 1/4): Newton's direction from anywhere.
        FunctionProbe probe = three_bowls();
        Vector theta{{3.0, -2.0, 5.0}};
        probe.step(*optimizer, theta, 1.0);
        CHECK(close(buffer(*optimizer, "d"), Vector{{-3.0, 2.0, -5.0}}, 1e-8));
    }
}

TEST_CASE("conjugate gradients keep the share that the formula says") {
    const auto optimizer = make_part("nonlinear_cg", kExact, 3);
    FunctionProbe probe = three_bowls();
    Vector theta{{1.0, 1.0, 1.0}};
    probe.step(*optimizer, theta, 1.0);
    CHECK(buffer(*optimizer, "β")[0] == 0.0);
    CHECK(close(buffer(*optimizer, "α")[0], 21.0 / 73.0, 1e-12));
    probe.step(*optimizer, theta, 1.0);
    CHECK(close(buffer(*optimizer, "β")[0], 404.0 / 5329.0, 1e-12));
}

TEST_CASE("Polak-Ribiere begins afresh where its share would be negative and Fletcher-Reeves does not") {
    // Gradients 1 and then 1/2 on a line: g (g - p) / p² = -1/4, g² / p² = 1/4.
    FunctionProbe probe;
    probe.f = [](const Vector& theta) { return theta[0]; };
    probe.slope = [](const Vector&) { return Vector{{1.0}}; };
    for (const char* beta : {"polak_ribiere_plus", "fletcher_reeves"}) {
        const auto optimizer = make_part("nonlinear_cg", {{"beta", std::string(beta)}, {"max_ls", 1.0}}, 1);
        Vector theta{{0.0}};
        optimizer->step(theta, {probe.f(theta), Vector{{1.0}}, 1.0, 1.0, probe});
        CHECK(theta[0] < 0.0);
        optimizer->step(theta, {probe.f(theta), Vector{{0.5}}, 1.0, 1.0, probe});
        CHECK(buffer(*optimizer, "β")[0] == (beta[0] == 'p' ? 0.0 : 0.25));
        CHECK(buffer(*optimizer, "d")[0] == (beta[0] == 'p' ? -0.5 : -0.75));
    }
}

TEST_CASE("four steps of Barzilai-Borwein by hand") {
    // (x² + 4 y²) / 2 from (1, 1) at rate 1/8: s = -g / 8 = -(1, 4) / 8, y = -(1, 16) / 8, theta1 = (7/8,
    // 1/2). bb1: s's / s'y = 17 / 65; then 305 / 1073 and 50 / 53.  bb2: s'y / y'y = 65 / 257, 1073 / 4145,
    // 197 / 200.
    FunctionProbe probe = quadratic(Vector{{1.0, 4.0}}.asDiagonal(), Vector::Zero(2));
    const auto check = [&](const char* variant, const std::array<Vector, 4>& path,
                           const std::array<double, 4>& strides) {
        const auto optimizer = make_part("barzilai_borwein", {{"variant", std::string(variant)}}, 2);
        Vector theta{{1.0, 1.0}};
        for (std::size_t i = 0; i < 4; ++i) {
            probe.step(*optimizer, theta, 0.125);
            CHECK(close(theta, path[i], 1e-14));
            CHECK(close(buffer(*optimizer, "α")[0], strides[i], 1e-13));
        }
    };
    check("bb1",
          {Vector{{7.0 / 8, 1.0 / 2}}, Vector{{42.0 / 65, -3.0 / 130}},
           Vector{{32256.0 / 69745, 441.0 / 139490}}, Vector{{96768.0 / 3696485, -64827.0 / 7392970}}},
          {0.125, 17.0 / 65, 305.0 / 1073, 50.0 / 53});
    check(
        "bb2",
        {Vector{{7.0 / 8, 1.0 / 2}}, Vector{{168.0 / 257, -3.0 / 514}},
         Vector{{516096.0 / 1065265, 441.0 / 2130530}}, Vector{{193536.0 / 26631625, -64827.0 / 106526500}}},
        {0.125, 65.0 / 257, 1073.0 / 4145, 197.0 / 200});
}

TEST_CASE("Barzilai-Borwein takes the rate where the loss does not bend upwards") {
    // -x² / 2 from 1: s = 0.1, y = -0.1, so that theta grows by a tenth at each step.
    FunctionProbe probe = quadratic(-Matrix::Identity(1, 1), Vector::Zero(1));
    const auto optimizer = make_part("barzilai_borwein", {}, 1);
    Vector theta{{1.0}};
    for (const double expected : {1.1, 1.21, 1.331}) {
        probe.step(*optimizer, theta, 0.1);
        CHECK(close(theta[0], expected, 1e-15));
        CHECK(buffer(*optimizer, "α")[0] == 0.1);
    }
}
