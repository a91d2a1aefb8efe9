// Optimizers by hand-worked steps, settings changed under way, and impossible settings.
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"
#include "tests/core/knob_cases.h"

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
        const auto adam = make("adam", {{"eps", 1e-300}});
        Vector theta{{5.0}};
        adam->update(theta, Vector{{gradient}}, 0.1);
        CHECK(close(theta[0], 4.9, 1e-15));
    }
}

TEST_CASE("two steps of Adam by hand") {
    // beta1 = beta2 = 1/2, eps as good as 0: m = 1/2, v = 1/2, step 0.1; then with g = 3: m = 1.75, v = 4.75,
    // step 0.1 (1.75 / 0.75) / sqrt(4.75 / 0.75)
    const auto adam = make("adam", {{"beta1", 0.5}, {"beta2", 0.5}, {"eps", 1e-300}});
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
    const auto adam = make("adam", {{"eps", 1e-300}});
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
    const auto adam = make("adam", {{"beta1", 0.5}, {"beta2", 0.5}, {"eps", 1e-300}});
    Vector theta{{0.0}};
    adam->update(theta, Vector{{1.0}}, 0.1);
    const double before = theta[0];
    const OptimizerPart& part = optimizer_part("adam");
    adam->configure(Settings(part.info, {{"beta1", 0.5}, {"beta2", 0.75}, {"eps", 1e-300}}));
    adam->update(theta, Vector{{1.0}}, 0.1);
    // m = 0.75, v = 0.75 0.5 + 0.25 = 0.625, corrections 0.75 and 1 - 0.5625
    CHECK(close(before - theta[0], 0.1 * (0.75 / 0.75) / std::sqrt(0.625 / 0.4375), 1e-14));
}

TEST_CASE("settings that are not possible together are refused by name") {
    CHECK(error_of([] {
              make("sgd", {{"nesterov", true}});
          }) ==
          "'nesterov' needs 'momentum' above 0, not 0: without a velocity there is nothing to look ahead "
          "along");
    CHECK(error_of([] {
              make("sgd", {{"nesterov", true}, {"momentum", 0.9}, {"dampening", 0.1}});
          }) ==
          "'nesterov' needs 'dampening' to be 0, not 0.1: it looks ahead along a velocity that takes in the "
          "whole of each gradient");
    CHECK(error_of([] { make("sgd", {{"nesterov", true}, {"momentum", 0.9}}); }).empty());
}

TEST_CASE("settings at the edge of their range are refused with the reason") {
    CHECK(error_of([] {
              make("adam", {{"eps", 0.0}});
          }) ==
          "'eps' must be a number from 0 to 1e+06, 0 not included, not 0: at 0 a gradient of 0 would give a "
          "step "
          "of 0/0");
    CHECK(error_of([] {
              make("nadam", {{"beta1", 1.0}});
          }) ==
          "'beta1' must be a number from 0 to 1, 1 not included, not 1: at 1 the running mean would never "
          "take in "
          "a gradient");
    CHECK(error_of([] {
              make("rprop", {{"etaplus", 1.0}});
          }) ==
          "'etaplus' must be a number from 1 to 1e+06, 1 not included, not 1: at 1 the step would not grow");
    for (const OptimizerPart& part : optimizers()) {
        CAPTURE(std::string(part.info.id));
        for (const char* name : {"beta1", "beta2", "momentum", "rho"}) {
            if (find_knob(part.info, name) == nullptr) continue;
            CHECK_FALSE(error_of([&] { make(part.info.id, {{name, 1.5}}); }).empty());
            CHECK_FALSE(error_of([&] { make(part.info.id, {{name, -0.1}}); }).empty());
        }
    }
}

TEST_CASE("a gradient of 0 moves no optimizer that starts with it") {
    for (const char* kind : {"sgd", "asgd", "adam", "adamw", "adamax", "nadam", "radam", "adagrad",
                             "adadelta", "rmsprop", "adafactor", "rprop", "muon"}) {
        CAPTURE(kind);
        KnobMap knobs;
        for (const char* decay : {"weight_decay", "lambd"}) {
            if (find_knob(optimizer_part(kind).info, decay) != nullptr) knobs[decay] = 0.0;
        }
        const auto optimizer = make(kind, knobs, 2);
        Vector theta{{1.0, -3.0}};
        for (int i = 0; i < 3; ++i) optimizer->update(theta, Vector::Zero(2), 0.1);
        CHECK(theta == Vector{{1.0, -3.0}});
    }
}

TEST_CASE("a momentum that moves at every step survives saving and restoring") {
    const auto momentum_at = [](int k) { return 0.8 + 0.1 * ((k / 5) % 2); };  // in flights of five steps
    const auto step = [&](Optimizer& optimizer, Vector& theta, int k) {
        optimizer.set_momentum(momentum_at(k));
        const Vector gradient = theta;
        optimizer.update(theta, gradient, 0.05);
    };
    for (const char* kind : {"sgd", "adam", "adamw", "adamax", "nadam", "radam", "rmsprop", "muon"}) {
        for (int at = 0; at < 12; ++at) {
            CAPTURE(kind);
            CAPTURE(at);
            const auto first = make(kind, {}, 2);
            const auto second = make(kind, {}, 2);
            Vector theta{{1.0, -3.0}};
            Vector other{{2.0, 1.0}};
            for (int k = 0; k < at; ++k) step(*first, theta, k);
            for (int k = 0; k < 7; ++k) step(*second, other, k);
            std::vector<std::byte> bytes;
            Archive writer = Archive::writer(bytes);
            first->archive(writer);
            Archive reader = Archive::reader(bytes);
            second->archive(reader);
            other = theta;
            for (int k = at; k < at + 12; ++k) {
                step(*first, theta, k);
                step(*second, other, k);
                REQUIRE(same_bits(theta, other));
            }
        }
    }
}

TEST_CASE("the buffers that an optimizer shows have the sizes of its parameters") {
    const Parameters layer{6, {{0, 2, 2, true}, {4, 2, 1, false}}};
    for (const OptimizerPart& part : optimizers()) {
        CAPTURE(std::string(part.info.id));
        for (const KnobMap& knobs : knob_cases(part)) {
            const auto optimizer = part.make(Settings(part.info, knobs), layer);
            std::vector<NamedBuffer> buffers;
            optimizer->buffers(buffers);
            for (const NamedBuffer& buffer : buffers) {
                CAPTURE(std::string(buffer.symbol));
                CHECK(buffer.values != nullptr);
                CHECK((buffer.size == 6 || buffer.size == 1));
                CHECK(part.info.rule.find(buffer.symbol) != std::string_view::npos);
            }
        }
    }
}
