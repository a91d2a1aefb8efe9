// Another kind of data by its menu: what changes with it, in one edit.
#include "tests/ui/ui_fixture.h"

#include "app/panels/data_kind.h"

namespace talweg::test {
namespace {

void choose(Ui& ui, std::string_view kind) {
    const auto parts = shelf("datasets");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i]->id != kind) continue;
        ui.click("data.kind");
        const std::string entry = "data.kind." + std::to_string(i);
        REQUIRE(ui.has(entry));
        ui.click(entry);
        return;
    }
    FAIL("no such kind of data");
}

TEST_CASE("a kind of data that is chosen in the menu is made with its defaults") {
    Ui ui(1280, 1000);
    ui.state().runs_open = false;
    ui.state().data_open = true;
    ui.frames(3);
    choose(ui, "sine");
    CHECK(ui.experiment().data.part == PartChoice{"sine", {}});
    CHECK(ui.experiment().init == first_experiment().init);  // still w and b
    CHECK(ui.experiment().loss.kind == "mse");
    CHECK(ui.has("data.amplitude"));
    CHECK(ui.has("data.outliers"));
    CHECK_FALSE(ui.has("data.outlier_distance"));  // no outliers, no distance
    ui.key(Key::z, true);
    CHECK(ui.experiment() == first_experiment());
}

TEST_CASE("every kind of data can be chosen, and one undo takes it back with all that changed") {
    for (const DatasetPart& part : datasets()) {
        if (part.make == nullptr) continue;
        CAPTURE(part.info.id);
        Ui ui;
        const Experiment before = ui.experiment();
        set_data_kind(ui.state(), part.info.id, ui.now.data);
        CHECK(ui.state().error.empty());
        CHECK(ui.experiment().data.part.kind == part.info.id);
        CHECK_NOTHROW(make_objective(ui.experiment()));
        ui.key(Key::z, true);
        CHECK(ui.experiment() == before);
    }
}

TEST_CASE("points of classes get a loss for classes, and numbers one for numbers") {
    Ui ui;
    const auto loss_with = [&](const char* kind) {
        set_data_kind(ui.state(), kind, ui.now.data);
        return ui.experiment().loss.kind;
    };
    CHECK(loss_with("moons") == "bce_with_logits");
    CHECK(ui.state().info.find(": these points are of classes") != std::string::npos);
    CHECK(ui.experiment().init == default_init(ui.experiment().model));  // three parameters, not two numbers
    CHECK(loss_with("xor") == "bce_with_logits");
    CHECK(loss_with("blobs") == "cross_entropy");
    CHECK(loss_with("spiral") == "cross_entropy");  // it can do two classes as well
    CHECK(loss_with("plane") == "mse");
    CHECK(ui.state().info.find(": these targets are numbers") != std::string::npos);
}

TEST_CASE("a batch shrinks to the points of another kind of data") {
    Experiment experiment = first_experiment();
    experiment.data.part = {"blobs", {}};
    experiment.loss = {"cross_entropy", {}};
    experiment.init = {"zeros", {}};
    experiment.runs[0].batch = 250;
    Ui ui(1280, 720, experiment);
    set_data_kind(ui.state(), "line", ui.now.data);
    CHECK(ui.experiment().data.part.kind == "line");
    CHECK(ui.experiment().runs[0].batch == 20);
}

}  // namespace
}  // namespace talweg::test
