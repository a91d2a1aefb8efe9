// The step inspector: opened by its key, asks for the right run and parameter, and shows what it is told.
#include "tests/ui/ui_fixture.h"

namespace talweg::test {
namespace {

TEST_CASE("the step inspector asks for the open card's run and lets go when it is closed") {
    Ui ui;
    CHECK(ui.count<Explain>() == 0);
    ui.key(Key::i);
    REQUIRE(ui.last<Explain>());
    CHECK(ui.last<Explain>()->run == ui.experiment().runs[0].id);
    CHECK(ui.last<Explain>()->parameter == 0);
    ui.click("run.2");
    CHECK(ui.last<Explain>()->run == ui.experiment().runs[2].id);
    const int asked = ui.count<Explain>();
    ui.frames(5);
    CHECK(ui.count<Explain>() == asked);
    ui.key(Key::i);
    CHECK(ui.last<Explain>()->run == 0);
}

TEST_CASE("a click on a parameter's name looks at that parameter") {
    Ui ui;
    Trainer trainer(ui.experiment());
    ui.key(Key::i);
    ui.now.explanation = trainer.explain(0, 0);
    ui.frames(3);
    REQUIRE(ui.has("inspector.parameter.1"));
    ui.click("inspector.parameter.1");
    CHECK(ui.last<Explain>()->parameter == 1);
    ui.click("inspector.close");
    CHECK_FALSE(ui.state().inspecting);
    CHECK(ui.last<Explain>()->run == 0);
}

TEST_CASE("the views make room for the step inspector") {
    Ui ui;
    const double before = ui.box("view.surface").height();
    ui.key(Key::i);
    ui.frames(2);
    CHECK(ui.box("view.surface").height() < before - 60.0);
    CHECK(ui.box("view.surface").height() >= before / 2.0 - 16.0);
}

}  // namespace
}  // namespace talweg::test
