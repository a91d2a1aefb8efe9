// Whole paths against PyTorch, or against a rule in Python: every row of every file in tests/reference.

#include "core/study/reference.h"
#include "core/base/error.h"
#include "core/study/self_check.h"
#include "core/train/catalogue.h"
#include "core/train/trainer.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <map>

using namespace talweg;

namespace {

ReferencePath reference(const std::string& name) {
    return read_reference(std::string(TALWEG_REFERENCE_DIR) + "/" + name + ".txt");
}

// Trains the file's experiment and compares every row.
void follow(const std::string& name, std::size_t expected_rows, double tolerance) {
    CAPTURE(name);
    const ReferencePath path = reference(name);
    CHECK(path.losses.size() == expected_rows);
    CHECK(path_deviation(path) <= tolerance);
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
    Trainer trainer(reference("sgd_diverging").experiment);
    while (trainer.step()) {
    }
    CHECK(trainer.run(0).status == RunStatus::diverged);
    CHECK(trainer.run(0).step == 862);
}

TEST_CASE("every optimizer and schedule that PyTorch has follows it for 200 steps") {
    const std::vector<ReferencePath> paths = read_references(TALWEG_REFERENCE_DIR);
    std::map<std::string, int> optimizers_seen;
    std::map<std::string, int> schedules_seen;
    for (const ReferencePath& path : paths) {
        CAPTURE(path.name);
        if (!path.by_torch()) continue;
        CHECK(path.losses.size() >= 201);
        CHECK(path_deviation(path) <= 1e-10);
        ++optimizers_seen[path.experiment.runs.front().optimizer.kind];
        ++schedules_seen[path.experiment.runs.front().schedule.kind];
    }
    for (const char* id : {"sgd", "adam", "adamw", "adamax", "nadam", "radam", "adagrad", "adadelta",
                           "rmsprop", "rprop", "asgd", "lbfgs"}) {
        CAPTURE(id);
        CHECK(optimizers_seen[id] >= 4);
    }
    for (const char* id :
         {"constant", "linear", "step", "multistep", "exponential", "polynomial", "cosine",
          "cosine_warm_restarts", "cyclic", "one_cycle", "plateau", "sequential", "chained", "swa"}) {
        CAPTURE(id);
        CHECK(schedules_seen[id] >= 1);
    }
}

TEST_CASE("a path that differs anywhere is noticed") {
    ReferencePath path = reference("sgd");
    REQUIRE(path_deviation(path) <= 1e-13);
    path.thetas[700][1] *= 1.0 + 1e-9;
    CHECK(path_deviation(path) > 1e-11);
    path = reference("sgd");
    path.losses[1000] *= 1.0 + 1e-6;
    CHECK(path_deviation(path) > 1e-7);
    path = reference("sgd_diverging");
    path.losses.push_back(1.0);
    path.thetas.push_back(path.thetas.back());
    CHECK(std::isinf(path_deviation(path)));
}

TEST_CASE("a number that is none is noticed wherever it stands in a path") {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    for (const Index entry : {0, 1, 2, 3}) {
        ReferencePath path = reference("wrapper_swa_1");
        path.thetas[70][entry] = kNone;
        CHECK(std::isnan(path_deviation(path)));
    }
    ReferencePath path = reference("sgd");
    path.losses[0] = kNone;
    CHECK(std::isnan(path_deviation(path)));
    path = reference("sgd");
    path.losses[500] = kNone;
    CHECK(std::isnan(path_deviation(path)));
}

TEST_CASE("what PyTorch does not have follows its rule as written in Python") {
    int paths = 0;
    for (const ReferencePath& path : read_references(TALWEG_REFERENCE_DIR)) {
        if (path.by_torch()) continue;
        CAPTURE(path.name);
        CHECK(path.losses.size() >= 11);
        CHECK(path_deviation(path) <= 1e-10);
        ++paths;
    }
    CHECK(paths == 49);
}

TEST_CASE("the average beside a path is compared, too") {
    for (const std::string name : {"wrapper_ema_0", "wrapper_swa_1"}) {
        ReferencePath path = reference(name);
        REQUIRE(path_deviation(path) <= 1e-13);
        Vector& last = path.thetas.back();
        REQUIRE(last.size() == 2 * (path.experiment.runs[0].optimizer.kind == "adam" ? 9 : 4));
        last[last.size() - 1] += 1e-9;
        CHECK(path_deviation(path) > 1e-11);
        last = last.head(last.size() / 2).eval();
        CHECK(std::isinf(path_deviation(path)));
    }
}

TEST_CASE("everything passes the check that the program makes of itself") {
    const std::vector<CheckRow> rows = self_check(TALWEG_REFERENCE_DIR);
    for (const CheckRow& row : rows) {
        CAPTURE(row.shelf);
        CAPTURE(row.id);
        CAPTURE(row.deviation);
        CHECK(row.passed());
    }
    std::size_t at = 0;
    for (const std::string shelf : {"optimizers", "schedules", "wrappers", "losses", "models"}) {
        for (const PartInfo* part : talweg::shelf(shelf)) {
            CAPTURE(part->id);
            REQUIRE(at < rows.size());
            CHECK(rows[at].shelf == shelf);
            CHECK(rows[at].id == part->id);
            ++at;
        }
    }
    CHECK(at == rows.size());
    CHECK_THROWS_WITH_AS(self_check("no such folder"), "no reference paths in 'no such folder'", Error);
    CHECK(self_check(TALWEG_REFERENCE_DIR, [] { return false; }).empty());
}
