// Dialogs: Enter, small windows, heights that hold still.
#include "tests/ui/ui_fixture.h"

#include "core/base/file.h"
#include "core/train/experiment_file.h"

#include <filesystem>
#include <set>

#include <unistd.h>

namespace talweg::test {
namespace {

namespace fs = std::filesystem;

// A folder of its own, gone afterwards.
struct DialogFolder {
    fs::path path = fs::temp_directory_path() / ("talweg-dialogs-" + std::to_string(::getpid()));
    DialogFolder() { fs::create_directories(path); }
    ~DialogFolder() { fs::remove_all(path); }
};

TEST_CASE("Enter saves where the question is whether to save") {
    for (const Key enter : {Key::enter, Key::keypad_enter}) {
        DialogFolder folder;
        const fs::path file = folder.path / "mine.toml";
        save_experiment(first_experiment(), file);
        Ui ui;
        ui.state().document.load(first_experiment(), file);
        ui.click("runs.add");
        ui.key(Key::q, true);
        REQUIRE(ui.has("unsaved.save"));
        CHECK_FALSE(ui.state().quit);
        ui.key(enter);
        CHECK(ui.state().quit);
        CHECK(load_experiment(file).runs.size() == ui.experiment().runs.size());
    }
}

TEST_CASE("Enter exports, but not while it ends the typing of a number") {
    DialogFolder folder;
    const fs::path file = folder.path / "board.csv";
    Ui ui;
    ui.key(Key::e, true);
    ui.state().export_path = (folder.path / "board.png").string();
    ui.type("export.width", "320");
    CHECK(ui.state().settings.export_settings.width == 320);
    CHECK(fs::is_empty(folder.path));
    REQUIRE(ui.has("export.write"));
    ui.click("export.format.3");
    ui.state().export_path = file.string();
    ui.key(Key::enter);
    CHECK(fs::exists(file));
    CHECK_FALSE(ui.has("export.write"));
}

TEST_CASE("while the keyboard walks, Enter presses the button it has come to") {
    Ui ui;
    ui.click("runs.add");
    ui.key(Key::q, true);
    REQUIRE(ui.has("unsaved.cancel"));
    ui.key(Key::tab);
    for (int i = 0; i < 4; ++i) ui.key(Key::right);
    REQUIRE(compat::keyboard_focus_visible());
    ui.key(Key::enter);
    CHECK_FALSE(ui.has("unsaved.cancel"));
    CHECK_FALSE(ui.has("picker.take"));
    CHECK_FALSE(ui.state().quit);
}

TEST_CASE("Enter closes what has only a close button, and outside of dialogs does nothing") {
    Ui ui;
    ui.key(Key::f1);
    REQUIRE(ui.has("keys.close"));
    ui.key(Key::enter);
    CHECK_FALSE(ui.has("keys.close"));
    ui.commands.clear();
    ui.key(Key::enter);
    CHECK(ui.commands.empty());
}

TEST_CASE("the dialog that opens a file keeps its title and its buttons in a low window") {
    DialogFolder folder;
    for (int i = 0; i < 40; ++i) {
        const std::string number = std::to_string(i);
        write_file(folder.path / ("file" + number + ".toml"), "");
    }
    for (const double height : {540.0, 480.0, 1000.0}) {
        Ui ui(960, height);
        for (int i = 0; i < 5; ++i)
            ui.state().state.recent.push_back(folder.path / ("file" + std::to_string(i) + ".toml"));
        ui.state().document.load(first_experiment(), folder.path / "file0.toml");
        ui.key(Key::o, true);
        ui.frames(5);
        REQUIRE(ui.has("picker.take"));
        CHECK(ui.box("dialog.title").top > 16);
        CHECK(ui.box("picker.take").bottom < height - 16);
        CHECK(ui.box("picker.entry.file0.toml").bottom < ui.box("picker.path").top);
        ui.click("picker.take");  // says what is missing, in a line of its own
        ui.frames(3);
        CHECK(ui.box("dialog.title").top > 16);
        CHECK(ui.box("picker.take").bottom < height - 16);
    }
}

TEST_CASE("the keys stand in three columns, and in one where three would not fit") {
    for (const auto& [width, height, columns] :
         {std::tuple{1280.0, 720.0, 3u}, std::tuple{960.0, 540.0, 1u}, std::tuple{700.0, 900.0, 1u},
          std::tuple{1280.0, 540.0, 1u}}) {
        Ui ui(width, height);
        ui.key(Key::f1);
        ui.frames(3);
        REQUIRE(ui.has("keys.close"));
        CHECK(ui.box("dialog.title").top > 16);
        CHECK(ui.box("keys.close").bottom < height - 16);
        std::set<double> lefts;
        for (const auto& [name, box] : ui.window.marks())
            if (name.rfind("keys.", 0) == 0 && name != "keys.close") lefts.insert(box.left);
        CHECK(lefts.size() == columns);
    }
}

TEST_CASE("the export dialog does not move under the pointer when the format changes") {
    Ui ui;
    ui.key(Key::e, true);
    std::set<double> places;
    for (int format = 0; format < 4; ++format) {
        ui.click("export.format." + std::to_string(format));
        places.insert(ui.box("export.write").top);
        places.insert(ui.box("export.format.0").top + 1e6);
    }
    CHECK(places.size() == 2);
}

}  // namespace
}  // namespace talweg::test
