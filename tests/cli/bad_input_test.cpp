// Files that are wrong: status 2, and a message that names file, line, key and what was expected.
#include "tests/cli/cli_fixture.h"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <array>

namespace talweg {
namespace {

using test::Folder;
using test::four_points;
using test::Outcome;
using test::talweg;

struct Wrong {
    const char* what;
    std::string text;
    std::vector<std::string> words;
};

std::string with_run(const std::string& run) {
    return "[data]\nx = [1, 2]\ny = [1, 2]\n[[run]]\n" + run + "\n";
}

TEST_CASE("each wrong file is refused with its name and line and nothing is written") {
    const std::vector<Wrong> files{
        {"unknown key", "[data]\nkindd = \"table\"\n", {"a.toml:2", "kindd", "kind"}},
        {"unknown section", "[modle]\nkind = \"linear\"\n", {"a.toml:1", "modle", "model"}},
        {"unknown optimizer", with_run("optimizer = \"sdg\""), {"a.toml:5", "sdg", "sgd"}},
        {"unknown knob",
         with_run("optimizer = \"sgd\"\nmomentun = 0.9"),
         {"a.toml:6", "momentun", "momentum"}},
        {"wrong type", with_run("optimizer = \"sgd\"\nlr = \"fast\""), {"a.toml:6", "lr", "number"}},
        {"out of range", with_run("optimizer = \"sgd\"\nmomentum = -1"), {"a.toml:6", "momentum"}},
        {"NaN", with_run("optimizer = \"sgd\"\nlr = nan"), {"a.toml:6", "lr"}},
        {"batch 0", with_run("optimizer = \"sgd\"\nbatch = 0"), {"a.toml:6", "batch"}},
        {"batch larger than n", with_run("optimizer = \"sgd\"\nbatch = 3"), {"a.toml:6", "batch", "2"}},
        {"lengths",
         "[data]\nx = [1, 2, 3]\ny = [1, 2]\n[[run]]\noptimizer = \"sgd\"\n",
         {"a.toml:", "3", "2"}},
        {"not TOML", "title = \"four\"\n[data\n", {"a.toml:2"}},
    };
    for (const Wrong& wrong : files) {
        CAPTURE(wrong.what);
        const Folder folder;
        const Outcome outcome =
            talweg({"run", folder.file("a.toml", wrong.text), "--steps", "5", "--out", folder.text("out")});
        CHECK(outcome.status == 2);
        CHECK(outcome.err.starts_with("talweg: "));
        CHECK(outcome.out.empty());
        for (const std::string& word : wrong.words) {
            CAPTURE(word);
            CHECK(outcome.says(word));
        }
        CHECK_FALSE(std::filesystem::exists(folder / "out"));
    }
}

TEST_CASE("files that cannot be read are refused with the reason") {
    const Folder folder;
    const auto refused = [&](const std::string& file, const char* words) {
        CAPTURE(file);
        const Outcome outcome = talweg({"run", file, "--out", folder.text("out")});
        CHECK(outcome.status == 2);
        CHECK(outcome.says(std::filesystem::path(file).filename().string()));
        CHECK(outcome.says(words));
        CHECK_FALSE(std::filesystem::exists(folder / "out"));
    };
    refused(folder.text("missing.toml"), "No such file");
    refused(folder.file("binary.toml", std::string_view("title = \"a\"\0\0", 13)), "not text");
    std::filesystem::create_directory(folder / "folder.toml");
    refused(folder.text("folder.toml"), "folder");
    REQUIRE(::mkfifo(folder.text("pipe.toml").c_str(), 0600) == 0);
    refused(folder.text("pipe.toml"), "not a regular file");
    folder.file("large.toml", "#");
    std::filesystem::resize_file(folder / "large.toml", 100u << 20);
    refused(folder.text("large.toml"), "limit");
    const Outcome empty = talweg({"run", folder.file("empty.toml", ""), "--out", folder.text("out")});
    CHECK(empty.status == 2);
    CHECK(empty.says("empty.toml"));
}

TEST_CASE("the window is not opened for a file that is wrong") {
    const Folder folder;
    bool opened = false;
    const WindowEntry window{[&](const WindowOptions&) {
                                 opened = true;
                                 return 0;
                             },
                             {}};
    CHECK(talweg({folder.text("missing.toml")}, window).status == 2);
    CHECK_FALSE(opened);
    CHECK(talweg({folder.file("fine.toml", with_run("optimizer = \"sgd\""))}, window).status == 0);
    CHECK(opened);
}

TEST_CASE("what is odd but possible is a result") {
    const std::array<std::string, 4> files{
        "[data]\nx = [2]\ny = [3]\n[[run]]\noptimizer = \"sgd\"\nlr = 0.1\n",
        "[data]\nx = [2, 2, 2]\ny = [1, 2, 3]\n[[run]]\noptimizer = \"sgd\"\nlr = 0.01\n",
        with_run("optimizer = \"sgd\"\nlr = 1e300"),
        "seed = 3\n[data]\nkind = \"line\"\nn = 50\nnoise = 0.5\n[[run]]\noptimizer = \"adam\"\nbatch = 10\n",
    };
    for (const std::string& text : files) {
        CAPTURE(text);
        const Folder folder;
        const Outcome outcome = talweg({"run", folder.file("odd.toml", text), "--steps", "20", "--out",
                                        folder.text("out"), "--formats", "svg"});
        CHECK(outcome.status == 0);
        CHECK(std::filesystem::exists(folder / "out/board.svg"));
    }
}

TEST_CASE("a test function is trained and drawn without data") {
    const Folder folder;
    const std::string file =
        folder.file("a.toml",
                    "[function]\nkind = \"rosenbrock\"\n[stop]\nmax_steps = 100\n[[run]]\n"
                    "name = \"walk\"\noptimizer = \"adam\"\nlr = 0.05\n");
    const Outcome outcome = talweg({"run", file, "--out", folder.text("out"), "--formats", "svg"});
    CHECK(outcome.err == "");
    CHECK(outcome.status == 0);
    CHECK(std::filesystem::exists(folder / "out/surface.svg"));
}

}  // namespace
}  // namespace talweg
