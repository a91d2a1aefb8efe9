// The file of an experiment: read otherwise, written to behind its back, moved, changed.
#include "tests/ui/data_fixture.h"

#include "app/panels/file_actions.h"
#include "core/train/csv_source.h"
#include "core/train/experiment_file.h"

namespace talweg::test {
namespace {

namespace fs = std::filesystem;

TEST_CASE("from the data section a file is read otherwise, and one is picked") {
    DataUi ui;
    ui.drop(ui.file("people.csv", kPeople));
    ui.press("data.mend.drop");
    ui.press("data.take");
    ui.click("section.data");
    REQUIRE(ui.has("data.csv.change"));
    CHECK(ui.has("data.csv.summary"));
    ui.press("data.csv.change");
    REQUIRE(ui.open());
    CHECK_FALSE(ui.has("data.use.0"));
    ui.press("data.missing.3");
    ui.press("data.take");
    CHECK(ui.experiment().data.csv.missing == CsvMissing::median);
    CHECK(ui.last<Edit>());
    ui.key(Key::z, true);
    CHECK(ui.experiment().data.csv.missing == CsvMissing::drop);
    // The file is written to behind the program's back.
    write_file(ui.folder / "people.csv", "a;b\n1;2\n");
    ui.frames(200);
    CHECK(ui.has("data.csv.touched"));
    CHECK(make_dataset(ui.experiment()).rows() == 4);
}

TEST_CASE("an experiment whose data file was moved opens once that is found") {
    DataUi ui;
    const fs::path data = ui.file("points.csv", "x,y\n1,2\n2,4\n3,7\n");
    Experiment experiment = experiment_from_csv(data);
    experiment.title = "Moved";
    save_experiment(experiment, ui.folder / "moved.toml");
    fs::create_directories(ui.folder / "deep/er");
    const fs::path there = ui.folder / "deep/er/points.csv";
    fs::rename(data, there);
    open_path(ui.state(), ui.folder / "moved.toml");
    ui.frames(3);
    CHECK(ui.state().error.find("moved.toml") != std::string::npos);
    REQUIRE(ui.has("banner.remedy"));
    ui.click("banner.remedy");
    REQUIRE(ui.has("picker.path"));
    SUBCASE("the same file") {
        ui.type("picker.path", there.string());
        ui.settle();
        CHECK_FALSE(ui.open());
    }
    SUBCASE("another one is looked at first") {
        write_file(there, "x,y\n1,2\n2,4\n3,7\n4,8\n");
        ui.type("picker.path", there.string());
        ui.settle();
        REQUIRE(ui.open());
        CHECK(ui.experiment().title != "Moved");
        ui.press("data.take");
    }
    CHECK(ui.experiment().title == "Moved");
    CHECK(ui.experiment().data.csv.path == there.string());
    CHECK(ui.state().document.path() == ui.folder / "moved.toml");
    CHECK(ui.state().document.dirty());
    CHECK(ui.state().error.empty());
}

TEST_CASE("an experiment whose data file has changed is looked at, and taken as it is now") {
    DataUi ui;
    const fs::path data = ui.file("points.csv", "x,y\n1,2\n2,4\n3,7\n");
    Experiment experiment = experiment_from_csv(data);
    save_experiment(experiment, ui.folder / "changed.toml");
    write_file(data, "x,y\n1,2\n2,4\n");
    open_path(ui.state(), ui.folder / "changed.toml");
    ui.frames(3);
    REQUIRE(ui.has("banner.remedy"));
    ui.press("banner.remedy");
    REQUIRE(ui.open());
    ui.press("data.take");
    CHECK(ui.experiment().title == "points");
    CHECK(make_dataset(ui.experiment()).rows() == 2);
    CHECK(ui.state().document.dirty());
}

TEST_CASE("targets 0 and 1 keep the loss that takes them for classes when the file is read otherwise") {
    DataUi ui;
    Experiment experiment = experiment_from_csv(ui.file("passed.csv", "x,pass\n1,0\n2,0\n3,1\n4,1\n"));
    experiment.loss = {"bce_with_logits", {{"pos_weight", 2.0}}};
    save_experiment(experiment, ui.folder / "passed.toml");
    open_path(ui.state(), ui.folder / "passed.toml");
    ui.frames(3);
    ui.click("section.data");
    ui.press("data.csv.change");
    REQUIRE(ui.open());
    ui.press("data.missing.1");
    ui.press("data.take");
    CHECK(ui.experiment().data.csv.missing == CsvMissing::drop);
    CHECK(ui.experiment().loss == experiment.loss);
}

}  // namespace
}  // namespace talweg::test
