// Why a run diverged: the edge of each rule, and its sentence.
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

using namespace talweg;
using namespace talweg::test;

namespace {

constexpr double kCurvature = 16.70060974;  // of four points: (17 + sqrt(269)) / 2

std::string reason(const KnobMap& knobs, double rate, std::string kind = "sgd") {
    Experiment experiment = four_points(rate);
    experiment.runs[0].optimizer = {std::move(kind), knobs};
    const auto objective = make_objective(experiment);
    return divergence_reason(experiment.runs[0], rate, *objective, Vector::Zero(2));
}

// Whether 20,000 steps from (0, 0) end without overflow and near the minimum.
bool converges(const KnobMap& knobs, double rate) {
    Experiment experiment = four_points(rate);
    experiment.runs[0].optimizer.knobs = knobs;
    Trainer trainer(experiment);
    for (int i = 0; i < 20000 && trainer.step(); ++i) {
    }
    return trainer.running() && trainer.run(0).loss < 0.0751;
}

// The rule's edge against what training does just below and just above it.
void check_edge(const KnobMap& knobs, double edge_product) {
    CHECK(converges(knobs, 0.99 * edge_product / kCurvature));
    CHECK_FALSE(converges(knobs, 1.01 * edge_product / kCurvature));
    CHECK(reason(knobs, 1.01 * edge_product / kCurvature).find(" > ") != std::string::npos);
    CHECK(reason(knobs, 0.99 * edge_product / kCurvature).find(" > ") == std::string::npos);
}

}  // namespace

TEST_CASE("gradient descent diverges beyond 2") { check_edge({}, 2.0); }

TEST_CASE("momentum diverges beyond 2 and twice the momentum") { check_edge({{"momentum", 0.5}}, 3.0); }

TEST_CASE("Nesterov momentum diverges beyond its own edge") {
    check_edge({{"momentum", 0.5}, {"nesterov", true}}, 1.5);
}

TEST_CASE("dampening moves the edge") { check_edge({{"momentum", 0.5}, {"dampening", 0.5}}, 6.0); }

TEST_CASE("the sentence of gradient descent has its numbers") {
    CHECK(reason({}, 0.13) == "learning rate 0.13 × largest curvature 16.7 = 2.17 > 2");
    CHECK(reason({}, 0.15) == "learning rate 0.15 × largest curvature 16.7 = 2.51 > 2");
}

TEST_CASE("a product barely above the edge shows the digits that tell") {
    CHECK(reason({}, 0.11976) == "learning rate 0.11976 × largest curvature 16.7 = 2.0001 > 2");
}

TEST_CASE("the sentences of momentum say where their edge comes from") {
    CHECK(reason({{"momentum", 0.9}}, 0.25) ==
          "learning rate 0.25 × largest curvature 16.7 = 4.18 > 3.8 = 2 (1 + momentum 0.9)");
    CHECK(
        reason({{"momentum", 0.5}, {"nesterov", true}}, 0.12) ==
        "learning rate 0.12 × largest curvature 16.7 = 2 > 1.5 = 2 (1 + m) / (1 + 2 m), the edge of Nesterov "
        "momentum m = 0.5");
    CHECK(
        reason({{"momentum", 0.5}, {"dampening", 0.5}}, 0.4) ==
        "learning rate 0.4 × (1 - dampening 0.5) × largest curvature 16.7 = 3.34 > 3 = 2 (1 + momentum 0.5)");
    CHECK(reason({{"weight_decay", 2.0}}, 0.11) ==
          "learning rate 0.11 × (largest curvature 16.7 + weight decay 2) = 2.06 > 2");
}

TEST_CASE("the heavy ball and Nesterov with a constant share have the edges of PyTorch's forms") {
    CHECK(reason({{"momentum", 0.5}}, 0.2, "heavy_ball") ==
          "learning rate 0.2 × largest curvature 16.7 = 3.34 > 3 = 2 (1 + momentum 0.5)");
    CHECK(reason({{"sequence", std::string("constant")}, {"momentum", 0.5}}, 0.12, "nesterov")
              .find("the edge of Nesterov momentum m = 0.5") != std::string::npos);
    CHECK(reason({}, 0.12, "nesterov").find("overflowed") != std::string::npos);
}

TEST_CASE("the rule does not apply to steps that something bends") {
    Experiment experiment = four_points(0.15);
    const auto objective = make_objective(experiment);
    const auto says = [&](const RunSpec& run) {
        return divergence_reason(run, 0.15, *objective, Vector::Zero(2)).find(" > 2") != std::string::npos;
    };
    RunSpec run = experiment.runs[0];
    CHECK(says(run));
    run.wrappers = {{"ema", {}}};
    CHECK(says(run));
    run.wrappers = {{"lookahead", {}}};
    CHECK_FALSE(says(run));
    run.wrappers = {};
    run.clip_norm = 1.0;
    CHECK_FALSE(says(run));
}

TEST_CASE("where the rule does not apply the sentence is plain") {
    CHECK(reason({}, 0.01) == "the loss or the parameters overflowed (learning rate 0.01)");
    CHECK(reason({}, 1e300, "adam") == "the loss or the parameters overflowed (learning rate 1e+300)");
}

TEST_CASE("the trainer's plain sentence names what overflowed and the step") {
    Experiment experiment = four_points(1e300);
    experiment.runs[0].optimizer.kind = "adam";
    Trainer trainer(experiment);
    while (trainer.step()) {
    }
    CHECK(trainer.reason(0) == "the loss overflowed at step 1 (learning rate 1e+300)");
}

TEST_CASE("a function's curvature is said to be that of the last finite point") {
    Experiment experiment = four_points(0.1);
    experiment.function = PartChoice{"rosenbrock", {}};
    Trainer trainer(experiment);
    while (trainer.step()) {
    }
    CHECK(trainer.run(0).status == RunStatus::diverged);
    CHECK(trainer.reason(0).find("at the last finite point = ") != std::string::npos);
    CHECK(trainer.reason(0).ends_with(" > 2"));
}
