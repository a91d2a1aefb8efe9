// The experiments that come with the program: found from its own place, and opened from their menu.
#include "app/panels/examples.h"
#include "core/base/file.h"
#include "tests/ui/ui_fixture.h"

#include <unistd.h>

namespace talweg::test {
namespace {

namespace fs = std::filesystem;

/// A program's place with what an installation has beside it; removed at the end.
class Installed {
  public:
    Installed() : root_(fs::temp_directory_path() / ("talweg-examples-" + std::to_string(::getpid()))) {
        fs::create_directories(root_ / "bin");
        fs::create_directories(shelf("experiments"));
    }
    ~Installed() { fs::remove_all(root_); }
    Installed(const Installed&) = delete;
    Installed& operator=(const Installed&) = delete;

    fs::path program() const { return root_ / "bin/talweg"; }
    fs::path shelf(const char* name) const { return root_ / "share/talweg" / name; }

  private:
    fs::path root_;
};

void write_in(const fs::path& folder, const char* name, std::string_view text) {
    fs::create_directories(folder);
    write_file(folder / name, text);
}

TEST_CASE("examples stand beside the program as installed, by folders and under their own titles") {
    const Installed installed;
    const fs::path shelf = installed.shelf("experiments");
    write_in(shelf / "2-second-thing", "b.toml", "title = \"Bee\"");
    write_in(shelf / "2-second-thing", "a-name.toml", "seed = 1");
    write_in(shelf / "1-first", "x.toml", "not even TOML");
    write_in(shelf / "3-empty", "notes.txt", "no experiment");
    write_in(shelf, "loose.toml", "title = \"Loose\"");
    const auto groups = example_experiments(installed.program());
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].title == "First");
    REQUIRE(groups[0].examples.size() == 1);
    CHECK(groups[0].examples[0].title == "x");
    CHECK(groups[1].title == "Second thing");
    REQUIRE(groups[1].examples.size() == 2);
    CHECK(groups[1].examples[0].title == "a name");
    CHECK(groups[1].examples[1].title == "Bee");
    CHECK(groups[1].examples[1].path == shelf / "2-second-thing/b.toml");
    CHECK(groups[2].title.empty());
    CHECK(groups[2].examples[0].title == "Loose");
}

TEST_CASE("data sets stand beside the program as installed") {
    const Installed installed;
    CHECK(example_data(installed.program()).empty());
    write_in(installed.shelf("data"), "iris.csv", "x");
    write_in(installed.shelf("data"), "README.md", "no data");
    const auto data = example_data(installed.program());
    REQUIRE(data.size() == 1);
    CHECK(data[0] == installed.shelf("data") / "iris.csv");
}

TEST_CASE("a number in front of a name orders it and is not shown") {
    CHECK(menu_title("/share/3-own-rates") == "Own rates");
    CHECK(menu_title("moons") == "Moons");
    CHECK(menu_title("2nd-part") == "2nd part");
    CHECK(menu_title("12") == "12");
}

TEST_CASE("a program without examples has none") {
    CHECK(example_experiments("/nowhere/bin/talweg").empty());
    CHECK(example_experiments({}).empty());
    CHECK(example_data({}).empty());
}

TEST_CASE("the running program knows its own place") { CHECK(fs::exists(running_program())); }

TEST_CASE("an example opens from its menu in the menu of files") {
    const Installed installed;
    fs::copy(TALWEG_EXPERIMENTS_DIR, installed.shelf("experiments"), fs::copy_options::recursive);
    fs::copy(TALWEG_DATA_DIR, installed.shelf("data"), fs::copy_options::recursive);
    Ui ui;
    ui.state().program = installed.program();
    ui.click("menu:File");
    ui.click("menu.examples");
    REQUIRE(ui.has("examples.Overfitting"));
    ui.click("examples.Overfitting");
    REQUIRE(ui.has("example.early-stopping"));
    ui.click("example.early-stopping");
    CHECK(ui.state().error.empty());
    CHECK(ui.experiment().title == "Early stopping");
    CHECK(ui.experiment().stop.restore_best);
    REQUIRE(ui.state().document.path().has_value());
    CHECK(ui.state().document.path()->filename() == "early-stopping.toml");

    ui.click("menu:File");
    ui.click("menu.examples");
    ui.click("examples.data");
    REQUIRE(ui.has("example.iris"));
    ui.click("example.iris");
    CHECK(ui.state().error.empty());
    CHECK(ui.experiment().data.part.kind == "csv");
    CHECK(ui.experiment().loss.kind == "cross_entropy");
}

TEST_CASE("every known data set opens from the menu as it is") {
    const Installed installed;
    fs::copy(TALWEG_EXPERIMENTS_DIR, installed.shelf("experiments"), fs::copy_options::recursive);
    fs::copy(TALWEG_DATA_DIR, installed.shelf("data"), fs::copy_options::recursive);
    Ui ui;
    ui.state().program = installed.program();
    const auto sets = example_data(installed.program());
    CHECK(sets.size() == 7);
    for (const fs::path& path : sets) {
        ui.click("menu:File");
        ui.click("menu.examples");
        ui.click("examples.data");
        ui.click("example." + path.stem().string());
        CHECK_MESSAGE(ui.state().error.empty(), ui.state().error);
        CHECK(ui.experiment().title == menu_title(path.stem()));
        CHECK(ui.experiment().data.csv.path == path.lexically_normal().string());
        CHECK(make_dataset(ui.experiment()).rows() > 10);
        CHECK(make_dataset(ui.experiment()).x.allFinite());
    }
}

}  // namespace
}  // namespace talweg::test
