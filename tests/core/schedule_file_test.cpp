// Schedules in files: compositions there and back, and what is said of wrong ones.
#include "core/train/catalogue.h"
#include "core/train/experiment_file.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

using namespace talweg;
using namespace talweg::test;

namespace {

// The run begins in line 4, the schedule stands in line 6.
std::string run_text(const std::string& schedule, const std::string& optimizer = "sgd") {
    return kData + "[[run]]\noptimizer = \"" + optimizer + "\"\nschedule = " + schedule + "\n";
}

// What is said of a schedule; "" when it is sound. All of it names file, line and run.
std::string complaint(const std::string& schedule, const std::string& optimizer = "sgd") {
    const std::string whole = message(run_text(schedule, optimizer));
    const std::string place = "a.toml:6: [[run]] 1 ";
    if (whole.empty()) return whole;
    CHECK(whole.substr(0, place.size()) == place);
    return whole.substr(std::min(place.size(), whole.size()));
}

}  // namespace

TEST_CASE("compositions of schedules are read and written as they are") {
    const std::string text =
        "{ kind = \"sequential\", milestones = [10, 50], per = \"epoch\", schedules = [{ kind = \"linear\" "
        "}, { kind = "
        "\"chained\", schedules = [{ kind = \"cosine\", t_max = 40 }, { kind = \"exponential\", gamma = 0.9 "
        "}] }, "
        "{ kind = \"cyclic\", max_lr = 0.5 }] }";
    const Experiment experiment = parse_experiment(run_text(text), "a.toml");
    const PartChoice& schedule = experiment.runs[0].schedule;
    CHECK(schedule.kind == "sequential");
    CHECK(schedule.knobs ==
          KnobMap{{"milestones", std::vector<double>{10, 50}}, {"per", std::string("epoch")}});
    REQUIRE(schedule.parts.size() == 3);
    CHECK(schedule.parts[0] == PartChoice{"linear", {}});
    CHECK(schedule.parts[1] ==
          PartChoice{
              "chained", {}, {{"cosine", {{"t_max", std::int64_t{40}}}}, {"exponential", {{"gamma", 0.9}}}}});
    CHECK(schedule.parts[2] == PartChoice{"cyclic", {{"max_lr", 0.5}}});
    const std::string written = experiment_text(experiment);
    CHECK(parse_experiment(written, "b.toml") == experiment);
    CHECK(written.find("schedule = " + text) != std::string::npos);
    CHECK(summary(experiment.runs[0]) ==
          "sgd, lr 0.001, sequential, milestones 10 50, per epoch (linear; chained (cosine, t_max 40; "
          "exponential, "
          "gamma 0.9); cyclic, max_lr 0.5), full batch");
}

TEST_CASE("every schedule can stand in a file with nothing but its name") {
    for (const SchedulePart& part : schedules()) {
        if (part.composes) continue;
        CHECK(complaint("{ kind = \"" + std::string(part.info.id) + "\" }").empty());
    }
}

TEST_CASE("a schedule's settings are refused with line, key and reason") {
    CHECK(complaint("{ kind = \"cosine\", t_max = 0 }") ==
          "schedule 't_max' must be a whole number from 1 to 1e+15, not 0: at 0 the cosine would have no "
          "length "
          "to fall along");
    CHECK(complaint("{ kind = \"cosine\", tmax = 10 }") ==
          "schedule key 'tmax' is unknown; did you mean 't_max'?");
    CHECK(
        complaint("{ kind = \"multistep\", milestones = [80, 30] }") ==
        "schedule 'milestones' must be a list of whole numbers in ascending order, each from 0 to 1e+15, not "
        "[80, 30]: the rate falls at one after another");
    CHECK(complaint("{ kind = \"multistep\", milestones = [1, \"b\"] }") ==
          "schedule 'milestones' must be a number, not a text");
    CHECK(complaint("{ kind = \"multistep\", milestones = 3 }")
              .find("'milestones' must be a list of whole numbers") != std::string::npos);
    CHECK(complaint("{ kind = \"warmup_cosine\", total_steps = 50 }") ==
          "schedule 'warmup_steps' must be below 'total_steps', 50, not 100: the way down begins where the "
          "warm-up ends");
}

TEST_CASE("a composition's parts are refused with line, key and reason") {
    CHECK(complaint("{ kind = \"sequential\" }") ==
          "schedule needs 'schedules', a list of tables: 'sequential' is made of other schedules");
    CHECK(complaint("{ kind = \"chained\", schedules = [] }") ==
          "schedule 'chained' needs 'schedules', a list of at least one");
    CHECK(complaint("{ kind = \"chained\", schedules = [3] }") ==
          "schedule 'schedules' must be a list of tables, not a whole number");
    CHECK(complaint("{ kind = \"chained\", schedules = [{ gamma = 1 }] }") ==
          "schedule schedules needs 'kind'");
    CHECK(complaint("{ kind = \"chained\", schedules = [{ kind = \"linear\", total_iters = 0 }] }") ==
          "schedule schedules 'total_iters' must be a whole number from 1 to 1e+15, not 0: it has to last at "
          "least one step");
    CHECK(complaint("{ kind = \"sequential\", milestones = [5, 2], schedules = [{ kind = \"linear\" }] }")
              .find("schedule 'milestones' must be a list of whole numbers in ascending order") == 0);
    CHECK(complaint("{ kind = \"sequential\", milestones = [5, 9], schedules = [{ kind = \"linear\" }, "
                    "{ kind = \"cosine\" }] }") ==
          "schedule 'milestones' must have 1 number, one fewer than there are 'schedules', not 2");
    CHECK(complaint("{ kind = \"linear\", schedules = [{ kind = \"linear\" }] }")
              .find("key 'schedules' is unknown") != std::string::npos);
    CHECK(complaint("{ kind = \"chained\", schedules = [{ kind = \"plateau\" }] }") ==
          "schedule 'chained' cannot be made of 'plateau', which listens to losses: it has to stand alone");
}

TEST_CASE("a schedule without momentum to cycle is refused with the way out") {
    for (const OptimizerPart& part : optimizers()) {
        const bool has = part.make(Settings(part.info, {}), Parameters::vector(0))->set_momentum(0.5);
        const std::string id(part.info.id);
        CAPTURE(id);
        CHECK(complaint("{ kind = \"one_cycle\" }", id) ==
              (has ? ""
                   : "'schedule': 'one_cycle' cycles the momentum, and '" + id +
                         "' has none: set 'cycle_momentum' to false"));
        CHECK(complaint("{ kind = \"one_cycle\", cycle_momentum = false }", id).empty());
    }
}
