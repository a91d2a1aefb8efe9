// Optimizers that PyTorch does not have: three steps each by hand from the rule of the paper.
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

using Three = std::array<double, 3>;

std::unique_ptr<Optimizer> make(std::string_view kind, const KnobMap& knobs, Index n = 1) {
    const OptimizerPart& part = optimizer_part(kind);
    return part.make(Settings(part.info, knobs), Parameters::vector(n));
}

// theta after each of three steps from 1, on x^2 / 2, whose gradient is x.
void check_path(Optimizer& optimizer, const Three& rates, const Three& expected) {
    Vector theta{{1.0}};
    for (std::size_t i = 0; i < 3; ++i) {
        const Vector gradient = theta;
        optimizer.update(theta, gradient, rates[i]);
        CHECK(close(theta[0], expected[i], 1e-15, 1.0));
    }
}

void check_path(std::string_view kind, const KnobMap& knobs, const Three& expected) {
    check_path(*make(kind, knobs), {0.1, 0.1, 0.1}, expected);
}

// theta after each of three given gradients from 1; the changes are what was worked by hand.
void check_changes(std::string_view kind, const KnobMap& knobs, const Three& rates, const Three& gradients,
                   const Three& changes) {
    const auto optimizer = make(kind, knobs);
    Vector theta{{1.0}};
    double expected = 1.0;
    for (std::size_t i = 0; i < 3; ++i) {
        optimizer->update(theta, Vector{{gradients[i]}}, rates[i]);
        expected += changes[i];
        CHECK(close(theta[0], expected, 1e-15, 1.0));
    }
}

constexpr Three kTenth = {0.1, 0.1, 0.1};
// Above 0, as it has to be, and too small to be felt.
constexpr double kNoEps = 1e-300;

}  // namespace

TEST_CASE("three steps of the heavy ball by hand") {
    // d = -0.1;  -0.05 - 0.09 = -0.14;  -0.07 - 0.076 = -0.146
    check_path("heavy_ball", {{"momentum", 0.5}}, {0.9, 0.76, 0.614});
}

TEST_CASE("a new rate leaves the speed of the heavy ball and scales that of PyTorch's momentum") {
    // heavy ball: d = -0.1;  0.5 (-0.1) - 0.2 0.9 = -0.23;  0.5 (-0.23) - 0.2 0.67 = -0.249
    check_path(*make("heavy_ball", {{"momentum", 0.5}}), {0.1, 0.2, 0.2}, {0.9, 0.67, 0.421});
    // sgd: u = 1;  0.5 + 0.9 = 1.4;  0.7 + 0.62 = 1.32
    check_path(*make("sgd", {{"momentum", 0.5}}), {0.1, 0.2, 0.2}, {0.9, 0.62, 0.356});
}

TEST_CASE("three steps of Nesterov of 1983 by hand") {
    // a = 1;  (1 + sqrt 5)/2 = 1.618;  (1 + sqrt(1 + 4 1.618^2))/2 = 2.194;  2.750
    // x = 0.9;  0.81;  0.9 y_2        y_1 = 0.9 + 0,  y_2 = 0.81 + 0.618/2.194 (0.81 - 0.9),
    //                                 y_3 = 0.9 y_2 + 1.194/2.750 (0.9 y_2 - 0.81)
    check_path("nesterov", {}, {0.9, 0.7846421827387212, 0.6611147592472568});
}

TEST_CASE("three steps of Nesterov with a constant share by hand") {
    // x = 0.9;  0.765;  0.62775       y = 0.9 + 0.5 (-0.1);  0.765 + 0.5 (-0.135);  0.62775 + 0.5 (-0.13725)
    check_path("nesterov", {{"sequence", std::string("constant")}, {"momentum", 0.5}},
               {0.85, 0.6975, 0.559125});
}

TEST_CASE("three steps of QHM by hand") {
    // u = 0.5;  0.25 + 0.4625 = 0.7125;  0.35625 + 0.4215625 = 0.7778125
    // step = 0.5 + 0.25;  0.4625 + 0.35625;  0.4215625 + 0.38890625
    check_path("qhm", {{"momentum", 0.5}, {"nu", 0.5}}, {0.925, 0.843125, 0.762078125});
}

TEST_CASE("QHM is plain gradient descent where nothing of the mean is taken") {
    check_path("qhm", {{"nu", 0.0}}, {0.9, 0.81, 0.729});
}

