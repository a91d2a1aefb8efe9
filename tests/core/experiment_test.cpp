// Experiments: the first one, checks, starts, summaries.
#include "core/train/experiment.h"
#include "core/base/random.h"
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <limits>

using namespace talweg;
using namespace talweg::test;

namespace {

std::string refusal(const std::function<void(Experiment&)>& change) {
    Experiment experiment = four_points(0.01);
    change(experiment);
    return error_of([&] { check_experiment(experiment); });
}

}  // namespace

TEST_CASE("the first experiment is possible and says what is known of it") {
    const Experiment first = first_experiment();
    CHECK(error_of([&] { check_experiment(first); }).empty());
    CHECK(first.title == "Four points");
    CHECK(first.stop.max_steps == 1000);
    CHECK(first.runs.size() == 5);
    for (const char* fact : {"1.7", "1.6912", "0.0258", "1.5 and 0.5", "2 / 16.7006 = 0.11976"}) {
        CHECK(first.notes.find(fact) != std::string::npos);
    }
    CHECK(summary(first) == "Four points, linear, mse");
}

TEST_CASE("what cannot be is refused with its place") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(refusal([](Experiment& e) { e.runs[0].lr = 0.0; }) ==
          "run 1: 'lr' must be a number above 0, not 0: at 0 nothing moves, and below 0 the step climbs");
    CHECK(refusal([](Experiment& e) { e.runs[0].lr = -1.0; }) ==
          "run 1: 'lr' must be a number above 0, not -1: at 0 nothing moves, and below 0 the step climbs");
    CHECK(refusal([&](Experiment& e) { e.runs[0].lr = nan; }) ==
          "run 1: 'lr' must be a number above 0, not nan");
    CHECK(refusal([](Experiment& e) { e.runs[0].lr = 1e300; }).empty());
    CHECK(refusal([](Experiment& e) { e.runs[0].batch = 5; }) ==
          "run 1: 'batch' must be 'full' or a whole number from 1 to the 4 points, not 5");
    CHECK(refusal([](Experiment& e) { e.runs[0].batch = 4; }).empty());
    CHECK(refusal([](Experiment& e) { e.runs[0].optimizer.kind = "adm"; }) ==
          "run 1: unknown optimizer 'adm'; did you mean 'adam'?");
    CHECK(refusal([](Experiment& e) {
              e.runs[0].optimizer.knobs = {{"nesterov", true}};
          }).find("run 1: 'nesterov'") == 0);
    CHECK(refusal([](Experiment& e) { e.runs[0].schedule.kind = "cosin"; }) ==
          "run 1: schedule: unknown schedule 'cosin'; did you mean 'cosine'?");
    CHECK(refusal([](Experiment& e) { e.runs[0].color = "red"; }).find("#rrggbb") != std::string::npos);
    CHECK(refusal([](Experiment& e) { e.runs[0].color = "#12aBef"; }).empty());
    CHECK(refusal([](Experiment& e) {
              e.runs[0].init = Init{"zeros", {1.0}};
          }) == "run 1: init: 'init' must have 2 numbers, one for each parameter, not 1");
    CHECK(refusal([&](Experiment& e) {
              e.init.numbers = {0.0, nan};
          }) == "model, init: 'init' must be finite numbers, not nan");
    CHECK(refusal([](Experiment& e) { e.init.scheme = "zeroes"; }) ==
          "model, init: unknown init 'zeroes'; did you mean 'zeros'?");
    CHECK(refusal([](Experiment& e) { e.data.table.y.pop_back(); }).find("data: x has 4 rows and y has 3") ==
          0);
    CHECK(refusal([](Experiment& e) { e.data.part.kind = "lines"; }).find("did you mean 'line'?") !=
          std::string::npos);
    CHECK(refusal([](Experiment& e) { e.model.kind = "lineer"; }).find("model: unknown model") == 0);
    CHECK(refusal([](Experiment& e) { e.loss.kind = "msee"; }).find("loss: unknown loss") == 0);
    CHECK(refusal([](Experiment& e) { e.penalty.l2 = -1.0; }) ==
          "loss: 'l2' must be a number from 0 up, not -1: below 0 it would reward large parameters");
    CHECK(refusal([](Experiment& e) { e.stop.max_steps = 0; }).find("stop: 'max_steps'") == 0);
    CHECK(refusal([](Experiment& e) { e.seed = ~0ULL; }).find("seed: 'seed' must be at most") == 0);
    CHECK(refusal([](Experiment& e) { e.runs.clear(); }) == "an experiment needs at least one run");
    CHECK(refusal([](Experiment& e) { e.runs.resize(65, e.runs[0]); }) ==
          "an experiment has at most 64 runs, not 65");
}

