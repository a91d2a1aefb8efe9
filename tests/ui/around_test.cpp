// What stands around an optimizer, and what an optimizer asks of its run: wrappers, clipping, full batches,
// curvature.
#include "tests/ui/ui_fixture.h"

namespace talweg::test {
namespace {

const RunSpec& first_run(Ui& ui) { return ui.experiment().runs[0]; }

std::vector<std::string> around(Ui& ui) {
    std::vector<std::string> kinds;
    for (const PartChoice& choice : first_run(ui).wrappers) kinds.push_back(choice.kind);
    return kinds;
}

using Kinds = std::vector<std::string>;

// Chooses the entry of a menu.
void choose(Ui& ui, const std::string& menu, std::size_t entry) {
    ui.click(menu);
    ui.click(menu + '.' + std::to_string(entry));
}

std::size_t place(std::string_view optimizer) {
    return static_cast<std::size_t>(&optimizer_part(optimizer) - optimizers().data());
}

// Without going through the menu, whose lower entries have to be scrolled to.
void set_kind(Ui& ui, std::string_view kind) {
    Experiment next = ui.experiment();
    next.runs[0].optimizer = {std::string(kind), {}};
    REQUIRE(ui.state().edit(std::move(next), "Change optimizer"));
    ui.frames(2);
}

Experiment with_batches() {
    Experiment experiment = first_experiment();
    experiment.runs[0].batch = 2;
    return experiment;
}

TEST_CASE("wrappers are added in any order, stand in the catalogue's, and go away again") {
    Ui ui(1280, 1400);
    ui.click("run.0");
    choose(ui, "run.0.around", 2);
    CHECK(around(ui) == Kinds{"ema"});
    CHECK(ui.state().document.undo_label() == "Add Exponential average");
    // The other average is no longer among the entries.
    ui.click("run.0.around");
    CHECK(ui.has("run.0.around.1"));
    CHECK_FALSE(ui.has("run.0.around.2"));
    ui.click("run.0.around.1");
    CHECK(around(ui) == Kinds{"lookahead", "ema"});
    choose(ui, "run.0.around", 0);
    CHECK(around(ui) == Kinds{"sam", "lookahead", "ema"});
    // Nothing is left to add.
    CHECK_FALSE(ui.has("run.0.around"));
    ui.click("run.0.around.lookahead.remove");
    CHECK(around(ui) == Kinds{"sam", "ema"});
    CHECK(ui.state().document.undo_label() == "Remove Lookahead");
    ui.key(Key::z, true);
    CHECK(around(ui) == Kinds{"sam", "lookahead", "ema"});
    for (const char* kind : {"ema", "sam", "lookahead"})
        ui.click("run.0.around." + std::string(kind) + ".remove");
    CHECK(around(ui).empty());
    CHECK_FALSE(ui.has("banner"));
}

TEST_CASE("a wrapper has its knobs, and one at its default is not in the experiment") {
    Ui ui(1280, 1400);
    ui.click("run.0");
    choose(ui, "run.0.around", 0);
    REQUIRE(ui.has("run.0.around.sam.rho"));
    ui.type("run.0.around.sam.rho", "0.2");
    CHECK(first_run(ui).wrappers[0].knobs == KnobMap{{"rho", 0.2}});
    CHECK(ui.state().document.undo_label() == "Change SAM");
    ui.type("run.0.around.sam.rho", "-1");
    CHECK(first_run(ui).wrappers[0].knobs == KnobMap{{"rho", 0.2}});
    CHECK(ui.has("run.0.around.sam.rho.refused"));
    ui.type("run.0.around.sam.rho", "0.05");
    CHECK(first_run(ui).wrappers[0].knobs.empty());
}

TEST_CASE("gradients are clipped at numbers above 0, or not at all") {
    Ui ui(1280, 1400);
    ui.click("run.0");
    ui.type("run.0.clip_norm", "1.5");
    ui.type("run.0.clip_value", "0.25");
    CHECK(first_run(ui).clip_norm == 1.5);
    CHECK(first_run(ui).clip_value == 0.25);
    CHECK(ui.state().document.undo_label() == "Change clipping");
    ui.type("run.0.clip_norm", "0");
    CHECK(first_run(ui).clip_norm == 1.5);
    CHECK(ui.state().kit.refused.why ==
          "Clip norm must be a number above 0, or nothing, not '0': nothing would be left of the gradient.");
    ui.click("run.0.clip_norm");
    ui.key(Key::a, true);
    ui.key(Key::backspace);
    ui.key(Key::enter);
    CHECK_FALSE(first_run(ui).clip_norm);
    CHECK(first_run(ui).clip_value == 0.25);
    ui.key(Key::z, true);
    ui.key(Key::z, true);
    ui.key(Key::z, true);
    CHECK_FALSE(first_run(ui).clip_value);
}

TEST_CASE("an entry of the optimizer menu says what it means beside the menu, also near the edge") {
    for (const double width : {1280.0, 420.0}) {
        Ui ui(width, 720);
        ui.state().side_overlay = true;
        ui.frames(2);
        ui.click("run.0");
        ui.click("run.0.optimizer");
        ui.move(Ui::middle(ui.box("run.0.optimizer.1")));
        REQUIRE(ui.has("choice.note"));
        const Box note = ui.box("choice.note");
        CHECK(note.left >= 0);
        CHECK(note.top >= 0);
        CHECK(note.bottom <= 720);
        if (width > 1000.0) CHECK(note.left >= ui.box("run.0.optimizer.1").right);
        CHECK(note.right <= std::max(width, note.width()));
    }
}

TEST_CASE("everything that can be chosen says in a sentence what it is and where it comes from") {
    for (const std::string_view name : {"optimizers", "schedules", "wrappers"}) {
        for (const PartInfo* part : shelf(name)) {
            CAPTURE(part->id);
            CHECK_FALSE(part->sentence.empty());
            CHECK_FALSE(part->source.empty());
            if (name != "wrappers") CHECK_FALSE(part->family.empty());
        }
    }
}

TEST_CASE("every knob's name and symbol fit into their place in the narrowest usual form") {
    Ui ui(1280, 720);
    ui.click("run.0");
    const double room = ui.box("run.0.name").left - ui.box("run.0").left + 28 - 4;
    for (const std::string_view name : {"optimizers", "wrappers", "schedules"}) {
        for (const PartInfo* part : shelf(name)) {
            for (const Knob& knob : part->knobs) {
                std::string words(knob.title);
                if (!knob.symbol.empty()) words += ' ' + std::string(knob.symbol);
                CAPTURE(part->id);
                CAPTURE(words);
                CHECK(text_size(ui.state().kit, words, TextRole::tick).x <= room);
            }
        }
    }
}

TEST_CASE("an optimizer that needs the full batch gets it in the same edit") {
    Ui ui(1280, 1400, with_batches());
    ui.click("run.0");
    REQUIRE(ui.has("run.0.batch"));
    ui.click("run.0.optimizer");
    const std::string entry = "run.0.optimizer." + std::to_string(place("lbfgs"));
    ui.click(entry);
    CHECK(first_run(ui).optimizer.kind == "lbfgs");
    CHECK(first_run(ui).batch == 0);
    CHECK_FALSE(ui.has("banner"));
    CHECK(ui.state().info.find("full") != std::string::npos);
    // The row says why there is nothing to choose.
    CHECK_FALSE(ui.has("run.0.batch"));
    CHECK_FALSE(ui.has("run.0.batch.kind.0"));
    CHECK(ui.has("run.0.batch.why"));
    ui.key(Key::z, true);
    CHECK(first_run(ui).optimizer.kind == "sgd");
    CHECK(first_run(ui).batch == 2);
    CHECK(ui.has("run.0.batch"));
}

TEST_CASE("an optimizer that keeps to batches leaves the batch alone") {
    Ui ui(1280, 1400, with_batches());
    ui.click("run.0");
    choose(ui, "run.0.optimizer", place("adam"));
    CHECK(first_run(ui).optimizer.kind == "adam");
    CHECK(first_run(ui).batch == 2);
    CHECK(ui.state().info.empty());
}

TEST_CASE("curvature that a loss does not have is missed when the optimizer is chosen") {
    for (const auto& [kind, loss] : {std::pair{"newton", "mae"}, std::pair{"levenberg_marquardt", "huber"}}) {
        CAPTURE(kind);
        Experiment experiment = first_experiment();
        experiment.loss = {loss, {}};
        Ui ui(1280, 1400, experiment);
        Experiment next = ui.experiment();
        next.runs[0].optimizer = {kind, {}};
        CHECK_FALSE(ui.state().edit(std::move(next), "Change optimizer"));
        CHECK(first_run(ui).optimizer.kind == "sgd");
        CHECK(ui.state().error.find(first_run(ui).name + ": '" + std::string(kind) + "' needs") == 0);
    }
}

TEST_CASE("a loss that takes the curvature from a run is missed when the loss is chosen") {
    Ui ui(1280, 1400);
    for (const char* kind : {"newton", "levenberg_marquardt"}) {
        CAPTURE(kind);
        set_kind(ui, kind);
        Experiment next = ui.experiment();
        next.loss = {"mae", {}};
        CHECK_FALSE(ui.state().edit(std::move(next), "Change loss"));
        CHECK(ui.experiment().loss.kind == "mse");
        CHECK(ui.state().error.find(first_run(ui).name + ": ") == 0);
    }
    // A penalty that has no square is not one of squares.
    Experiment next = ui.experiment();
    next.penalty.l1 = 0.1;
    CHECK_FALSE(ui.state().edit(std::move(next), "Change penalty"));
    // Both work on a test function.
    next = ui.experiment();
    next.function = PartChoice{"rosenbrock", {}};
    next.init = {"zeros", {}};
    CHECK(ui.state().edit(std::move(next), "Change function"));
}

}  // namespace
}  // namespace talweg::test