TEST_CASE("three steps of QHAdam by hand") {
    // m = 1/2, 7/4, 11/8;  v = 1/2, 19/4, 23/8;  corrections 1/2, 3/4, 7/8
    // direction = 1;  3/2 + 7/6 = 8/3;  1/2 + 11/14 = 9/7
    // scale^2 = 1;  9/2 + 19/6 = 23/3;  1/2 + 23/14 = 15/7
    const KnobMap knobs = {{"beta1", 0.5}, {"beta2", 0.5}, {"nu1", 0.5}, {"nu2", 0.5}, {"eps", kNoEps}};
    check_changes(
        "qhadam", knobs, kTenth, {1.0, 3.0, 1.0},
        {-0.1, -0.1 * (8.0 / 3.0) / std::sqrt(23.0 / 3.0), -0.1 * (9.0 / 7.0) / std::sqrt(15.0 / 7.0)});
}

TEST_CASE("QHAdam with whole shares is Adam") {
    const auto qhadam = make("qhadam", {{"beta1", 0.9}, {"nu1", 1.0}}, 2);
    const auto adam = make("adam", {}, 2);
    Vector a{{1.0, -2.0}};
    Vector b = a;
    for (int i = 0; i < 50; ++i) {
        const Vector gradient = Vector{{a[0], 10.0 * a[1]}};
        qhadam->update(a, gradient, 0.1);
        adam->update(b, gradient, 0.1);
        CHECK(close(a, b, 1e-13));
    }
}

TEST_CASE("three steps of AdaBelief by hand") {
    // m = 1/2, 7/4, 11/8;  g - m = 1/2, 5/4, -3/8
    // s = 1/8;  1/16 + 25/32 = 27/32;  27/64 + 9/128 = 63/128;  corrections 1/2, 3/4, 7/8
    // step = 1 / sqrt(1/4);  (7/3) / sqrt(9/8);  (11/7) / sqrt(9/16)
    const KnobMap knobs = {{"beta1", 0.5}, {"beta2", 0.5}, {"eps", kNoEps}};
    check_changes("adabelief", knobs, kTenth, {1.0, 3.0, 1.0},
                  {-0.2, -0.1 * (7.0 / 3.0) / std::sqrt(1.125), -0.1 * (11.0 / 7.0) / 0.75});
}

TEST_CASE("the epsilon of AdaBelief adds up inside and stands once more outside") {
    // s = 1/8 + 1/4 = 3/8;  3/16 + 25/32 + 1/4 = 39/32;  39/64 + 9/128 + 1/4 = 119/128
    const KnobMap knobs = {{"beta1", 0.5}, {"beta2", 0.5}, {"eps", 0.25}};
    check_changes("adabelief", knobs, kTenth, {1.0, 3.0, 1.0},
                  {-0.1 / (std::sqrt(0.75) + 0.25), -0.1 * (7.0 / 3.0) / (std::sqrt(1.625) + 0.25),
                   -0.1 * (11.0 / 7.0) / (std::sqrt(1.0625) + 0.25)});
}

TEST_CASE("three steps of Yogi by hand") {
    // m = 1/2, 7/4, 11/8;  v = 1/2;  1/2 + 9/2 = 5, since 1/2 < 9;  5 - 1/2 = 9/2, since 5 > 1
    const KnobMap knobs = {{"beta1", 0.5}, {"beta2", 0.5}, {"eps", kNoEps}};
    check_changes("yogi", knobs, kTenth, {1.0, 3.0, 1.0},
                  {-0.05 / std::sqrt(0.5), -0.175 / std::sqrt(5.0), -0.1375 / std::sqrt(4.5)});
}

TEST_CASE("Yogi begins with its accumulator and adds epsilon to the root") {
    // v = 9, which the square of 3 leaves as it is;  9 - 1/2 = 17/2;  17/2 - 1/2 = 8;  m = 3/2, 5/4, 9/8
    const KnobMap knobs = {{"beta1", 0.5}, {"beta2", 0.5}, {"eps", 1.0}, {"initial_accumulator_value", 9.0}};
    check_changes("yogi", knobs, kTenth, {3.0, 1.0, 1.0},
                  {-0.15 / 4.0, -0.125 / (std::sqrt(8.5) + 1.0), -0.1125 / (std::sqrt(8.0) + 1.0)});
}

TEST_CASE("three steps of Lion by hand") {
    // m = 0.25;  0.1875 - 0.05 = 0.1375.  mix = 0.5;  0.125 - 0.1 = 0.025;  0.06875 - 0.1 < 0: it turns late
    const KnobMap knobs = {{"beta1", 0.5}, {"beta2", 0.75}};
    check_changes("lion", knobs, kTenth, {1.0, -0.2, -0.2}, {-0.1, -0.1, 0.1});
    // theta = 1 - 0.1 (1 + 1);  0.8 - 0.1 (1 + 0.8);  0.62 - 0.1 (-1 + 0.62)
    const KnobMap decays = {{"beta1", 0.5}, {"beta2", 0.75}, {"weight_decay", 1.0}};
    check_changes("lion", decays, kTenth, {1.0, -0.2, -0.2}, {-0.2, -0.18, 0.038});
}

