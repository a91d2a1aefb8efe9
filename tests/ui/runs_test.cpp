// Runs: added, duplicated, deleted, changed by typing and by sliders, undone.
#include "app/panels/edits.h"
#include "core/base/condition.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>

namespace talweg::test {
namespace {

TEST_CASE("the add button adds a run and posts one edit") {
    Ui ui;
    const std::size_t before = ui.experiment().runs.size();
    ui.click("runs.add");
    CHECK(ui.experiment().runs.size() == before + 1);
    CHECK(ui.count<Edit>() == 1);
    REQUIRE(ui.last<Edit>());
    CHECK(ui.last<Edit>()->experiment == ui.experiment());
    CHECK(ui.last<Edit>()->generation == ui.state().document.generation());
}

TEST_CASE("a new run has an id and a name of its own") {
    Ui ui;
    ui.click("runs.add");
    ui.key(Key::n, true, true);
    const auto& runs = ui.experiment().runs;
    for (std::size_t i = 0; i < runs.size(); ++i)
        for (std::size_t j = i + 1; j < runs.size(); ++j) {
            CHECK(runs[i].id != runs[j].id);
            CHECK(runs[i].name != runs[j].name);
        }
}

TEST_CASE("a card opens on a click and its run can be duplicated and deleted") {
    Ui ui(1280, 1000);
    CHECK_FALSE(ui.has("run.0.lr"));
    ui.click("run.0");
    REQUIRE(ui.has("run.0.lr"));
    const RunSpec first = ui.experiment().runs[0];
    ui.click("run.0.duplicate");
    REQUIRE(ui.experiment().runs.size() == 6);
    const RunSpec copy = ui.experiment().runs.back();
    CHECK(copy.lr == first.lr);
    CHECK(copy.optimizer == first.optimizer);
    CHECK(copy.id != first.id);
    CHECK(copy.name == first.name + " (2)");
    duplicate_run(ui.state(), copy.id);
    CHECK(ui.experiment().runs.back().name == first.name + " (3)");
    delete_run(ui.state(), ui.experiment().runs.back().id);
    delete_run(ui.state(), copy.id);
    CHECK(ui.experiment().runs.size() == 5);
    CHECK(ui.experiment().runs[0] == first);
}

TEST_CASE("a closed card says in full why its run diverged") {
    Ui ui;
    ui.frame();
    CHECK_FALSE(ui.has("run.4.reason"));
    ui.now.runs[4].end_status = RunStatus::diverged;
    ui.now.runs[4].reason = "learning rate 0.15 × largest curvature 16.7 = 2.51 > 2";
    ui.frames(2);
    REQUIRE(ui.has("run.4.reason"));
    const double line = text_size(ui.state().kit, "x", TextRole::tick).y;
    CHECK(ui.box("run.4.reason").height() > 1.9 * line);
}

TEST_CASE("Esc closes the palette of a run's colour") {
    Ui ui;
    ui.click("run.0.color");
    REQUIRE(any_popup_open());
    ui.key(Key::escape);
    ui.frames(2);
    CHECK_FALSE(any_popup_open());
}

TEST_CASE("the last run cannot be deleted") {
    Experiment one = first_experiment();
    one.runs.resize(1);
    Ui ui(1280, 1000, one);
    ui.click("run.0");
    ui.click("run.0.delete");
    CHECK(ui.experiment().runs.size() == 1);
}

TEST_CASE("a typed learning rate is taken to all its digits") {
    Ui ui(1280, 1000);
    ui.click("run.0");
    ui.type("run.0.lr", "0.0123456789012345");
    CHECK(ui.experiment().runs[0].lr == 0.0123456789012345);
    REQUIRE(ui.last<Edit>());
    CHECK(ui.last<Edit>()->experiment.runs[0].lr == 0.0123456789012345);
}

TEST_CASE("an impossible learning rate is refused in words and the old one stays") {
    Ui ui(1280, 1100);
    ui.click("run.0");
    for (const char* wrong : {"-1", "0", "nan", "inf", "fast", "1e999"}) {
        ui.type("run.0.lr", wrong);
        CHECK(ui.experiment().runs[0].lr == 0.01);
        CHECK(ui.state().kit.refused.typed == wrong);
        CHECK(ui.state().kit.refused.why.starts_with("Learning rate must be a number above 0, not "));
        CHECK(ui.has("run.0.lr.refused"));
        CHECK(ui.box("run.0.lr.refused").top >= ui.box("run.0.lr").bottom);
        CHECK_FALSE(ui.has("banner"));
    }
    CHECK(ui.count<Edit>() == 0);
    // Esc in the field brings the old value back.
    ui.type("run.0.lr", "-1");
    ui.click("run.0.lr");
    ui.key(Key::escape);
    CHECK_FALSE(ui.has("run.0.lr.refused"));
    CHECK(ui.experiment().runs[0].lr == 0.01);
    // So does any edit that is taken.
    ui.type("run.0.lr", "-1");
    CHECK(ui.has("run.0.lr.refused"));
    ui.click("run.2.shown");
    CHECK_FALSE(ui.has("run.0.lr.refused"));
    // And a number that can be is taken.
    ui.type("run.0.lr", "-1");
    ui.type("run.0.lr", "0.02");
    CHECK(ui.experiment().runs[0].lr == 0.02);
    CHECK_FALSE(ui.has("run.0.lr.refused"));
}

TEST_CASE("a message about the whole experiment names the run and goes by itself") {
    Experiment experiment = first_experiment();
    experiment.loss = {"mae", {}};
    experiment.runs[1].name = "second";
    Ui ui(1280, 1000, experiment);
    Experiment next = ui.experiment();
    next.runs[1].optimizer = {"newton", {}};
    CHECK_FALSE(ui.state().edit(std::move(next), "Change optimizer"));
    CHECK(ui.state().error ==
          "second: 'newton' needs the exact Hessian, which this model and loss do not have");
    ui.frames(2);
    CHECK(ui.has("banner"));
    for (int i = 0; i < 3000 && ui.has("banner"); ++i) ui.frame();
    CHECK_FALSE(ui.has("banner"));
    CHECK(ui.state().error.empty());
}

TEST_CASE("a setting that is refused is named, with the reason for the end of its range") {
    Experiment experiment = first_experiment();
    experiment.runs[0].optimizer = {"adam", {}};
    Ui ui(1280, 1000, experiment);
    ui.click("run.0");
    ui.type("run.0.beta2", "1");
    CHECK(ui.experiment().runs[0].optimizer.knobs.empty());
    CHECK(
        ui.state().kit.refused.why ==
        "Beta 2 must be a number from 0 to 1, 1 not included, not 1: at 1 the running mean would never take "
        "in a gradient.");
    ui.type("run.0.beta1", "-0.1");
    CHECK(
        ui.state().kit.refused.why ==
        "Beta 1 must be a number from 0 to 1, 1 not included, not -0.1: a mean cannot keep less than nothing "
        "of what it was.");
    CHECK(ui.has("run.0.beta1.refused"));
    CHECK_FALSE(ui.has("run.0.beta2.refused"));
}

TEST_CASE("dragging the rate slider is one step of undo") {
    Ui ui(1280, 1000);
    ui.click("run.0");
    const Box box = ui.box("run.0.lr.slider");
    const double y = Ui::middle(box).y;
    ui.drag({box.left + 20, y}, {box.right - 20, y});
    CHECK(ui.experiment().runs[0].lr > 0.01);
    CHECK(ui.count<Edit>() > 1);
    ui.key(Key::z, true);
    CHECK(ui.experiment().runs[0].lr == 0.01);
    CHECK_FALSE(ui.state().document.can_undo());
    ui.key(Key::z, true, true);
    CHECK(ui.experiment().runs[0].lr > 0.01);
}

TEST_CASE("every knob of every optimizer that has an effect has a control") {
    for (const OptimizerPart& part : optimizers()) {
        Experiment experiment = first_experiment();
        experiment.runs.resize(1);
        experiment.runs[0].optimizer = {std::string(part.info.id), {}};
        Ui ui(1280, 1400, experiment);
        ui.click("run.0");
        const Settings settings(part.info, {});
        for (const Knob& knob : part.info.knobs)
            CHECK(ui.has("run.0." + std::string(knob.name)) == applies(knob, settings));
    }
}

TEST_CASE("momentum is typed and a default goes out of the file again") {
    Ui ui(1280, 1000);
    ui.click("run.0");
    ui.type("run.0.momentum", "0.5");
    CHECK(ui.experiment().runs[0].optimizer.knobs.at("momentum") == KnobValue(0.5));
    ui.type("run.0.momentum", "0");
    CHECK(ui.experiment().runs[0].optimizer.knobs.count("momentum") == 0);
}

TEST_CASE("the optimizer is chosen from a menu") {
    Ui ui(1280, 1000);
    ui.click("run.0");
    ui.click("run.0.optimizer");
    REQUIRE(ui.has("run.0.optimizer.1"));
    ui.click("run.0.optimizer.1");
    CHECK(ui.experiment().runs[0].optimizer.kind == std::string(optimizers()[1].info.id));
}

TEST_CASE("an optimizer takes the rate along where it means the same, and else begins at its own") {
    const auto menu = [](std::string_view id) {
        const auto parts = optimizers();
        const auto at = std::find_if(parts.begin(), parts.end(),
                                     [id](const OptimizerPart& part) { return part.info.id == id; });
        return "run.0.optimizer." + std::to_string(at - parts.begin());
    };
    Ui ui(1280, 2400);
    REQUIRE(ui.experiment().runs[0].lr == 0.01);
    ui.click("run.0");
    ui.click("run.0.optimizer");
    ui.click(menu("adam"));
    CHECK(ui.experiment().runs[0].lr == 0.01);
    ui.click("run.0.optimizer");
    ui.click(menu("newton"));
    CHECK(ui.experiment().runs[0].optimizer.kind == "newton");
    CHECK(ui.experiment().runs[0].lr == 1.0);
    ui.click("run.0.optimizer");
    ui.click(menu("bfgs"));
    CHECK(ui.experiment().runs[0].lr == 1.0);
    ui.click("run.0.optimizer");
    ui.click(menu("rmsprop"));
    CHECK(ui.experiment().runs[0].lr == 0.01);
}

TEST_CASE("a batch is a part of the data or all of it") {
    Ui ui(1280, 1000);
    ui.click("run.0");
    ui.click("run.0.batch.kind.1");
    CHECK(ui.experiment().runs[0].batch == 1);
    ui.type("run.0.batch", "3");
    CHECK(ui.experiment().runs[0].batch == 3);
    ui.type("run.0.batch", "5");
    CHECK(ui.experiment().runs[0].batch == 3);
    CHECK_FALSE(ui.state().error.empty());
    ui.click("run.0.batch.kind.0");
    CHECK(ui.experiment().runs[0].batch == 0);
}

TEST_CASE("the eye hides a run and a colour can be chosen") {
    Ui ui(1280, 1000);
    ui.click("run.2.shown");
    CHECK_FALSE(ui.experiment().runs[2].shown);
    ui.click("run.2.shown");
    CHECK(ui.experiment().runs[2].shown);
    ui.click("run.2.color");
    ui.click("run.2.color.0");
    CHECK(ui.experiment().runs[2].color.size() == 7);
}

TEST_CASE("a diverged run says why in its card") {
    const HeadlessResult result = run_headless(
        first_experiment(), 1000, [](Step) { return true; }, [](const RunSpec&, const RunState&) {});
    const RunSnapshot& last = result.snapshot.runs.back();
    REQUIRE(last.end_status == RunStatus::diverged);
    CHECK_FALSE(last.reason.empty());
    Ui ui(1280, 1000);
    ui.now = result.snapshot;
    ui.click("run.4");
    CHECK(ui.has("run.4.lr"));
}

TEST_CASE("runs end at a step or an epoch that one types") {
    Ui ui;
    ui.click("section.runs");
    ui.click("section.model");
    ui.type("stop.max_steps", "500");
    CHECK(ui.experiment().stop.max_steps == 500u);
    ui.type("stop.max_epochs", "3");
    CHECK(ui.experiment().stop.max_epochs == 3u);
    ui.type("stop.max_epochs", "2.5");
    CHECK(ui.experiment().stop.max_epochs == 3u);
    CHECK(ui.state().kit.refused.why ==
          "Last epoch must be a whole number from 1 up, or nothing, not '2.5'.");
}

TEST_CASE("a start that does not suit another model or loss gives way to the model's own") {
    Experiment before = first_experiment();
    before.data.part = {"table", {}};
    before.data.table = {1, {1, 2, 3}, {0, 1, 1}};
    before.init.numbers = {1.0, 2.0};
    before.runs[0].init = Init{"zeros", {3.0, 4.0}};
    before.runs[1].init = Init{"normal", {}};
    const auto after = [](const Experiment& from, std::string_view model, std::string_view loss) {
        Experiment next = from;
        next.model.kind = model;
        next.loss.kind = loss;
        fit_starts(from, next);
        return next;
    };
    CHECK(after(before, "linear", "bce_with_logits").init == before.init);
    CHECK(after(before, "linear", "cross_entropy").init == Init{"zeros", {}});
    const Experiment network = after(before, "mlp", "mse");
    CHECK(network.init == Init{"torch_linear", {}});
    CHECK_FALSE(network.runs[0].init.has_value());
    CHECK(network.runs[1].init == before.runs[1].init);
    CHECK(after(network, "polynomial", "mse").init == Init{"zeros", {}});
    Experiment normal = before;
    normal.init = {"normal", {}};
    CHECK(after(normal, "mlp", "mse").init == normal.init);
}

TEST_CASE("the penalty reaches biases when asked") {
    Ui ui;
    ui.click("section.runs");
    ui.click("section.model");
    CHECK_FALSE(ui.has("penalty.biases"));
    ui.type("penalty.l2", "0.5");
    ui.click("penalty.biases");
    CHECK(ui.experiment().penalty == Penalty{0.0, 0.5, true});
}

TEST_CASE("the title and the notes are edited in the side panel and undone like all else") {
    Ui ui;
    ui.click("section.runs");
    ui.click("section.notes");
    const std::string notes = ui.experiment().notes;
    ui.type("notes.title", "Monday's lesson");
    CHECK(ui.experiment().title == "Monday's lesson");
    ui.click("notes.text");
    ui.key(Key::a, true);
    ImGui::GetIO().AddInputCharactersUTF8("Look at the valley");
    ui.frames(2);
    ui.key(Key::enter);
    ImGui::GetIO().AddInputCharactersUTF8("and at its floor.");
    ui.frames(2);
    ui.click("section.model");
    CHECK(ui.experiment().notes == "Look at the valley\nand at its floor.");
    ui.state().document.undo();
    CHECK(ui.experiment().notes == notes);
    CHECK(ui.state().document.redo_label() == "Change notes");
}

}  // namespace
}  // namespace talweg::test
