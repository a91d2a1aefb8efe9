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

TEST_CASE("more classes than the loss can tell apart bring one that can, in the same edit") {
    for (const auto& [kind, knob] : {std::pair{"blobs", "centres"}, std::pair{"spiral", "arms"}}) {
        for (const char* loss : {"bce_with_logits", "hinge"}) {
            CAPTURE(kind);
            CAPTURE(loss);
            Experiment experiment = first_experiment();
            experiment.data.part = {kind, {{knob, std::int64_t{2}}}};
            experiment.loss = {loss, {}};
            experiment.init = {"zeros", {0.5, 0.5, 0.0}};
            Ui ui(1280, 720, experiment);
            set_data_part(ui.state(), {kind, {{knob, std::int64_t{4}}}}, 0);
            CHECK(ui.state().error.empty());
            CHECK(ui.experiment().loss.kind == "cross_entropy");
            CHECK(ui.state().info.find("Loss set to") == 0);
            CHECK(ui.state().info.find(": these points are of 4 classes") != std::string::npos);
            CHECK(ui.experiment().init == default_init(ui.experiment().model));
            CHECK_NOTHROW(make_objective(ui.experiment()));
            ui.key(Key::z, true);
            CHECK(ui.experiment() == experiment);
        }
    }
}

TEST_CASE("settings that the loss can live with leave it alone") {
    Experiment experiment = first_experiment();
    experiment.data.part = {"moons", {}};
    experiment.init = {"zeros", {}};
    Ui ui(1280, 720, experiment);  // squares of 0 and 1: somebody may want that
    set_data_part(ui.state(), {"moons", {{"noise", 0.3}}}, 0);
    CHECK(ui.state().error.empty());
    CHECK(ui.experiment().loss.kind == "mse");
    CHECK(ui.experiment().data.part.knobs.at("noise") == KnobValue(0.3));
}

TEST_CASE("classes of two kinds may have a hinge") {
    Experiment experiment = first_experiment();
    experiment.data.part = {"moons", {}};
    experiment.loss = {"hinge", {}};
    experiment.init = {"zeros", {}};
    Ui ui(1280, 720, experiment);
    set_data_kind(ui.state(), "xor", ui.now.data);
    CHECK(ui.state().error.empty());
    CHECK(ui.experiment().loss.kind == "hinge");
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