TEST_CASE("a test function takes full batches and two numbers only") {
    Experiment experiment = four_points(0.01);
    experiment.function = PartChoice{"sphere", {}};
    CHECK(error_of([&] { check_experiment(experiment); }).empty());
    experiment.runs[0].batch = 2;
    CHECK(error_of([&] { check_experiment(experiment); }).find("'batch' must be 'full'") !=
          std::string::npos);
    experiment.runs[0].batch = 0;
    experiment.init.numbers = {1.0};
    CHECK(error_of([&] { check_experiment(experiment); }).find("function, init") == 0);
}

TEST_CASE("one point and equal x are possible") {
    CHECK(refusal([](Experiment& e) { e.data.table = {1, {1}, {2}}; }).empty());
    CHECK(refusal([](Experiment& e) { e.data.table = {1, {3, 3, 3}, {1, 2, 3}}; }).empty());
}

TEST_CASE("runs begin where the model says unless they say otherwise") {
    Experiment experiment = four_points(0.01);
    experiment.runs.resize(3, experiment.runs[0]);
    experiment.init.numbers = {0.5, -1.0};
    experiment.runs[1].init = Init{"zeros", {2.0, 3.0}};
    experiment.runs[2].init = Init{"zeros", {}};
    const auto objective = make_objective(experiment);
    CHECK(make_start(experiment, 0, *objective) == Vector{{0.5, -1.0}});
    CHECK(make_start(experiment, 1, *objective) == Vector{{2.0, 3.0}});
    CHECK(make_start(experiment, 2, *objective) == Vector{{0.0, 0.0}});
}

TEST_CASE("a normal start is the seed's and the same for all runs without one of their own") {
    Experiment experiment = four_points(0.01);
    experiment.seed = 5;
    experiment.runs.resize(3, experiment.runs[0]);
    experiment.init.scheme = "normal";
    experiment.runs[2].init = Init{"normal", {}};
    const auto objective = make_objective(experiment);
    Random random(5, Stream::init, 0);
    const double w = random.normal();
    const double b = random.normal();
    CHECK(make_start(experiment, 0, *objective) == Vector{{w, b}});
    CHECK(make_start(experiment, 1, *objective) == Vector{{w, b}});
    CHECK(make_start(experiment, 2, *objective) != Vector{{w, b}});
    experiment.seed = 6;
    CHECK(make_start(experiment, 0, *objective) != Vector{{w, b}});
}

TEST_CASE("a test function begins at its own start unless told otherwise") {
    Experiment experiment = four_points(0.01);
    experiment.function = PartChoice{"rosenbrock", {}};
    const auto objective = make_objective(experiment);
    CHECK(make_start(experiment, 0, *objective) == Vector{{-1.2, 1.0}});
    experiment.init.numbers = {0.0, 0.0};
    CHECK(make_start(experiment, 0, *objective) == Vector{{0.0, 0.0}});
    CHECK(make_dataset(experiment).rows() == 0);
}

TEST_CASE("a start of the wrong length is refused where the data decides it") {
    Experiment experiment = four_points(0.01);
    experiment.data.part.kind = "line";
    experiment.init.numbers = {1.0, 2.0, 3.0};
    const auto objective = make_objective(experiment);
    CHECK(error_of([&] { make_start(experiment, 0, *objective); }) ==
          "'init' must have 2 numbers, one for each parameter, not 3");
}

TEST_CASE("summaries leave out defaults") {
    RunSpec run;
    CHECK(summary(run) == "sgd, lr 0.01, full batch");
    run.optimizer.knobs = {{"momentum", 0.9}, {"nesterov", true}, {"dampening", 0.0}};
    run.batch = 1000;
    run.schedule = {"cosine", {{"t_max", std::int64_t{50}}, {"per", std::string("epoch")}}};
    CHECK(summary(run) == "sgd, lr 0.01, momentum 0.9, nesterov, cosine, t_max 50, per epoch, batch 1,000");
    Experiment experiment = four_points(0.1);
    CHECK(summary(experiment) == "4 points, linear, mse");
    experiment.data.part.kind = "line";
    CHECK(summary(experiment) == "line, linear, mse");
    experiment.function = PartChoice{"sphere", {}};
    CHECK(summary(experiment) == "sphere");
}

TEST_CASE("a new run id is larger than all others") {
    Experiment experiment = four_points(0.1);
    experiment.runs[0].id = 41;
    CHECK(next_run_id(experiment) == 42);
    CHECK(next_run_id(Experiment{}) == 1);
}
