// The gradient's norm in each layer, and what the blocks of theta are called.
#include "core/train/layer_norms.h"
#include "core/base/sum.h"
#include "core/train/experiment_file.h"
#include "core/train/trainer.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

/// 2-3-2-1 with tanh and sigmoid over four points, from theta_i = 0.05 (i + 1) (-1)^i, by SGD 0.1.
Experiment small_network() {
    Experiment experiment;
    experiment.data.table = {2, {0, 1, 1, 0, 2, -1, -1, 0.5}, {1, 0, 2, -1}};
    experiment.model = {
        "mlp", {{"hidden", std::vector<double>{3, 2}}, {"activation", std::string("tanh, sigmoid")}}};
    experiment.init.scheme.clear();
    for (int i = 0; i < 20; ++i)
        experiment.init.numbers.push_back(0.05 * (i + 1) * (i % 2 == 0 ? 1.0 : -1.0));
    RunSpec run;
    run.id = 1;
    run.name = "SGD";
    run.lr = 0.1;
    experiment.runs = {run};
    return experiment;
}

void check_norms(const Vector& norms, const double (&expected)[3]) {
    REQUIRE(norms.size() == 3);
    for (Index i = 0; i < 3; ++i) CHECK(norms[i] == doctest::Approx(expected[i]).epsilon(1e-13));
}

}  // namespace

TEST_CASE("each layer's gradient norm is PyTorch's") {
    // torch 1.13.1, float64: sqrt(weight.grad² + bias.grad²) of each Linear of the Sequential.
    Trainer trainer(small_network());
    CHECK(trainer.run(0).loss == doctest::Approx(2.0015923136459404).epsilon(1e-14));
    check_norms(trainer.run(0).layer_norms, {0.6975470344170653, 0.4214402223232862, 2.3526705930599783});
    CHECK(trainer.run(0).gradient_norm == doctest::Approx(2.4898278345430094).epsilon(1e-14));
    for (int i = 0; i < 3; ++i) trainer.step();
    check_norms(trainer.run(0).layer_norms, {0.4307946187364483, 0.1243727410876264, 0.6016825376063607});
}

TEST_CASE("the squares of the layers' norms add up to that of the gradient, before clipping") {
    Experiment experiment = small_network();
    experiment.runs[0].clip_norm = 1e-3;
    experiment.runs[0].batch = 2;
    Trainer trainer(experiment);
    for (int i = 0; i < 20; ++i) {
        const RunState& state = trainer.run(0);
        CHECK(state.layer_norms.norm() == doctest::Approx(state.gradient_norm).epsilon(1e-14));
        CHECK(state.gradient.norm() < 1.001e-3);
        trainer.step();
    }
}

TEST_CASE("a model of one layer has no norms by layer") {
    Experiment experiment = small_network();
    experiment.init = {"zeros", {}, {}};
    for (const char* model : {"linear", "polynomial"}) {
        experiment.model = {model, {}};
        CHECK(Trainer(experiment).run(0).layer_norms.size() == 0);
    }
    experiment.model = {"mlp", {{"hidden", std::vector<double>{}}}};
    CHECK(Trainer(experiment).run(0).layer_norms.size() == 0);
}

TEST_CASE("a norm overflows only where an entry is infinite") {
    const double large[] = {3e200, -4e200};
    CHECK(norm(large, 2) == doctest::Approx(5e200));
    CHECK(norm(large, 0) == 0.0);
    LayerNorms norms({4, {{0, 1, 2, true, "layer 1 weights", 0}, {2, 1, 2, true, "layer 2 weights", 1}}});
    REQUIRE(norms.count() == 2);
    Vector out = Vector::Zero(2);
    norms.measure(Vector{{3e200, -4e200, 0.0, -2.0}}, out);
    CHECK(out[0] == doctest::Approx(5e200));
    CHECK(out[1] == 2.0);
}

TEST_CASE("in the deep examples gradients vanish, arrive and explode as their notes say") {
    const auto norms = [](const char* name, int steps) {
        Trainer trainer(
            load_experiment(std::string(TALWEG_EXPERIMENTS_DIR) + "/6-networks/" + name + ".toml"));
        for (int i = 0; i < steps; ++i) trainer.step();
        return trainer.run(0).layer_norms;
    };
    const Vector vanishing = norms("vanishing-gradients", 0);
    REQUIRE(vanishing.size() == 7);
    CHECK(vanishing[0] / vanishing[6] == doctest::Approx(1.0 / 26'900).epsilon(0.01));
    for (Index layer = 0; layer < 6; ++layer) CHECK(vanishing[layer] < 0.5 * vanishing[layer + 1]);
    const Vector arriving = norms("gradients-that-arrive", 0);
    CHECK(arriving.maxCoeff() / arriving.minCoeff() < 4.0);
    CHECK(arriving[0] / arriving[6] > 0.2);
    CHECK(norms("exploding-gradients", 0).minCoeff() > 40.0);
    CHECK(norms("exploding-gradients", 1).minCoeff() > 10'000.0);
    CHECK(norms("exploding-gradients", 1000).maxCoeff() < 1e-15);  // no unit lets anything through
}

TEST_CASE("the blocks of theta have names and shapes") {
    const Parameters parameters = make_objective(small_network())->parameters();
    CHECK(parameters.layers() == 3);
    const char* names[] = {"layer 1 weights", "layer 1 bias",    "layer 2 weights",
                           "layer 2 bias",    "layer 3 weights", "layer 3 bias"};
    const char* shapes[] = {"3 × 2", "3", "2 × 3", "2", "1 × 2", "1"};
    REQUIRE(parameters.blocks.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(parameters.blocks[i].name == names[i]);
        CHECK(shape_text(parameters.blocks[i]) == shapes[i]);
        CHECK(parameters.blocks[i].layer == static_cast<Index>(i / 2));
    }
}

}  // namespace talweg
