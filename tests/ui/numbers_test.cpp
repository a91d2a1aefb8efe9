// Help, Are these numbers right?: the check runs beside the window, and its table is shown when it is done.
#include "tests/ui/ui_fixture.h"

#include <chrono>
#include <thread>

namespace talweg::test {
namespace {

// Frames until the dialog shows a mark. False: after two minutes it still does not.
bool shows(Ui& ui, std::string_view id) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    while (!ui.has(id)) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        ui.frame();
    }
    ui.frames(3);
    return true;
}

std::size_t rows_of(const Ui& ui, const std::string& shelf, std::string_view verdict) {
    std::size_t count = 0;
    for (const auto& [name, box] : ui.window.marks())
        count += name.starts_with("numbers.row." + shelf) && name.ends_with(verdict) ? 1 : 0;
    return count;
}

TEST_CASE("all numbers are checked while the window goes on, and all are right") {
    Ui ui;
    ui.state().references = TALWEG_REFERENCE_DIR;
    ui.state().dialog = Dialog::numbers;
    ui.frames(3);
    CHECK(ui.has("numbers.close"));
    CHECK_FALSE(ui.has("numbers.verdict"));
    REQUIRE(shows(ui, "numbers.verdict"));
    for (const std::string name : {"optimizers", "schedules", "wrappers", "losses", "models"}) {
        CAPTURE(name);
        CHECK(rows_of(ui, name, ".pass") == shelf(name).size());
    }
    CHECK(rows_of(ui, "", ".fail") == 0);
    CHECK(ui.box("dialog.title").top > 16);
    CHECK(ui.box("numbers.close").bottom < 720 - 16);
    ui.key(Key::enter);
    CHECK_FALSE(ui.has("numbers.close"));
}

TEST_CASE("a dialog that was closed before the check is done can be opened again") {
    Ui ui(960, 540);
    ui.state().references = TALWEG_REFERENCE_DIR;
    for (int i = 0; i < 2; ++i) {
        ui.state().dialog = Dialog::numbers;
        ui.frames(3);
        REQUIRE(ui.has("numbers.close"));
        CHECK(ui.box("numbers.close").bottom < 540 - 16);
        CHECK(ui.window.workbench().checking_numbers());
        if (i == 0) {
            ui.click("numbers.close");
        } else {
            ui.key(Key::escape);
        }
        CHECK_FALSE(ui.has("numbers.close"));
        CHECK_FALSE(ui.window.workbench().checking_numbers());
    }
}

TEST_CASE("where there is nothing to compare with, the dialog says so") {
    Ui ui;
    ui.state().references = "/nowhere";
    ui.state().dialog = Dialog::numbers;
    ui.frames(3);
    REQUIRE(shows(ui, "numbers.trouble"));
    CHECK_FALSE(ui.has("numbers.verdict"));
    ui.click("numbers.close");
    CHECK_FALSE(ui.has("numbers.close"));
}

}  // namespace
}  // namespace talweg::test
