// Opening, saving, exporting and leaving, through the dialogs.
#include "tests/ui/ui_fixture.h"

#include "app/panels/file_actions.h"
#include "app/shell/settings_file.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/train/experiment_file.h"

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace talweg::test {
namespace {

namespace fs = std::filesystem;

// A folder of its own, gone afterwards.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("talweg-ui-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
};

// Changes the experiment and closes the window, which asks what to do about it.
void close_with_changes(Ui& ui) {
    ui.click("runs.add");
    ui.window.workbench().close();
    ui.frames(3);
}

TEST_CASE("save asks for a name once and then writes there") {
    Folder folder;
    Ui ui;
    ui.click("runs.add");
    ui.key(Key::s, true);
    REQUIRE(ui.has("picker.path"));
    const fs::path file = folder.path / "mine.toml";
    ui.type("picker.path", file.string());
    REQUIRE(fs::exists(file));
    CHECK_FALSE(ui.state().document.dirty());
    Experiment read = load_experiment(file);
    CHECK(read.runs.size() == ui.experiment().runs.size());
    ui.click("runs.add");
    CHECK(ui.state().document.dirty());
    ui.key(Key::s, true);
    CHECK_FALSE(ui.state().document.dirty());
    CHECK(load_experiment(file).runs.size() == ui.experiment().runs.size());
    REQUIRE_FALSE(ui.state().state.recent.empty());
    CHECK(ui.state().state.recent.front().filename() == "mine.toml");
}

TEST_CASE("a file that exists is only replaced when asked twice") {
    Folder folder;
    const fs::path file = folder.path / "there.toml";
    write_file(file, "old");
    Ui ui;
    ui.key(Key::s, true, true);
    ui.type("picker.path", file.string());
    CHECK(read_text_file(file, 1000) == "old");
    ui.click("picker.take");
    CHECK(read_text_file(file, 100000) != "old");
}

TEST_CASE("opening a file loads it and what is wrong with it is said") {
    Folder folder;
    Experiment other = first_experiment();
    other.title = "Another";
    other.runs.resize(2);
    save_experiment(other, folder.path / "other.toml");
    write_file(folder.path / "bad.toml", "nonsense = [\n");
    Ui ui;
    ui.key(Key::o, true);
    ui.type("picker.path", (folder.path / "other.toml").string());
    CHECK(ui.experiment().title == "Another");
    REQUIRE(ui.last<Load>());
    CHECK(ui.last<Load>()->experiment.runs.size() == 2);
    ui.key(Key::o, true);
    ui.type("picker.path", (folder.path / "bad.toml").string());
    CHECK(ui.experiment().title == "Another");
    CHECK(ui.state().error.find("bad.toml") != std::string::npos);
    CHECK(ui.has("banner"));
}

TEST_CASE("an experiment dropped on the window is opened, after the question about changes") {
    Folder folder;
    Experiment other = first_experiment();
    other.title = "Dropped";
    const fs::path file = folder.path / "one.TOML";
    save_experiment(other, file);
    const auto drop = [&](Ui& ui) {
        ui.window.workbench().drop(std::vector{file});
        ui.frames(3);
    };
    {
        Ui ui;
        drop(ui);
        CHECK(ui.experiment().title == "Dropped");
        CHECK(ui.state().document.path() == file);
        REQUIRE(ui.last<Load>());
        CHECK(ui.last<Load>()->experiment.title == "Dropped");
    }
    Ui changed;
    changed.click("runs.add");
    drop(changed);
    CHECK(changed.experiment().title != "Dropped");
    REQUIRE(changed.has("unsaved.discard"));
    changed.click("unsaved.discard");
    CHECK(changed.experiment().title == "Dropped");
}

TEST_CASE("of several files that are dropped the first experiment is opened, and only it") {
    Folder folder;
    for (const char* name : {"first", "second"}) {
        Experiment other = first_experiment();
        other.title = name;
        save_experiment(other, folder.path / (std::string(name) + ".toml"));
    }
    write_file(folder.path / "picture.png", "no experiment");
    Ui ui;
    ui.window.workbench().drop(
        std::vector{folder.path / "picture.png", folder.path / "first.toml", folder.path / "second.toml"});
    ui.frames(3);
    CHECK(ui.experiment().title == "first");
    CHECK(ui.state().error.empty());
    CHECK(ui.state().info.find("of 3 files first.toml") != std::string::npos);
    REQUIRE(ui.state().state.recent.size() == 1);
    CHECK(ui.state().state.recent.front().filename() == "first.toml");
}

TEST_CASE("what is dropped and no experiment is refused in words, and nothing changes") {
    Folder folder;
    fs::create_directories(folder.path / "a");
    fs::create_directories(folder.path / "b");
    write_file(folder.path / "broken.toml", "nonsense = [\n");
    const Experiment before = first_experiment();
    Ui ui;
    const auto drop = [&](std::vector<fs::path> paths) {
        ui.window.workbench().drop(paths);
        ui.frames(3);
        CHECK(ui.experiment() == before);
    };
    drop({});
    CHECK_FALSE(ui.has("banner"));
    drop({folder.path / "a"});
    CHECK(ui.has("banner"));
    CHECK(ui.state().error.find("Dropped a:") != std::string::npos);
    CHECK(ui.state().error.find(".toml") != std::string::npos);
    drop({folder.path / "a", folder.path / "b"});
    CHECK(ui.state().error.find("2 folders") != std::string::npos);
    drop({folder.path / "absent.csv"});
    CHECK(ui.state().error.find("absent.csv") != std::string::npos);
    drop({folder.path / "broken.toml"});
    CHECK(ui.state().error.find("broken.toml") != std::string::npos);
    drop({folder.path / "absent.toml"});
    CHECK(ui.state().error.find("absent.toml") != std::string::npos);
}

TEST_CASE("unsaved changes are asked about before the window closes") {
    {
        Ui ui;
        ui.key(Key::q, true);
        CHECK(ui.state().quit);
    }
    Ui changed;
    close_with_changes(changed);
    CHECK_FALSE(changed.state().quit);
    REQUIRE(changed.has("unsaved.cancel"));
    changed.click("unsaved.cancel");
    CHECK_FALSE(changed.state().quit);
    changed.key(Key::q, true);
    changed.click("unsaved.discard");
    CHECK(changed.state().quit);
}

TEST_CASE("a question about unsaved changes that was left with Esc is forgotten") {
    Folder folder;
    Ui ui;
    close_with_changes(ui);
    REQUIRE(ui.has("unsaved.save"));
    SUBCASE("in the dialog itself") { ui.key(Key::escape); }
    SUBCASE("in the dialog that asks where to save") {
        ui.click("unsaved.save");
        REQUIRE(ui.has("picker.cancel"));
        ui.click("picker.cancel");
    }
    SUBCASE("after a save that failed") {
        ui.click("unsaved.save");
        ui.type("picker.path", (folder.path / "absent" / "x.toml").string());
        CHECK(ui.has("banner"));
    }
    CHECK_FALSE(ui.state().quit);
    ui.key(Key::s, true);
    ui.type("picker.path", (folder.path / "later.toml").string());
    REQUIRE(fs::exists(folder.path / "later.toml"));
    CHECK_FALSE(ui.state().quit);
}

TEST_CASE("saving on the way out leaves") {
    Folder folder;
    Ui ui;
    close_with_changes(ui);
    ui.click("unsaved.save");
    ui.type("picker.path", (folder.path / "last.toml").string());
    REQUIRE(fs::exists(folder.path / "last.toml"));
    CHECK(ui.state().quit);
}

TEST_CASE("a file without an ending is saved where it came from, a new name gets one") {
    Folder folder;
    save_experiment(first_experiment(), folder.path / "plain");
    write_file(folder.path / "plain.toml", "another file");
    Ui ui;
    open_path(ui.state(), folder.path / "plain");
    ui.frames(2);
    ui.click("runs.add");
    ui.key(Key::s, true);
    CHECK(load_experiment(folder.path / "plain").runs.size() == ui.experiment().runs.size());
    CHECK(read_text_file(folder.path / "plain.toml", 1000) == "another file");
    ui.key(Key::s, true, true);
    ui.type("picker.path", (folder.path / "rate 0.01").string());
    CHECK(fs::exists(folder.path / "rate 0.01.toml"));
}

TEST_CASE("Esc closes a dialog and nothing else") {
    Ui ui;
    ui.key(Key::one);
    REQUIRE(ui.state().maximised == ViewId::data);
    ui.key(Key::f1);
    REQUIRE(ui.has("keys.close"));
    ui.key(Key::escape);
    CHECK_FALSE(ui.has("keys.close"));
    CHECK(ui.state().maximised == ViewId::data);
    ui.key(Key::escape);
    CHECK_FALSE(ui.state().maximised);
}

TEST_CASE("an export replaces a file only when asked twice") {
    Folder folder;
    const fs::path file = folder.path / "there.csv";
    write_file(file, "old");
    Ui ui;
    ui.key(Key::e, true);
    ui.click("export.format.3");
    ui.state().export_path = file.string();
    ui.click("export.write");
    CHECK(read_text_file(file, 1000) == "old");
    ui.click("export.write");
    CHECK(read_text_file(file, 1 << 20) != "old");
    CHECK_FALSE(ui.has("export.write"));
}

TEST_CASE("a name typed for an export stays when another format is chosen, its ending follows") {
    Folder folder;
    Ui ui;
    ui.key(Key::e, true);
    ui.click("export.format.0");
    const fs::path suggested(ui.state().export_path);
    ui.click("export.format.1");
    CHECK(fs::path(ui.state().export_path) == fs::path(suggested).replace_extension("svg"));
    ui.state().export_path = (folder.path / "rate 0.01.svg").string();
    ui.click("export.format.3");
    CHECK(ui.state().export_path == (folder.path / "rate 0.01.csv").string());
    ui.state().export_path = (folder.path / "rate 0.01").string();
    ui.click("export.write");
    CHECK(fs::exists(folder.path / "rate 0.01.csv"));
}

TEST_CASE("the export dialog writes each format and stays when it cannot") {
    Folder folder;
    struct Case {
        int index;
        const char* ending;
        const char* begins;
    };
    for (const Case& wanted : {Case{0, "png", "\x89PNG"}, Case{1, "svg", "<?xml"}, Case{2, "pdf", "%PDF"}}) {
        Ui ui;
        ui.state().settings.export_settings.width = 640;
        ui.state().settings.export_settings.height = 400;
        ui.key(Key::e, true);
        ui.click("export.what." + std::to_string(wanted.index));
        ui.click("export.format." + std::to_string(wanted.index));
        const fs::path file = folder.path / (std::string("figure.") + wanted.ending);
        ui.click("export.path");
        ui.key(Key::a, true);
        ImGui::GetIO().AddInputCharactersUTF8(file.string().c_str());
        ui.frames(2);
        ui.key(Key::enter);
        REQUIRE(fs::exists(file));
        std::ifstream in(file, std::ios::binary);
        std::string head(5, '\0');
        in.read(head.data(), 5);
        CHECK(head.rfind(wanted.begins, 0) == 0);
        CHECK_FALSE(ui.has("export.write"));
    }
    Ui ui;
    ui.key(Key::e, true);
    ui.state().export_path = (folder.path / "absent" / "x.png").string();
    ui.click("export.write");
    CHECK(ui.has("export.write"));
    CHECK_FALSE(fs::exists(folder.path / "absent"));
}

TEST_CASE("F1 lists the keys") {
    Ui ui;
    ui.key(Key::f1);
    CHECK(ui.has("keys.close"));
    ui.key(Key::escape);
    CHECK_FALSE(ui.has("keys.close"));
}

TEST_CASE("settings and state come back as they were written") {
    AppSettings settings;
    settings.theme = "dark";
    settings.zoom = 1.3;
    settings.layout.surface_share = 0.61;
    settings.export_settings.format = "pdf";
    settings.export_settings.folder = "/a \"strange\" \\ folder\nof \x01two\tlines";
    settings.residuals = DataViewOptions::Residuals::squares;
    settings.axis = CurvesViewOptions::Axis::seconds;
    const AppSettings read = parse_settings(settings_text(settings));
    CHECK(read.theme == "dark");
    CHECK(read.zoom == 1.3);
    CHECK(read.layout == settings.layout);
    CHECK(read.export_settings == settings.export_settings);
    CHECK(read.residuals == settings.residuals);
    CHECK(read.axis == settings.axis);
    AppState state;
    state.recent = {"/one.toml", "/two\r.toml"};
    state.width = 1500;
    const AppState back = parse_state(state_text(state));
    CHECK(back.recent == state.recent);
    CHECK(back.width == 1500);
}

TEST_CASE("settings out of range are brought into it and wrong types are errors") {
    CHECK(parse_settings("zoom = 100.0").zoom == kMostZoom);
    CHECK(parse_settings("zoom = nan").zoom == 1.0);
    CHECK(parse_settings("theme = 'pink'\nunknown = 1").theme == "light");
    CHECK(parse_settings("epochs = true").axis == CurvesViewOptions::Axis::epochs);  // of an earlier version
    CHECK(parse_settings("epochs = true\naxis = 'seconds'").axis == CurvesViewOptions::Axis::seconds);
    CHECK(parse_settings("axis = 'miles'").axis == CurvesViewOptions::Axis::steps);
    CHECK_THROWS_AS(parse_settings("zoom = 'large'"), Error);
    CHECK_THROWS_AS(parse_settings("zoom = ["), Error);
}

}  // namespace
}  // namespace talweg::test
