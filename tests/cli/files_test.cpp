// What is written where: formats, sizes, themes, and errors that leave nothing half-written.
#include "app/cli/history_csv.h"
#include "app/cli/progress.h"
#include "app/cli/table.h"
#include "tests/cli/cli_fixture.h"

#include <doctest/doctest.h>

#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <sstream>

namespace talweg {
namespace {

using test::contents;
using test::Folder;
using test::four_points;
using test::Outcome;
using test::talweg;

std::string plain() { return four_points({"name = \"plain\"\noptimizer = \"sgd\"\nlr = 0.01"}); }

TEST_CASE("one file a view and format and the board and two tables") {
    const Folder folder;
    const std::string file = folder.file("a.toml", plain());
    const Outcome outcome = talweg({"run", file, "--out", folder.text("deep/er"), "--formats",
                                    "png,svg,pdf,csv", "--size", "640x400", "--steps", "5"});
    CHECK(outcome.status == 0);
    std::vector<std::string> wanted{"history.csv", "result.json"};
    for (const char* view : {"board", "curves", "data", "surface", "network"}) {
        for (const char* format : {"csv", "pdf", "png", "svg"})
            wanted.push_back(std::string(view) + "." + format);
    }
    std::sort(wanted.begin(), wanted.end());
    CHECK(folder.names("deep/er") == wanted);
    for (const std::string& name : wanted) CHECK(outcome.prints(name));
    const std::string png = contents(folder / "deep/er/board.png");
    CHECK(png.starts_with("\x89PNG"));
    // Width and height stand at bytes 16 and 20, big endian.
    CHECK(static_cast<unsigned char>(png[18]) * 256 + static_cast<unsigned char>(png[19]) == 640);
    CHECK(static_cast<unsigned char>(png[22]) * 256 + static_cast<unsigned char>(png[23]) == 400);
    CHECK(contents(folder / "deep/er/surface.pdf").starts_with("%PDF-1."));
    CHECK(contents(folder / "deep/er/data.svg").find("<svg") != std::string::npos);
    CHECK(contents(folder / "deep/er/curves.csv").starts_with("series,x,y"));
}

TEST_CASE("the same run gives the same bytes and the dark theme others") {
    const Folder folder;
    const std::string file = folder.file("a.toml", plain());
    for (const char* out : {"one", "two"}) {
        CHECK(talweg({"run", file, "--out", folder.text(out), "--formats", "svg"}).status == 0);
    }
    CHECK(talweg({"run", file, "--out", folder.text("dark"), "--formats", "svg", "--theme", "dark"}).status ==
          0);
    for (const char* name : {"history.csv", "board.svg", "data.svg", "curves.svg", "surface.svg"}) {
        CHECK(contents(folder / ("one/" + std::string(name))) ==
              contents(folder / ("two/" + std::string(name))));
    }
    CHECK(contents(folder / "one/data.svg") != contents(folder / "dark/data.svg"));
}

TEST_CASE("a file where the folder should be is an error and stays as it is") {
    const Folder folder;
    const std::string occupied = folder.file("occupied", "a file");
    const Outcome outcome = talweg({"run", "--steps", "5", "--out", occupied});
    CHECK(outcome.status == 1);
    CHECK(outcome.err.starts_with("talweg: "));
    CHECK(outcome.says("occupied"));
    CHECK(contents(occupied) == "a file");
}

TEST_CASE("a folder that cannot be made or written to is an error with its reason") {
    CHECK(talweg({"run", "--steps", "5", "--out", "/proc/talweg"}).status == 1);
    const Outcome outcome = talweg({"run", "--steps", "5", "--out", "/proc/self"});
    CHECK(outcome.status == 1);
    CHECK(outcome.says("/proc/self"));
}

TEST_CASE("a folder in the place of a figure is an error and no temporary file stays") {
    const Folder folder;
    std::filesystem::create_directories(folder / "out/surface.svg");
    const Outcome outcome = talweg({"run", "--steps", "5", "--out", folder.text("out"), "--formats", "svg"});
    CHECK(outcome.status == 1);
    CHECK(outcome.says("surface.svg"));
    for (const std::string& name : folder.names("out")) CHECK(name.find("tmp") == std::string::npos);
}

/// Files may grow no further than `bytes` while it lives: what a full disk does to a writer.
class SmallFiles {
  public:
    explicit SmallFiles(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit = before_;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallFiles() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    SmallFiles(const SmallFiles&) = delete;
    SmallFiles& operator=(const SmallFiles&) = delete;

  private:
    void (*handler_)(int);
    rlimit before_{};
};

TEST_CASE("a disk that is full leaves the older file as it was and no other") {
    const Folder folder;
    std::filesystem::create_directories(folder / "out");
    folder.file("out/history.csv", "older");
    Outcome outcome;
    {
        const SmallFiles limit(65536);
        outcome = talweg({"run", "--steps", "20000", "--out", folder.text("out"), "--formats", "csv"});
    }
    CHECK(outcome.status == 1);
    CHECK(outcome.says("history.csv"));
    CHECK(contents(folder / "out/history.csv") == "older");
    CHECK(folder.names("out") == std::vector<std::string>{"history.csv"});
}

TEST_CASE("an output that cannot be written is an error") {
    std::ofstream full("/dev/full");
    std::ostringstream err;
    const std::vector<std::string> arguments{"list", "optimizers"};
    CHECK(run_program(arguments, Streams{full, err, false}, {}) == 1);
    CHECK(err.str().find("standard output") != std::string::npos);
}

TEST_CASE("text cells are quoted where they must be and never start a formula") {
    CHECK(csv_text("SGD 0.01") == "SGD 0.01");
    CHECK(csv_text("a,b") == "\"a,b\"");
    CHECK(csv_text("a\"b") == "\"a\"\"b\"");
    CHECK(csv_text("a\nb") == "\"a\nb\"");
    CHECK(csv_text("=1+1") == "'=1+1");
    CHECK(csv_text("@sum,1") == "\"'@sum,1\"");
    CHECK(csv_text("") == "");
}

TEST_CASE("history has the first sixteen parameters and empty cells for what is absent") {
    const Folder folder;
    RunSpec run;
    run.id = 3;
    run.name = "big";
    RunState state;
    state.rate = 0.5;
    state.loss = 0.1;
    state.theta = Vector::LinSpaced(20, 1.0, 20.0);
    HistoryCsv history(folder / "history.csv", 20, 1);
    history.add(run, state);
    history.add(run, state);  // the end is told twice
    CHECK_FALSE(std::filesystem::exists(folder / "history.csv"));
    history.finish();
    CHECK(
        contents(folder / "history.csv") ==
        "run,step,epoch,lr,loss,train_loss,validation_loss,grad_norm,theta_0,theta_1,theta_2,theta_3,theta_4,"
        "theta_5,theta_6,theta_7,theta_8,theta_9,theta_10,theta_11,theta_12,theta_13,theta_14,theta_15,"
        "evaluations,penalty\n"
        "big,0,0,0.5,0.1,,,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,0,\n");
}

TEST_CASE("a bar on a terminal ends with all steps and a line") {
    std::ostringstream out;
    Progress progress(out, true, 1000);
    progress.update(500);
    progress.finish(1000);
    CHECK(out.str().find("50 %  step 500 of 1,000") != std::string::npos);
    CHECK(out.str().find("[##############################] 100 %  step 1,000 of 1,000") != std::string::npos);
    CHECK(out.str().back() == '\n');
    std::ostringstream quiet;
    Progress lines(quiet, false, 1000);
    lines.update(1);
    lines.finish(1000);
    CHECK(quiet.str().empty());  // a second has not passed
}

TEST_CASE("rates have three digits and a unit") {
    CHECK(rate_text(640.0) == "640");
    CHECK(rate_text(12345.0) == "12.3 k");
    CHECK(rate_text(999999.0) == "1 M");
    CHECK(rate_text(2.5e9) == "2.5 G");
    CHECK(rate_text(INFINITY) == "–");
}

TEST_CASE("tables line up by letters and not by bytes") {
    TextTable table({"run", "loss"});
    table.add({"η 0.1", "3"});
    table.add({"longer name", "–"});
    CHECK(table.text() == "run          loss\nη 0.1        3\nlonger name  –\n");
    CHECK(wrapped("one two three four", 11, 2) == "one two\n  three\n  four");
}

}  // namespace
}  // namespace talweg
