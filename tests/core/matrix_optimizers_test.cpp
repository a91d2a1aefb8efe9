// Adafactor and Muon, which treat a matrix as one thing: three steps of each worked by hand.
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

std::unique_ptr<Optimizer> make(std::string_view kind, const KnobMap& knobs, const Parameters& parameters) {
    const OptimizerPart& part = optimizer_part(kind);
    return part.make(Settings(part.info, knobs), parameters);
}

Parameters matrix(Index rows, Index cols) { return {rows * cols, {{0, rows, cols, true}}}; }

/// A layer of two inputs and two outputs: [w11 w12 w21 w22 b1 b2].
Parameters layer() { return {6, {{0, 2, 2, true}, {4, 2, 1, false}}}; }

// a x + b x^3 + c x^5, as often as asked.
double polynomial(double x, double a, double b, double c, int times) {
    for (int i = 0; i < times; ++i) x = a * x + b * x * x * x + c * x * x * x * x * x;
    return x;
}

}  // namespace

TEST_CASE("three steps of Adafactor by hand") {
    // beta2_decay = -1: the t-th gradient comes in with the share 1/t, so v is the plain mean of squares.
    // rate 1/2 <= 1/sqrt(t) for t = 1, 2, 3, hence a = rms(theta) / 2. d = 1.
    const auto adafactor = make("adafactor", {{"beta2_decay", -1.0}}, layer());
    Vector theta{{1, 1, 1, 1, 3, 4}};
    // Matrix: g^2 = [1 4; 4 16], r = c = (5/2, 10), mean 25/4, v = [1 4; 4 16], u = 1 everywhere, a = 1/2.
    // Vector: v = g^2, u = (1, -1), a = rms(3, 4) / 2 = sqrt(25/2) / 2.
    adafactor->update(theta, Vector{{1, 2, 2, 4, 1, -2}}, 0.5);
    const double a1 = std::sqrt(12.5) / 2;
    Vector expected{{0.5, 0.5, 0.5, 0.5, 3 - a1, 4 + a1}};
    CHECK(close(theta, expected, 1e-15));
    // Matrix: g^2 = [9 1; 1 9], its means (5, 5); r = c = (15/4, 15/2), mean 45/8, v = [5/2 5; 5 10],
    // u = [3/sqrt(5/2) 1/sqrt(5); 1/sqrt(5) 3/sqrt(10)], rms(u) = sqrt((18/5 + 1/5 + 1/5 + 9/10)/4) =
    // sqrt(49/40) > 1, a = 1/4.
    // Vector: v = (1, 2), u = (1, 0), rms(u) < 1, a = rms(theta) / 2.
    adafactor->update(theta, Vector{{3, 1, 1, 3, 1, 0}}, 0.5);
    const double a2 = 0.25 / std::sqrt(49.0 / 40);
    const double b2 = std::sqrt((expected[4] * expected[4] + expected[5] * expected[5]) / 2) / 2;
    expected -= Vector{
        {a2 * 3 / std::sqrt(2.5), a2 / std::sqrt(5.0), a2 / std::sqrt(5.0), a2 * 3 / std::sqrt(10.0), b2, 0}};
    CHECK(close(theta, expected, 1e-15));
    // Matrix: g^2 = [1 0; 0 0], its means (1/2, 0); r = c = (2/3 15/4 + 1/6, 2/3 15/2) = (8/3, 5), mean 23/6,
    // v11 = (64/9) / (23/6) = 128/69, u11 = sqrt(69/128), rms(u) < 1, a = rms(theta) / 2.
    // Vector: v = (2/3 + 9/3, 4/3 + 16/3) = (11/3, 20/3), u = (3/sqrt(11/3), 4/sqrt(20/3)),
    // rms(u) = sqrt((27/11 + 12/5)/2) > 1, a = rms(theta) / 2.
    adafactor->update(theta, Vector{{1, 0, 0, 0, 3, 4}}, 0.5);
    const double a3 = std::sqrt(expected.head(4).squaredNorm() / 4) / 2;
    const double b3 = std::sqrt(expected.tail(2).squaredNorm() / 2) / 2 / std::sqrt((27.0 / 11 + 2.4) / 2);
    expected -= Vector{
        {a3 * std::sqrt(69.0 / 128), 0, 0, 0, b3 * 3 / std::sqrt(11.0 / 3), b3 * 4 / std::sqrt(20.0 / 3)}};
    CHECK(close(theta, expected, 1e-15));
}

