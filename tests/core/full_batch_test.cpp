// Optimizers that need the full batch say so where a file asks for mini-batches.
#include "core/train/catalogue.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

using namespace talweg;
using namespace talweg::test;

namespace {

std::string file_with(std::string_view optimizer, const std::string& batch) {
    return kData + "[[run]]\n[[run]]\noptimizer = \"" + std::string(optimizer) + "\"\nbatch = " + batch +
           "\n";
}

}  // namespace

TEST_CASE("a batch for an optimizer that needs them all is refused with line and key and reason") {
    CHECK(message(file_with("lbfgs", "1")) ==
          "a.toml:7: [[run]] 2 'batch' must be 'full' for 'lbfgs': it learns the curvature from how the "
          "gradient changes, which differs between batches");
    int needy = 0;
    for (const OptimizerPart& part : optimizers()) {
        CAPTURE(std::string(part.info.id));
        CHECK(message(file_with(part.info.id, "\"full\"")).empty());
        CHECK(message(file_with(part.info.id, "2")).empty());  // both points
        const std::string refusal = message(file_with(part.info.id, "1"));
        if (part.full_batch.empty()) {
            CHECK(refusal.empty());
            continue;
        }
        ++needy;
        CHECK(refusal == "a.toml:7: [[run]] 2 'batch' must be 'full' for '" + std::string(part.info.id) +
                             "': " + std::string(part.full_batch));
    }
    CHECK(needy >= 8);
}

TEST_CASE("every optimizer that asks for more than the gradient of its batch needs the full batch") {
    for (const char* id : {"lbfgs", "bfgs", "nonlinear_cg", "gd_armijo", "gd_wolfe", "barzilai_borwein",
                           "newton", "levenberg_marquardt"}) {
        CHECK_FALSE(optimizer_part(id).full_batch.empty());
    }
    for (const OptimizerPart& part : optimizers()) {
        if (part.needs_hessian || part.needs_residuals) CHECK_FALSE(part.full_batch.empty());
    }
}

TEST_CASE("an edit to a batch is refused where the optimizer needs them all") {
    Experiment experiment = four_points(0.5);
    experiment.runs[0].optimizer = {"gd_wolfe", {}};
    Trainer trainer(experiment);
    experiment.runs[0].batch = 2;
    CHECK(error_of([&] { trainer.apply(experiment); }).find("run 1: 'batch' must be 'full' for 'gd_wolfe'") ==
          0);
    CHECK(trainer.experiment().runs[0].batch == 0);
}
