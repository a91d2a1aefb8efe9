// Schedules in the form of a run: chosen, composed, typed, drawn.
#include "app/panels/schedule_curve.h"
#include "core/base/condition.h"
#include "tests/ui/ui_fixture.h"

#include <cmath>

namespace talweg::test {
namespace {

Experiment with_schedule(const PartChoice& schedule) {
    Experiment experiment = first_experiment();
    experiment.runs.resize(1);
    experiment.runs[0].schedule = schedule;
    return experiment;
}

// Opens the menu and chooses the schedule of that id.
void choose(Ui& ui, std::string_view id, const std::string& control = "run.0.schedule") {
    ui.click(control);
    for (std::size_t i = 0; i < schedules().size(); ++i)
        if (schedules()[i].info.id == id) ui.click(control + "." + std::to_string(i));
}

const PartChoice& schedule_of(Ui& ui) { return ui.experiment().runs[0].schedule; }

TEST_CASE("every schedule can be chosen and shows the knobs that have an effect") {
    for (const SchedulePart& part : schedules()) {
        const std::string id(part.info.id);
        CAPTURE(id);
        Ui ui(1280, 1600, with_schedule({id == "constant" ? "cosine" : "constant", {}}));
        ui.click("run.0");
        choose(ui, id);
        CHECK(schedule_of(ui).kind == id);
        CHECK(ui.state().error.empty());
        const Settings settings(part.info, schedule_of(ui).knobs);
        for (const Knob& knob : part.info.knobs)
            CHECK(ui.has("run.0.schedule." + std::string(knob.name)) == applies(knob, settings));
        CHECK(ui.has("run.0.schedule.curve") == (id != "constant"));
        CHECK(ui.has("run.0.lr") == !part.owns_rate);
    }
}

TEST_CASE("a schedule that cycles the momentum leaves it alone where the optimizer has none") {
    for (const OptimizerPart& part : optimizers()) {
        Experiment experiment = with_schedule({"constant", {}});
        experiment.runs[0].optimizer = {std::string(part.info.id), {}};
        const bool has = part.make(Settings(part.info, {}), Parameters::vector(0))->set_momentum(0.5);
        Ui ui(1280, 1600, experiment);
        ui.click("run.0");
        choose(ui, "one_cycle");
        CHECK(schedule_of(ui).kind == "one_cycle");
        CHECK(schedule_of(ui).knobs.contains("cycle_momentum") != has);
    }
}

TEST_CASE("milestones are typed with commas and refused in words") {
    Ui ui(1280, 1200, with_schedule({"multistep", {}}));
    ui.click("run.0");
    ui.type("run.0.schedule.milestones", "30, 80,80 , 200,");
    CHECK(schedule_of(ui).knobs.at("milestones") == KnobValue(std::vector<double>{30, 80, 80, 200}));
    const std::pair<const char*, const char*> wrong[] = {{"30, x", "must be a list of whole numbers"},
                                                         {"80, 30", "in ascending order"},
                                                         {"1.5", "whole numbers"},
                                                         {"-1", "from 0 to"}};
    for (const auto& [text, reason] : wrong) {
        CAPTURE(text);
        ui.type("run.0.schedule.milestones", text);
        CHECK(ui.state().kit.refused.why.find(reason) != std::string::npos);
        CHECK(schedule_of(ui).knobs.at("milestones") == KnobValue(std::vector<double>{30, 80, 80, 200}));
    }
}

TEST_CASE("a composition is built part by part") {
    Ui ui(1280, 1600, with_schedule({"cosine", {{"t_max", std::int64_t{400}}}}));
    ui.click("run.0");
    choose(ui, "sequential");
    // A warm-up in front of what stood there.
    REQUIRE(schedule_of(ui).parts.size() == 2);
    CHECK(schedule_of(ui).parts[1] == PartChoice{"cosine", {{"t_max", std::int64_t{400}}}});
    CHECK_FALSE(ui.has("run.0.schedule.part0.per"));
    ui.type("run.0.schedule.part1.eta_min", "0.001");
    CHECK(schedule_of(ui).parts[1].knobs.at("eta_min") == KnobValue(0.001));
    ui.click("run.0.schedule.add");
    REQUIRE(schedule_of(ui).parts.size() == 3);
    CHECK(schedule_of(ui).knobs.at("milestones") == KnobValue(std::vector<double>{100, 200}));
    ui.click("run.0.schedule.part0.remove");
    REQUIRE(schedule_of(ui).parts.size() == 2);
    CHECK(schedule_of(ui).parts[0].kind == "cosine");
    CHECK(schedule_of(ui).knobs.at("milestones") == KnobValue(std::vector<double>{200}));
    ui.click("run.0.schedule.part0.remove");
    CHECK(schedule_of(ui).parts.size() == 1);
    CHECK(schedule_of(ui).knobs.empty());
    CHECK_FALSE(ui.has("run.0.schedule.part0.remove"));
    CHECK(ui.state().error.empty());
}

TEST_CASE("the curve spans the run and has the extremes of its pieces") {
    Experiment experiment = with_schedule({"cosine", {{"t_max", std::int64_t{500}}}});
    experiment.runs[0].lr = 0.2;
    experiment.stop = {};
    ScheduleCurve curve = schedule_curve(experiment, 0, nullptr, 50);
    CHECK(curve.length == 500);
    CHECK(curve.highest == 0.2);
    REQUIRE(!curve.points.empty());
    CHECK(curve.points.front().step == 0);
    for (std::size_t i = 1; i < curve.points.size(); ++i) {
        CHECK(curve.points[i].step > curve.points[i - 1].step);
        CHECK(curve.points[i].rate < curve.points[i - 1].rate);
    }
    experiment.stop.max_steps = 2000;
    CHECK(schedule_curve(experiment, 0, nullptr, 50).length == 2000);
    experiment.stop.max_steps = 1000000000;
    curve = schedule_curve(experiment, 0, nullptr, 50);
    CHECK(curve.length == 1000000000);
    CHECK(curve.points.size() <= 150);
    experiment.stop.max_steps = 1;
    CHECK(schedule_curve(experiment, 0, nullptr, 50).points.size() == 1);
}

TEST_CASE("the curve of a schedule by epochs counts steps") {
    Experiment experiment =
        with_schedule({"step", {{"step_size", std::int64_t{30}}, {"per", std::string("epoch")}}});
    experiment.stop = {};
    RunSnapshot known;
    known.steps_per_epoch = 10;
    CHECK(schedule_curve(experiment, 0, &known, 50).length == 1200);  // four stairs of 30 epochs
    known.end_step = 5000;
    CHECK(schedule_curve(experiment, 0, &known, 50).length == 5000);
}

TEST_CASE("of a schedule that listens only what was recorded is drawn") {
    const Experiment experiment =
        with_schedule({"plateau", {{"patience", std::int64_t{1}}, {"threshold", 0.5}, {"factor", 0.5}}});
    CHECK(schedule_curve(experiment, 0, nullptr, 50).points.empty());
    const HeadlessResult result = run_headless(
        experiment, 40, [](Step) { return true; }, [](const RunSpec&, const RunState&) {});
    const RunSnapshot& run = result.snapshot.runs[0];
    const ScheduleCurve curve = schedule_curve(experiment, 0, &run, 200);
    REQUIRE(!curve.points.empty());
    CHECK(curve.points.back().step <= 40);
    CHECK(curve.points.back().rate < curve.points.front().rate);
    Ui ui(1280, 1200, experiment);
    ui.now = result.snapshot;
    ui.click("run.0");
    CHECK(ui.has("run.0.schedule.curve"));
}

}  // namespace
}  // namespace talweg::test