TEST_CASE("the options of Adafactor by hand") {
    // theta = 0: its size counts as eps2. Two equal gradients at beta2_decay = 0: v = g^2, u = 1.
    const auto small = make("adafactor", {{"eps2", 0.25}, {"beta2_decay", 0.0}}, Parameters::vector(2));
    Vector theta{{0, 0}};
    small->update(theta, Vector{{5, -5}}, 0.5);
    CHECK(close(theta, Vector{{-0.125, 0.125}}, 1e-15));
    // Decay: (1 - 1/2 1/10) 2, and a step of rms(2) 1/2; the size is that from before the decay.
    const auto decays = make("adafactor", {{"weight_decay", 0.1}}, Parameters::vector(1));
    Vector one{{2}};
    decays->update(one, Vector{{3}}, 0.5);
    CHECK(close(one, Vector{{1.9 - 1.0}}, 1e-15));
    // Step 4 at rate 1: min(1, 1/sqrt(4)) = 1/2. Step 1 at d = 4 and eps1 = 2: u = 1/2.
    const auto late =
        make("adafactor", {{"beta2_decay", 0.0}, {"eps1", 2.0}, {"d", 4.0}}, Parameters::vector(1));
    for (int i = 0; i < 3; ++i) {
        one[0] = 1;
        late->update(one, Vector{{1}}, 1.0);
    }
    one[0] = 1;
    late->update(one, Vector{{1}}, 1.0);
    CHECK(close(one, Vector{{0.75}}, 1e-15));
    // d = 4: v = (1/4 after 1 and 0) … a gradient 8 times the root: u is cut to 4.
    const auto cut = make("adafactor", {{"beta2_decay", -10.0}, {"d", 4.0}}, Parameters::vector(1));
    one[0] = 1;
    cut->update(one, Vector{{1e-3}}, 0.5);
    one[0] = 1;
    cut->update(one, Vector{{8}}, 0.5);
    CHECK(close(one, Vector{{1 - 4 * 0.5}}, 1e-15));
}

TEST_CASE("Adafactor stands still without gradient") {
    const auto adafactor = make("adafactor", {}, layer());
    Vector theta{{1, 2, 3, 4, 5, 6}};
    const Vector before = theta;
    for (int i = 0; i < 3; ++i) adafactor->update(theta, Vector::Zero(6), 0.5);
    CHECK(same_bits(theta, before));
}

TEST_CASE("three steps of Muon by hand") {
    // One Newton-Schulz step of (3 x - x^3) / 2; momentum 1/2, rate 1/2, decay 1/5: theta shrinks by 0.9.
    const auto muon = make("muon",
                           {{"ns_coefficients", std::vector<double>{1.5, -0.5, 0.0}},
                            {"ns_steps", std::int64_t{1}},
                            {"momentum", 0.5},
                            {"nesterov", false},
                            {"weight_decay", 0.2}},
                           layer());
    Vector theta{{1, 2, 3, 4, 5, 6}};
    const double root = std::sqrt(5.0);
    // b = [1 0; 0 1/2] of norm sqrt(5)/2: x = [2 0; 0 1]/sqrt(5), whose singular values become
    // 2/sqrt(5) (3 - 4/5)/2 = 2.2/sqrt(5) and 1/sqrt(5) (3 - 1/5)/2 = 1.4/sqrt(5). Bias: b = (1, 2).
    muon->update(theta, Vector{{2, 0, 0, 1, 2, 4}}, 0.5);
    Vector expected = 0.9 * Vector{{1, 2, 3, 4, 5, 6}} - 0.5 * Vector{{2.2 / root, 0, 0, 1.4 / root, 1, 2}};
    CHECK(close(theta, expected, 1e-15));
    // b = ([1 0; 0 1/2] + [-1 2; 4 -1/2])/2 = [0 1; 2 0]: x = [0 1; 2 0]/sqrt(5). Bias: b = (1, 2)/2 + (1,
    // 0)/2.
    muon->update(theta, Vector{{-1, 2, 4, -0.5, 1, 0}}, 0.5);
    expected = 0.9 * expected - 0.5 * Vector{{0, 1.4 / root, 2.2 / root, 0, 1, 1}};
    CHECK(close(theta, expected, 1e-15));
    // b = 0: no direction, and no 0/0. Bias: b = (1, 1)/2 + (3, -3)/2 = (2, -1).
    muon->update(theta, Vector{{0, -1, -2, 0, 3, -3}}, 0.5);
    expected = 0.9 * expected - 0.5 * Vector{{0, 0, 0, 0, 2, -1}};
    CHECK(close(theta, expected, 1e-15));
}

