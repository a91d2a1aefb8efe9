// Cross-validation in the window: it goes on beside it, and its numbers are those of the command line.
#include "tests/ui/ui_fixture.h"

#include "core/study/k_fold.h"
#include "core/train/experiment_file.h"

#include <chrono>
#include <sstream>
#include <thread>

namespace talweg::test {
namespace {

// Frames until no fold is trained any more.
void settle(Ui& ui) {
    ui.frames(3);
    while (ui.window.workbench().training_folds()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        ui.frame();
    }
    ui.frames(3);
}

Experiment endless() {
    Experiment experiment = first_experiment();
    for (RunSpec& run : experiment.runs) run.lr = 1e-6;
    experiment.stop = {};
    experiment.stop.max_steps = 1'000'000'000'000;
    return experiment;
}

double number(const std::string& text) { return text.empty() ? kAbsent : std::stod(text); }

TEST_CASE("folds are asked for beside the split, and are those of the command line to the last bit") {
    Ui ui;
    ui.state().data_open = true;
    ui.frames(3);
    ui.type("data.folds", "3");
    CHECK(ui.state().folds == 3);
    ui.click("data.cross_validate");
    REQUIRE(ui.has("folds.close"));
    settle(ui);
    CHECK(ui.has("folds.finished"));
    CHECK(ui.has("folds.fold.2"));
    CHECK(ui.box("dialog.title").top > 16);
    CHECK(ui.box("folds.close").bottom < 720 - 16);
    ui.click("folds.copy");
    // run, fold, status, steps, then what folds.json has of train and test, with all digits.
    const KFold plain = k_fold(ui.experiment(), 3, usual_last_step(ui.experiment()));
    std::istringstream lines(ImGui::GetClipboardText());
    std::string line;
    REQUIRE(std::getline(lines, line));
    CHECK(line.starts_with("run\tfold\tstatus\tsteps\ttrain_loss\ttrain_mse"));
    for (const RunFolds& run : plain.runs) {
        for (std::size_t fold = 0; fold < 3; ++fold) {
            REQUIRE(std::getline(lines, line));
            std::istringstream cells(line);
            std::string cell;
            std::getline(cells, cell, '\t');
            CHECK(cell == run.name);
            std::getline(cells, cell, '\t');
            CHECK(cell == std::to_string(fold + 1));
            std::getline(cells, cell, '\t');
            CHECK(cell == fold_end(run.folds[fold].status));
            std::getline(cells, cell, '\t');
            CHECK(cell == std::to_string(run.folds[fold].steps));
            for (const SplitMetrics* part : {&run.folds[fold].train, &run.folds[fold].test}) {
                for (const double expected : fold_values(plain.task, *part)) {
                    cell.clear();
                    std::getline(cells, cell, '\t');
                    CHECK((number(cell) == expected || (std::isnan(expected) && cell.empty())));
                }
            }
        }
    }
    CHECK_FALSE(std::getline(lines, line));
    ui.key(Key::enter);
    CHECK_FALSE(ui.has("folds.close"));
}

TEST_CASE("a run that diverges on folds is named") {
    Ui ui;  // of four points: while nobody says, four folds
    ui.key(Key::k);
    REQUIRE(ui.has("folds.close"));
    settle(ui);
    CHECK(ui.has("folds.diverged"));  // the last of the first experiment's runs
}

TEST_CASE("folds go on beside the window, and closing ends them") {
    Ui ui(1280, 720, endless());
    ui.state().folds = 2;
    ui.key(Key::k);
    REQUIRE(ui.has("folds.progress"));
    CHECK(ui.window.workbench().training_folds());
    CHECK(ui.window.workbench().restless());
    CHECK_FALSE(ui.has("folds.copy"));
    ui.key(Key::escape);
    CHECK_FALSE(ui.has("folds.close"));
    settle(ui);  // ends though a trillion steps are left
    CHECK_FALSE(ui.window.workbench().training_folds());
    // Asked again, it begins again; the window may be closed meanwhile.
    ui.key(Key::k);
    CHECK(ui.has("folds.progress"));
}

TEST_CASE("another number of folds takes the place of the one under way") {
    Experiment slow = endless();
    Ui ui(1280, 720, slow);
    ui.state().folds = 2;
    ui.key(Key::k);
    REQUIRE(ui.has("folds.progress"));
    slow.stop.max_steps = 10;
    ui.state().edit(slow, "Shorter");
    ui.type("folds.count", "3");
    settle(ui);
    CHECK(ui.has("folds.finished"));
    CHECK(ui.has("folds.fold.2"));
    CHECK_FALSE(ui.has("folds.fold.3"));
}

TEST_CASE("folds that cannot be are refused in words") {
    Ui ui;
    ui.state().data_open = true;
    ui.frames(3);
    ui.type("data.folds", "5");  // of four points
    CHECK(ui.has("data.folds.refused"));
    CHECK(ui.state().kit.refused.why.find("from 2 to the 4 points") != std::string::npos);
    // Five folds from the time when there were more points.
    ui.state().folds = 5;
    ui.click("data.cross_validate");
    settle(ui);
    CHECK(ui.has("folds.trouble"));
    ui.type("folds.count", "9");
    CHECK(ui.has("folds.count.refused"));
    ui.type("folds.count", "4");
    settle(ui);
    CHECK_FALSE(ui.has("folds.trouble"));
    CHECK(ui.has("folds.finished"));
}

TEST_CASE("folds of classes are told by their accuracy") {
    Experiment moons =
        load_experiment(std::filesystem::path(TALWEG_EXPERIMENTS_DIR) / "5-classes/moons.toml");
    moons.stop = {};
    moons.stop.max_steps = 5;
    Ui ui;
    ui.state().edit(moons, "Moons");
    ui.key(Key::k);
    settle(ui);
    CHECK(ui.has("folds.finished"));
    ui.click("folds.copy");
    CHECK(std::string(ImGui::GetClipboardText()).find("\ttest_loss\ttest_accuracy\t") != std::string::npos);
}

TEST_CASE("a test function has no folds") {
    Ui ui;
    Experiment function = first_experiment();
    function.function = PartChoice{"rosenbrock", {}};
    ui.state().edit(function, "Function");
    ui.frames(3);
    ui.key(Key::k);
    CHECK_FALSE(ui.has("folds.close"));
}

TEST_CASE("the folds fit into a small window") {
    Ui ui(960, 540);
    ui.state().folds = 4;
    ui.key(Key::k);
    settle(ui);
    REQUIRE(ui.has("folds.close"));
    CHECK(ui.box("dialog.title").top > 16);
    CHECK(ui.box("folds.close").bottom < 540 - 16);
}

}  // namespace
}  // namespace talweg::test
