// Names of runs that nobody has named: as short as they can be and never the same twice.
#include "core/train/run_names.h"
#include "core/train/experiment_file.h"

#include <doctest/doctest.h>

#include <set>

using namespace talweg;

namespace {

using Names = std::vector<std::string>;

/// The names of runs written like this, one string each.
Names names_of(const std::vector<std::string>& runs) {
    std::string text = "[data]\nx = [1, 2, 3, 4]\ny = [2, 3, 5, 7]\n";
    for (const std::string& run : runs) text += "[[run]]\n" + run + "\n";
    Names names;
    for (const RunSpec& run : parse_experiment(text, "a.toml").runs) names.push_back(run.name);
    return names;
}

const std::string kAdam = "optimizer = 'adam'\nlr = 0.05\n";

}  // namespace

TEST_CASE("a run is called by its optimizer and rate where that is enough") {
    CHECK(names_of({"", kAdam}) == Names{"SGD 0.001", "Adam 0.05"});
    CHECK(names_of({kAdam + "sam = {}\nclip_norm = 1", "optimizer = 'lbfgs'\nlr = 1"}) ==
          Names{"Adam 0.05", "L-BFGS 1"});
    CHECK(names_of({"optimizer = 'gd_armijo'", "optimizer = 'nonlinear_cg'", "optimizer = 'asgd'"}) ==
          Names{"gd armijo 1", "nonlinear cg 1", "ASGD 0.01"});
}

TEST_CASE("what stands around an optimizer, a schedule and clipping tell runs apart") {
    CHECK(names_of({kAdam, kAdam + "sam = {}", kAdam + "sam = {}\nlookahead = {}", kAdam + "ema = {}",
                    kAdam + "swa = {}"}) == Names{"Adam 0.05", "Adam 0.05 + SAM",
                                                  "Adam 0.05 + SAM + Lookahead", "Adam 0.05 + EMA",
                                                  "Adam 0.05 + SWA"});
    CHECK(names_of({kAdam, kAdam + "schedule = { kind = 'cosine', t_max = 100 }",
                    kAdam + "schedule = { kind = 'inverse_sqrt' }"}) ==
          Names{"Adam 0.05", "Adam 0.05, cosine", "Adam 0.05, inverse sqrt"});
    CHECK(
        names_of({kAdam, kAdam + "clip_norm = 1", kAdam + "clip_norm = 2", kAdam + "clip_value = 0.5"}) ==
        Names{"Adam 0.05", "Adam 0.05, clip norm 1", "Adam 0.05, clip norm 2", "Adam 0.05, clip value 0.5"});
    CHECK(names_of({kAdam, kAdam + "batch = 2"}) == Names{"Adam 0.05", "Adam 0.05, batch 2"});
    CHECK(names_of({kAdam, kAdam + "init = [1, 2]", kAdam + "init = 'normal'"}) ==
          Names{"Adam 0.05", "Adam 0.05, from 1 2", "Adam 0.05, from normal"});
}

TEST_CASE("of knobs only those are said that differ") {
    CHECK(names_of({"momentum = 0.9", "momentum = 0.9\nnesterov = true", ""}) ==
          Names{"SGD 0.001, momentum 0.9", "SGD 0.001, momentum 0.9, nesterov", "SGD 0.001"});
    CHECK(names_of({"momentum = 0.9", "momentum = 0.9\nnesterov = true"}) ==
          Names{"SGD 0.001", "SGD 0.001, nesterov"});
    CHECK(names_of({kAdam + "sam = { rho = 0.1 }", kAdam + "sam = { rho = 0.2 }"}) ==
          Names{"Adam 0.05, rho 0.1", "Adam 0.05, rho 0.2"});
    CHECK(names_of({kAdam + "schedule = { kind = 'cosine', t_max = 100 }",
                    kAdam + "schedule = { kind = 'cosine', t_max = 200 }"}) ==
          Names{"Adam 0.05, t max 100", "Adam 0.05, t max 200"});
}

TEST_CASE("no more is said than needed") {
    // The schedules differ, too, but the wrapper is enough.
    CHECK(names_of({kAdam, kAdam + "sam = {}\nschedule = { kind = 'cosine', t_max = 100 }"}) ==
          Names{"Adam 0.05", "Adam 0.05 + SAM"});
    CHECK(names_of(
              {kAdam, kAdam + "sam = {}", kAdam + "sam = {}\nschedule = { kind = 'cosine', t_max = 9 }"}) ==
          Names{"Adam 0.05", "Adam 0.05 + SAM", "Adam 0.05 + SAM, cosine"});
}

TEST_CASE("a schedule with rates of its own stands in the rate's place") {
    const std::string cycle = "schedule = { kind = 'one_cycle', total_steps = 100, max_lr = ";
    CHECK(names_of({kAdam, kAdam + cycle + "0.1 }"}) == Names{"Adam 0.05", "Adam, one cycle"});
    CHECK(names_of({kAdam + cycle + "0.2 }", kAdam + cycle + "0.3 }"}) ==
          Names{"Adam, one cycle, max lr 0.2", "Adam, one cycle, max lr 0.3"});
}

TEST_CASE("runs that nothing tells apart are numbered, and given names are kept") {
    CHECK(names_of({kAdam, kAdam, kAdam}) == Names{"Adam 0.05", "Adam 0.05 (2)", "Adam 0.05 (3)"});
    CHECK(names_of({kAdam + "name = 'Adam 0.05'\nsam = {}", kAdam, kAdam}) ==
          Names{"Adam 0.05", "Adam 0.05 (2)", "Adam 0.05 (3)"});
    CHECK(names_of({kAdam + "name = 'Adam 0.05'", kAdam + "sam = {}"}) ==
          Names{"Adam 0.05", "Adam 0.05 + SAM"});
    CHECK(names_of({"name = 'same'", "name = 'same'"}) == Names{"same", "same"});
    CHECK(names_of({kAdam + "name = 'Adam 0.05 (2)'", kAdam, kAdam}) ==
          Names{"Adam 0.05 (2)", "Adam 0.05", "Adam 0.05 (3)"});
}

TEST_CASE("one more run gets a name beside the others") {
    const Experiment experiment = first_experiment();
    RunSpec run = experiment.runs[0];
    run.id = next_run_id(experiment);
    CHECK(name_for(experiment, run) == "SGD 0.01 (2)");
    run.clip_norm = 1.0;
    CHECK(name_for(experiment, run) == "SGD 0.01, clip norm 1");
    run.lr = 0.3;
    CHECK(name_for(experiment, run) == "SGD 0.3");
    CHECK(name_for(experiment, experiment.runs[0]) == "SGD 0.01");
}