TEST_CASE("Muon brings a single row or column near length 1, whatever the gradient's size") {
    const double length = polynomial(1.0, 3.4445, -4.7750, 2.0315, 5);
    for (const double size : {1e-3, 1.0, 1e3}) {
        const auto row = make("muon", {}, matrix(1, 2));
        Vector theta{{1, 1}};
        row->update(theta, size * Vector{{3, 4}}, 0.1);  // decay 0.1: 1 - 0.01
        CHECK(close(theta, Vector{{0.99 - 0.06 * length, 0.99 - 0.08 * length}}, 1e-14));
        const auto column = make("muon", {{"weight_decay", 0.0}}, matrix(2, 1));  // times sqrt(2)
        theta = Vector{{1, 1}};
        column->update(theta, size * Vector{{3, 4}}, 0.1);
        const double step = std::sqrt(2.0) * length;
        CHECK(close(theta, Vector{{1 - 0.06 * step, 1 - 0.08 * step}}, 1e-14));
    }
}

TEST_CASE("Muon by its defaults drives singular values along its polynomial") {
    // Singular values 3 and 4 of norm 5: 3/5 and 4/5, each five times through the polynomial.
    const auto muon = make("muon", {{"weight_decay", 0.0}}, matrix(2, 2));
    Vector theta = Vector::Zero(4);
    muon->update(theta, Vector{{0, 3, -4, 0}}, 0.1);
    const double low = polynomial(0.6, 3.4445, -4.7750, 2.0315, 5);
    const double high = polynomial(0.8, 3.4445, -4.7750, 2.0315, 5);
    CHECK(close(theta, Vector{{0, -0.1 * low, 0.1 * high, 0}}, 1e-14));
}

TEST_CASE("Muon adjusts its rate to a matrix's shape") {
    // A tall matrix and the same one turned have the same direction, and rates by their shapes.
    const auto step = [](Index rows, Index cols, const Vector& gradient, const char* kind) {
        const auto muon =
            make("muon", {{"adjust_lr_fn", std::string(kind)}, {"weight_decay", 0.0}}, matrix(rows, cols));
        Vector theta = Vector::Zero(6);
        muon->update(theta, gradient, 1.0);
        return theta;
    };
    const Vector wide{{1, 2, 3, -4, 5, 6}};
    const Vector tall{{1, -4, 2, 5, 3, 6}};
    const Vector o = step(2, 3, wide, "original");
    const Vector turned{{o[0], o[3], o[1], o[4], o[2], o[5]}};
    CHECK(close(step(3, 2, tall, "original"), std::sqrt(1.5) * turned, 1e-15));
    CHECK(close(step(2, 3, wide, "match_rms_adamw"), 0.2 * std::sqrt(3.0) * o, 1e-15));
    CHECK(close(step(3, 2, tall, "match_rms_adamw"), 0.2 * std::sqrt(3.0) * turned, 1e-15));
    CHECK(close(step(2, 3, wide, "spectral_unclamped"), std::sqrt(2.0 / 3) * o, 1e-15));
    CHECK(close(step(3, 2, tall, "spectral_unclamped"), std::sqrt(1.5) * turned, 1e-15));
}

TEST_CASE("Muon without a matrix is gradient descent with Nesterov momentum") {
    // momentum 1/2: b = 1/2, o = 1/4 + 1/2; then b = 1/4 + 1/2 0.925 = 0.7125, o = 0.35625 + 0.4625.
    const auto muon = make("muon", {{"momentum", 0.5}, {"weight_decay", 0.0}}, Parameters::vector(1));
    Vector theta{{1}};
    muon->update(theta, Vector{{1}}, 0.1);
    CHECK(close(theta, Vector{{0.925}}, 1e-15));
    muon->update(theta, Vector{{0.925}}, 0.1);
    CHECK(close(theta, Vector{{0.925 - 0.081875}}, 1e-15));
}

TEST_CASE("Muon refuses other than three coefficients") {
    CHECK(error_of([] {
              make("muon", {{"ns_coefficients", std::vector<double>{1.5, -0.5}}}, matrix(1, 1));
          }) == "'ns_coefficients' must be three numbers, a, b and c of a x + b x³ + c x⁵, not 2");
}