TEST_CASE("three steps of signSGD and of Signum by hand") {
    check_changes("signsgd", {}, kTenth, {5.0, -0.001, 0.0}, {-0.1, 0.1, 0.0});
    // m = 0.5;  0.25 - 0.25 = 0;  -0.25
    check_changes("signsgd", {{"momentum", 0.5}}, kTenth, {1.0, -0.5, -0.5}, {-0.1, 0.0, 0.1});
}

TEST_CASE("three steps of AdaBound by hand meet both bounds and the room between") {
    // m = 1/4, 13/8, 53/16;  v = 1/8, 73/16, 473/32;  bounds 0.1 (1 - 1/2, 1 + 1), (1 - 1/3, 1 + 1/2),
    // (1 - 1/4, 1 + 1/3)
    // s = 0.15 sqrt(1/2) / (1/2) / sqrt(1/8) = 0.6, held to 0.2
    // s = 0.15 / sqrt(3/4) / sqrt(73/16) = 0.081, between 0.067 and 0.15
    // s = 0.15 / sqrt(7/8) / sqrt(473/32) = 0.042, held to 0.075
    const KnobMap knobs = {{"beta1", 0.5}, {"beta2", 0.5}, {"eps", kNoEps}, {"gamma", 1.0}};
    check_changes("adabound", knobs, {0.15, 0.15, 0.15}, {0.5, 3.0, 5.0},
                  {-0.05, -0.15 * 1.625 / std::sqrt(0.75 * 4.5625), -0.075 * 3.3125});
}

TEST_CASE("the bounds of AdaBound follow the rate and AMSBound keeps the largest square") {
    const KnobMap knobs = {
        {"beta1", 0.5}, {"beta2", 0.5}, {"eps", kNoEps}, {"gamma", 1.0}, {"amsbound", true}};
    // the third step at half the rate: held to half of 0.075
    check_changes("adabound", knobs, {0.15, 0.15, 0.075}, {0.5, 3.0, 5.0},
                  {-0.05, -0.15 * 1.625 / std::sqrt(0.75 * 4.5625), -0.0375 * 3.3125});
    // v = 73/32 + 1/2 = 89/32 falls below 73/16, which stays: s = 0.15 / sqrt(7/8) / sqrt(73/16) = 0.07507;
    // m = 13/16 + 1/2
    check_changes(
        "adabound", knobs, {0.15, 0.15, 0.15}, {0.5, 3.0, 1.0},
        {-0.05, -0.15 * 1.625 / std::sqrt(0.75 * 4.5625), -0.15 * 1.3125 / std::sqrt(0.875 * 4.5625)});
}

TEST_CASE("optimizers with a momentum take one from a schedule and the others say that they have none") {
    for (const char* kind :
         {"heavy_ball", "qhm", "qhadam", "adabelief", "yogi", "lion", "signsgd", "adabound"}) {
        CAPTURE(kind);
        CHECK(make(kind, {})->set_momentum(0.5));
    }
    CHECK_FALSE(make("nesterov", {})->set_momentum(0.5));
    const auto ball = make("heavy_ball", {{"momentum", 0.9}});
    CHECK(ball->set_momentum(0.5));
    check_path(*ball, {0.1, 0.1, 0.1}, {0.9, 0.76, 0.614});
    const auto nesterov = make("nesterov", {{"sequence", std::string("constant")}});
    CHECK(nesterov->set_momentum(0.5));
    check_path(*nesterov, {0.1, 0.1, 0.1}, {0.85, 0.6975, 0.559125});
}

TEST_CASE("a new beta1 of QHAdam corrects the bias as if it had been so from the start") {
    const KnobMap halves = {{"beta1", 0.5}, {"beta2", 0.5}, {"nu1", 1.0}, {"nu2", 1.0}, {"eps", kNoEps}};
    KnobMap changed = halves;
    changed["beta1"] = 0.75;
    const auto optimizer = make("qhadam", halves);
    Vector theta{{0.0}};
    optimizer->update(theta, Vector{{1.0}}, 0.1);
    const double before = theta[0];
    optimizer->configure(Settings(optimizer_part("qhadam").info, changed));
    optimizer->update(theta, Vector{{1.0}}, 0.1);
    // m = 0.75 0.5 + 0.25 = 0.625, correction 1 - 0.5625;  v = 0.75, correction 0.75
    CHECK(close(before - theta[0], 0.1 * (0.625 / 0.4375), 1e-14));
}
