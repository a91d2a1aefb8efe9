// The rows of the data panel and of a run that say how inputs are scaled, points split and batches drawn.
#include "app/panels/point_edits.h"
#include "tests/ui/ui_fixture.h"

namespace talweg {
namespace {

using test::Ui;

TEST_CASE("inputs are scaled from a menu and the condition number stands below") {
    Ui ui(1280, 1200);
    ui.click("section.data");
    REQUIRE(ui.has("data.scaling"));
    CHECK(ui.has("data.condition"));
    ui.click("data.scaling");
    ui.click("data.scaling.1");
    CHECK(ui.experiment().data.scaling == "standardise");
    ui.key(Key::z, true);
    CHECK(ui.experiment().data.scaling == "none");
}

TEST_CASE("a split shows its seed, and where there are classes whether it is stratified") {
    Experiment experiment = first_experiment();
    experiment.data.table.y = {0, 0, 1, 1};
    Ui ui(1280, 1200, experiment);
    ui.click("section.data");
    CHECK_FALSE(ui.has("data.split_seed"));
    ui.type("data.validation", "0.5");
    REQUIRE(ui.has("data.split_seed"));
    CHECK_FALSE(ui.has("data.stratified"));
    ui.type("data.split_seed", "7");
    CHECK(ui.experiment().data.split_seed == 7);
    Experiment classes = ui.experiment();
    classes.loss = {"bce_with_logits", {}};
    ui.state().edit(std::move(classes), "Change loss");
    ui.frames(2);
    ui.click("data.stratified");
    CHECK(ui.experiment().data.stratified);
}

TEST_CASE("how batches are drawn is asked only where there are some") {
    Ui ui(1280, 1200);
    ui.click("run.0");
    CHECK_FALSE(ui.has("run.0.drop_last"));
    ui.click("run.0.batch.kind.1");
    REQUIRE(ui.has("run.0.drop_last"));
    ui.click("run.0.drop_last");
    CHECK(ui.experiment().runs[0].drop_last);
    ui.click("run.0.replacement");
    CHECK(ui.experiment().runs[0].replacement);
    ui.click("run.0.batch.kind.0");
    CHECK(ui.experiment().runs[0].batch == 0);
    CHECK_FALSE(ui.experiment().runs[0].drop_last);
    CHECK_FALSE(ui.experiment().runs[0].replacement);
}

TEST_CASE("generated points become a table in the user's units to the last bit") {
    Experiment experiment = first_experiment();
    experiment.data = {};
    experiment.data.part = {"line", {{"n", std::int64_t{9}}}};
    const Dataset plain = make_dataset(experiment);
    experiment.data.scaling = "standardise";
    experiment.data.validation = 0.3;
    const Experiment table = with_table(experiment, make_dataset(experiment));
    for (std::size_t i = 0; i < 9; ++i) CHECK(table.data.table.x[i] == plain.x(static_cast<Index>(i), 0));
    CHECK(table.data.scaling == "standardise");
}

}  // namespace
}  // namespace talweg
