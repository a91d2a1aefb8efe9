// Whole paths against PyTorch: every row of every file in tests/reference.

#include "core/base/file.h"
#include "core/train/experiment_file.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <sstream>

using namespace talweg;
using namespace talweg::test;

namespace {

// The experiment of a reference file, and its rows.
struct Reference {
    Experiment experiment;
    std::istringstream rows;
};

Reference read_reference(const std::string& name) {
    const std::string path = std::string(TALWEG_REFERENCE_DIR) + "/" + name + ".txt";
    const std::string text = read_text_file(path, 1 << 20);
    const std::size_t dashes = text.find("---\n");
    REQUIRE(dashes != std::string::npos);
    return {parse_experiment(text.substr(0, dashes), path), std::istringstream(text.substr(dashes + 4))};
}

// Trains the file's experiment and compares every row, relative to the largest parameter.
void follow(const std::string& name, std::size_t expected_rows, double tolerance) {
    CAPTURE(name);
    Reference reference = read_reference(name);
    Trainer trainer(reference.experiment);
    std::size_t rows = 0;
    Step step = 0;
    double loss = 0.0;
    while (reference.rows >> step >> loss) {
        if (step > 0) REQUIRE(trainer.step());
        const RunState& state = trainer.run(0);
        Vector theta(state.theta.size());
        for (double& entry : theta) REQUIRE(static_cast<bool>(reference.rows >> entry));
        CAPTURE(step);
        REQUIRE(state.step == step);
        REQUIRE(close(state.theta, theta, tolerance));
        REQUIRE(close(state.loss, loss, tolerance));
        ++rows;
    }
    CHECK(rows == expected_rows);
}

}  // namespace

TEST_CASE("plain SGD follows PyTorch for 1000 steps") { follow("sgd", 1001, 1e-13); }
TEST_CASE("SGD with momentum follows PyTorch for 1000 steps") { follow("sgd_momentum", 1001, 1e-13); }
TEST_CASE("Adam follows PyTorch for 1000 steps") { follow("adam", 1001, 1e-12); }
TEST_CASE("SGD with dampening follows PyTorch") { follow("sgd_dampening", 301, 1e-13); }
TEST_CASE("Nesterov momentum follows PyTorch") { follow("sgd_nesterov", 301, 1e-13); }
TEST_CASE("SGD with weight decay follows PyTorch") { follow("sgd_weight_decay", 301, 1e-13); }
TEST_CASE("SGD on three inputs with everything on follows PyTorch") { follow("sgd_everything", 301, 1e-13); }
TEST_CASE("a diverging SGD follows PyTorch to its last finite step") { follow("sgd_diverging", 863, 1e-11); }
TEST_CASE("AMSGrad follows PyTorch") { follow("adam_amsgrad", 301, 1e-12); }
TEST_CASE("Adam with weight decay follows PyTorch") { follow("adam_weight_decay", 301, 1e-12); }
TEST_CASE("Adam with a large eps follows PyTorch") { follow("adam_eps", 301, 1e-12); }
TEST_CASE("the l1 penalty follows PyTorch") { follow("l1", 201, 1e-13); }
TEST_CASE("the l2 penalty follows PyTorch") { follow("l2", 301, 1e-13); }
TEST_CASE("a cosine schedule follows PyTorch") { follow("cosine", 301, 1e-12); }
TEST_CASE("a cosine schedule with Adam follows PyTorch") { follow("cosine_adam", 251, 1e-11); }

TEST_CASE("a diverging run keeps the last state that PyTorch has as finite") {
    Reference reference = read_reference("sgd_diverging");
    Trainer trainer(reference.experiment);
    while (trainer.step()) {
    }
    CHECK(trainer.run(0).status == RunStatus::diverged);
    CHECK(trainer.run(0).step == 862);
}
