// Looking at a table before it is taken: by drop, menu and clipboard.
#include "tests/ui/data_fixture.h"

#include "core/train/csv_source.h"

namespace talweg::test {
namespace {

namespace fs = std::filesystem;

TEST_CASE("a table dropped on the window is looked at, and Cancel and Esc leave everything") {
    DataUi ui;
    const Experiment before = ui.experiment();
    ui.drop(ui.file("points.csv", "x,y\n1,2\n2,4\n3,7\n"));
    REQUIRE(ui.open());
    CHECK(ui.has("data.grid"));
    CHECK(ui.has("data.verdict"));
    CHECK(ui.has("data.input.0"));
    CHECK(ui.has("data.target.1"));
    SUBCASE("Cancel") { ui.click("data.cancel"); }
    SUBCASE("Esc") { ui.key(Key::escape); }
    CHECK_FALSE(ui.open());
    CHECK(ui.experiment() == before);
    CHECK(ui.state().error.empty());
    CHECK(ui.count<Load>() == 0);
    CHECK(ui.count<Edit>() == 0);
}

TEST_CASE("Enter takes the table as a new experiment") {
    DataUi ui;
    ui.drop(ui.file("flowers.csv", "a,b,kind\n1,2,red\n2,4,blue\n3,7,red\n4,9,green\n"));
    ui.key(Key::enter);
    ui.settle();
    CHECK_FALSE(ui.open());
    CHECK(ui.experiment().title == "flowers");
    CHECK(ui.experiment().data.part.kind == "csv");
    CHECK(ui.experiment().data.csv.target == "kind");
    CHECK(ui.experiment().loss.kind == "cross_entropy");
    CHECK_FALSE(ui.experiment().data.csv.checksum.empty());
    REQUIRE(ui.last<Load>());
    CHECK(ui.last<Load>()->experiment == ui.experiment());
    CHECK_FALSE(ui.state().document.dirty());
    CHECK(ui.state().state.recent.front().filename() == "flowers.csv");
}

TEST_CASE("what is found out is corrected, and columns are chosen") {
    DataUi ui;
    ui.drop(ui.file("people.csv", kPeople));
    REQUIRE(ui.open());
    // Missing cells are refused in the dialog, with what would help.
    REQUIRE(ui.has("data.trouble"));
    ui.press("data.take");
    CHECK(ui.open());
    ui.press("data.mend.drop");
    CHECK(ui.has("data.verdict"));
    ui.press("data.target.2");
    ui.press("data.input.3");
    ui.press("data.names.1");
    ui.press("data.take");
    CHECK_FALSE(ui.open());
    const CsvChoice& choice = ui.experiment().data.csv;
    CHECK(choice.target == "weight");
    CHECK(choice.inputs == std::vector<std::string>{"age", "sex"});
    CHECK(choice.text == std::vector<std::string>{"age"});
    CHECK(choice.missing == CsvMissing::drop);
    CHECK(make_dataset(ui.experiment()).y_names == std::vector<std::string>{"weight"});
    CHECK(make_dataset(ui.experiment()).x.rows() == 4);
}

TEST_CASE("another separator is read at once, and As found out brings it back") {
    DataUi ui;
    ui.drop(ui.file("people.csv", kPeople));
    CHECK_FALSE(ui.has("data.as_found"));
    ui.click("data.delimiter");
    ui.press("data.delimiter.0");
    CHECK(ui.has("data.as_found"));
    CHECK(ui.has("data.trouble"));
    ui.press("data.as_found");
    CHECK_FALSE(ui.has("data.as_found"));
    CHECK(ui.has("data.column.3"));
    ui.click("data.header");
    ui.press("data.header.1");
    ui.press("data.ragged.1");
    CHECK(ui.open());
}

TEST_CASE("a word far below is said with its line, and its column is taken as names") {
    std::string text = "x,z,y\n";
    for (int i = 0; i < 1500; ++i)
        text += std::to_string(i) + (i == 1400 ? ",high," : ",1,") + std::to_string(i) + "\n";
    DataUi ui;
    ui.drop(ui.file("late.csv", text));
    REQUIRE(ui.has("data.trouble"));
    REQUIRE(ui.has("data.mend.names"));
    SUBCASE("as names") {
        ui.press("data.mend.names");
        ui.press("data.take");
        CHECK(ui.experiment().data.csv.text == std::vector<std::string>{"z"});
    }
    SUBCASE("without it") {
        ui.press("data.mend.without");
        ui.press("data.take");
        CHECK(ui.experiment().data.csv.inputs == std::vector<std::string>{"x"});
    }
    CHECK_FALSE(ui.open());
    CHECK(ui.experiment().data.part.kind == "csv");
}

TEST_CASE("a mistyped number is said with its line instead of making classes of its column") {
    std::string text = "x,y\n";
    for (int line = 2; line <= 102; ++line)
        text += std::to_string(line) + (line == 62 ? ",120x\n" : ",120\n");
    DataUi ui;
    ui.drop(ui.file("slip.csv", text));
    REQUIRE(ui.has("data.trouble"));
    CHECK(ui.trouble() == "Line 62, column 'y': '120x' is not a number.");
    CHECK_FALSE(ui.has("data.mend.without"));  // the target cannot be done without
    ui.press("data.take");
    REQUIRE(ui.open());
    REQUIRE(ui.has("data.mend.names"));
    ui.press("data.mend.names");
    CHECK(ui.trouble().empty());
    ui.press("data.take");
    CHECK_FALSE(ui.open());
    CHECK(ui.experiment().data.csv.text == std::vector<std::string>{"y"});
    CHECK(make_dataset(ui.experiment()).classes == std::vector<std::string>{"120", "120x"});
}

TEST_CASE("with unsaved changes it is asked first, and no brings the dialog back") {
    DataUi ui;
    ui.click("runs.add");
    const Experiment before = ui.experiment();
    ui.drop(ui.file("points.csv", "x,y\n1,2\n2,4\n3,7\n"));
    ui.press("data.take");
    REQUIRE(ui.has("unsaved.cancel"));
    CHECK(ui.experiment() == before);
    ui.press("unsaved.cancel");
    CHECK(ui.experiment() == before);
    REQUIRE(ui.open());
    ui.press("data.take");
    ui.press("unsaved.discard");
    CHECK_FALSE(ui.open());
    CHECK(ui.experiment().title == "points");
}

TEST_CASE("a table can take the place of the present points, which one can undo") {
    DataUi ui;
    const Experiment before = ui.experiment();
    ui.drop(ui.file("points.csv", "x,y\n1,2\n2,4\n"));
    ui.press("data.use.1");
    ui.press("data.take");
    CHECK(ui.experiment().data.part.kind == "csv");
    CHECK(ui.experiment().runs.size() == before.runs.size());
    CHECK(ui.experiment().title == before.title);
    ui.key(Key::z, true);
    CHECK(ui.experiment() == before);
}

TEST_CASE("cells pasted from a spreadsheet with one input stand in the experiment itself") {
    DataUi ui;
    const Experiment before = ui.experiment();
    ui.paste("height\tweight\n1,70\t65\n1,82\t80\n1,64\t58\n");
    REQUIRE(ui.open());
    ui.press("data.take");
    CHECK_FALSE(ui.open());
    CHECK(ui.experiment().data.part.kind == "table");
    CHECK(ui.experiment().data.table.x == std::vector<double>{1.70, 1.82, 1.64});
    CHECK(ui.experiment().data.table.y == std::vector<double>{65, 80, 58});
    CHECK(ui.experiment().model == before.model);
    CHECK(ui.state().document.dirty());
    ui.key(Key::z, true);
    CHECK(ui.experiment() == before);
    ui.paste("  \n ");
    CHECK_FALSE(ui.open());
    CHECK(ui.has("banner"));
}

TEST_CASE("pasted points of an experiment of their own are not lost with the window") {
    DataUi ui;
    ui.paste("height\tweight\n1,70\t65\n1,82\t80\n");
    ui.press("data.use.0");
    ui.press("data.take");
    CHECK(ui.experiment().title == "weight over height");
    CHECK(ui.state().document.dirty());
}

TEST_CASE("pasted points over two inputs and of classes stand in the experiment itself") {
    DataUi ui;
    ui.paste("a,b,kind\n1,2,red\n3,4,blue\n5,6,red\n");
    ui.press("data.take");
    CHECK_FALSE(ui.open());
    const Table& table = ui.experiment().data.table;
    CHECK(ui.experiment().data.part.kind == "table");
    CHECK(table.inputs == 2);
    CHECK(table.x == std::vector<double>{1, 2, 3, 4, 5, 6});
    CHECK(table.y == std::vector<double>{1, 0, 1});
    CHECK(table.classes == std::vector<std::string>{"blue", "red"});
    CHECK(ui.experiment().loss.kind == "bce_with_logits");
}

TEST_CASE("pasted cells that the experiment cannot hold are kept in a file, as they came") {
    DataUi ui;
    const std::string text = "a\tb\tc\ty\n1\t2\t0\t3\n2\t4\t1\t5\n3\t5\t1\t9\n";
    ui.paste(text);
    ui.press("data.take");
    REQUIRE(ui.has("picker.path"));
    ui.click("picker.cancel");
    REQUIRE(ui.open());
    CHECK(ui.experiment().data.part.kind == "table");
    ui.press("data.take");
    ui.type("picker.path", (ui.folder / "kept.tsv").string());
    ui.settle();
    CHECK_FALSE(ui.open());
    CHECK(read_text_file(ui.folder / "kept.tsv", 1 << 20) == text);
    CHECK(ui.experiment().data.csv.path == (ui.folder / "kept.tsv").string());
    CHECK(make_dataset(ui.experiment()).x == Matrix{{1, 2, 0}, {2, 4, 1}, {3, 5, 1}});
    CHECK(csv_file_trouble(ui.experiment().data.csv).empty());
}

TEST_CASE("Open data picks a table, and Open takes both") {
    DataUi ui;
    const fs::path path = ui.file("Points.CSV", "x,y\n1,2\n2,4\n");
    ui.key(Key::o, true, true);
    REQUIRE(ui.has("picker.path"));
    ui.type("picker.path", path.string());
    ui.settle();
    CHECK(ui.open());
    ui.click("data.cancel");
    ui.key(Key::o, true);
    ui.type("picker.path", path.string());
    ui.settle();
    CHECK(ui.open());
}

TEST_CASE("a table that is refused cannot be taken, and the button says so") {
    DataUi ui;
    std::string why;
    SUBCASE("only names") {
        ui.drop(ui.file("names.csv", "x,y\n"));
        why = "There are no rows in it, only the names of columns: 'x', 'y'.";
    }
    SUBCASE("empty") {
        ui.drop(ui.file("empty.csv", ""));
        why = "The file is empty.";
    }
    SUBCASE("only comments") {
        ui.drop(ui.file("remarks.csv", "# x,y\n# 1,2\n"));
        why = "There is nothing in it but comments: 2 lines that begin with '#'.";
    }
    SUBCASE("missing cells") {
        ui.drop(ui.file("people.csv", kPeople));
        why = "1 cell is missing: line 3, column 'weight'.";
    }
    CHECK(ui.trouble() == why);
    CHECK(ui.has("data.take.disabled"));
    ui.key(Key::enter);
    ui.press("data.take");
    CHECK(ui.open());
    CHECK(ui.count<Load>() == 0);
    CHECK(ui.count<Edit>() == 0);
    ui.click("data.cancel");
    ui.drop(ui.file("points.csv", "x,y\n1,2\n2,4\n3,7\n"));
    CHECK(ui.open());
    CHECK_FALSE(ui.has("data.take.disabled"));
}

TEST_CASE("what is no table at all stays in the dialog, in words") {
    DataUi ui;
    ui.drop(ui.file("picture.png", std::string("\x89PNG\r\n\x1a\n\0\0\0", 11)));
    REQUIRE(ui.open());
    CHECK(ui.has("data.trouble"));
    ui.press("data.take");
    CHECK(ui.open());
    ui.key(Key::escape);
    ui.drop(ui.file(
        "wide.csv", "a" + [] {
            std::string names;
            for (int i = 1; i < 300; ++i) names += ",c" + std::to_string(i);
            std::string ones = "\n1";
            for (int i = 1; i < 300; ++i) ones += ",1";
            return names + ones + ones + "\n";
        }()));
    CHECK(ui.has("data.verdict"));
}

TEST_CASE("a file that changes while one looks at it is read anew before it is taken") {
    DataUi ui;
    const fs::path path = ui.file("points.csv", "x,z,y\n1,2,3\n2,4,5\n3,7,7\n");
    ui.drop(path);
    ui.press("data.target.1");
    REQUIRE(ui.has("data.verdict"));
    SUBCASE("other numbers are looked at first") {
        ui.file("points.csv", "x,z,y\n1,2,3\n2,4,5\n3,7,7\n4,8,9\n");
        ui.press("data.take");
        REQUIRE(ui.open());
        CHECK(ui.has("data.changed"));
        CHECK(ui.has("data.verdict"));
        CHECK(ui.count<Load>() == 0);
        ui.press("data.take");
        CHECK_FALSE(ui.open());
        CHECK(ui.experiment().data.csv.target == "z");
        CHECK(make_dataset(ui.experiment()).y == Matrix{{2}, {4}, {7}, {8}});
        CHECK(csv_file_trouble(ui.experiment().data.csv).empty());
        CHECK_FALSE(csv_file_touched(ui.experiment().data.csv));
    }
    SUBCASE("the same ones, written again, are taken") {
        fs::last_write_time(path, fs::last_write_time(path) + std::chrono::hours(1));
        ui.press("data.take");
        CHECK_FALSE(ui.open());
        CHECK(ui.experiment().data.csv.target == "z");
        CHECK_FALSE(csv_file_touched(ui.experiment().data.csv));
    }
    SUBCASE("a file that is gone is said") {
        fs::remove(path);
        ui.press("data.take");
        REQUIRE(ui.open());
        CHECK(ui.trouble().find("No such file or directory") != std::string::npos);
        ui.file("points.csv", "x,z,y\n1,2,3\n2,4,5\n3,7,7\n");
        ui.press("data.take");
        CHECK_FALSE(ui.open());
    }
}

TEST_CASE("a file that cannot be read leaves the table that one is looking at") {
    DataUi ui;
    ui.drop(ui.file("points.csv", "x,y\n1,2\n2,4\n3,7\n"));
    REQUIRE(ui.open());
    ui.drop(ui.folder / "gone.csv");
    REQUIRE(ui.open());
    CHECK(ui.has("data.trouble"));
    ui.press("data.target.0");
    CHECK_FALSE(ui.has("data.trouble"));
    ui.press("data.take");
    CHECK_FALSE(ui.open());
    CHECK(ui.experiment().data.csv.target == "x");
}

}  // namespace
}  // namespace talweg::test
