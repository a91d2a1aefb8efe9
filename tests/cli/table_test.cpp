// Tables on the command line: how they are read, trained and shown.
#include "app/cli/arguments.h"
#include "app/cli/streams.h"
#include "app/shell/shell.h"
#include "core/train/csv_source.h"
#include "core/train/experiment_file.h"
#include "tests/cli/cli_fixture.h"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <sstream>

namespace talweg::test {
namespace {

constexpr std::array<std::string_view, 4> kTabs{"board", "data", "curves", "surface"};

std::string refusal(const std::vector<std::string>& arguments) {
    try {
        parse_arguments(arguments, kTabs);
    } catch (const UsageError& error) {
        return error.what();
    }
    return {};
}

bool mentions(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

TEST_CASE("how a table is read can be said on the command line") {
    const auto table = [](std::vector<std::string> more) {
        std::vector<std::string> arguments{"run", "data.csv"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return std::get<RunRequest>(parse_arguments(arguments, kTabs)).table;
    };
    CHECK(table({}) == CsvChoice{.path = "data.csv"});
    CHECK(table({"--target", "price", "--inputs", "area,\"rooms, all\",year", "--text", "zip", "--missing",
                 "median", "--ragged", "drop", "--delimiter", "tab", "--decimal", "comma", "--header", "no",
                 "--encoding", "latin-1"}) == CsvChoice{.path = "data.csv",
                                                        .encoding = CsvEncoding::latin1,
                                                        .delimiter = '\t',
                                                        .decimal = ',',
                                                        .header = false,
                                                        .inputs = {"area", "rooms, all", "year"},
                                                        .target = "price",
                                                        .text = {"zip"},
                                                        .missing = CsvMissing::median,
                                                        .ragged = CsvRagged::drop});
    CHECK(table({"--delimiter", ";"}).delimiter == ';');
    CHECK(table({"--quote", "single", "--comment", "%"}) ==
          CsvChoice{.path = "data.csv", .quote = '\'', .comment = '%'});
    CHECK(table({"--quote", "double", "--comment", "#"}) ==
          CsvChoice{.path = "data.csv", .quote = '"', .comment = '#'});
    CHECK(table({"--quote", "none", "--comment", "none"}) ==
          CsvChoice{.path = "data.csv", .quote = '\0', .comment = '\0'});
    CHECK(table({"--quote", "'"}).quote == '\'');
    CHECK(mentions(refusal({"run", "a.csv", "--quote", "ab"}),
                   "--quote must be double, single, none or the sign itself, not 'ab'"));
    CHECK(mentions(refusal({"run", "a.csv", "--comment", "x"}),
                   "--comment must be a sign such as # or %, or none, not 'x'"));
    CHECK(mentions(refusal({"run", "a.csv", "--quote", "|", "--delimiter", "|"}),
                   "--quote and --delimiter must not be the same"));
    CHECK(mentions(refusal({"run", "a.toml", "--comment", "%"}), "--comment goes with a table"));
    CHECK(mentions(refusal({"run", "a.toml", "--target", "y"}), "--target goes with a table"));
    CHECK(mentions(refusal({"--missing", "drop"}), "--missing goes with a table"));
    CHECK(mentions(refusal({"run", "a.csv", "--missing", "fill"}),
                   "--missing must be one of \"refuse\", \"drop\", \"mean\", \"median\", not \"fill\""));
    CHECK(mentions(refusal({"run", "a.csv", "--ragged", "mean"}), "--ragged must be one of"));
    CHECK(mentions(refusal({"run", "a.csv", "--encoding", "ebcdic"}), "--encoding must be one of"));
    CHECK(mentions(refusal({"run", "a.csv", "--header", "maybe"}), "--header must be yes or no"));
    CHECK(mentions(refusal({"run", "a.csv", "--decimal", ";"}), "--decimal must be point or comma"));
    CHECK(mentions(refusal({"run", "a.csv", "--delimiter", "ab"}), "--delimiter must be"));
    CHECK(mentions(refusal({"run", "a.csv", "--delimiter", ",", "--decimal", ","}), "must not be the same"));
    CHECK(mentions(refusal({"run", "a.csv", "--inputs", "a,,b"}), "--inputs has a name with no letters"));
    CHECK(mentions(refusal({"run", "a.csv", "--inputs", "\"a"}), "--inputs: line 1"));
}

TEST_CASE("a table is trained as the command line says, and shown in the window before it is taken") {
    const Folder folder;
    const std::string file =
        folder.file("houses.csv", "id;area;rooms;price\na;50;2;100\nb;NA;3;150\nc;70;3;140\nd;90;4;190;9\n");
    const auto run = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments{"run",       file, "--steps", "5", "--out", folder.text("out"),
                                           "--formats", "csv"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        std::ostringstream out;
        std::ostringstream err;
        const int status = run_program(arguments, Streams{out, err, false}, WindowEntry{});
        return Outcome{status, out.str(), err.str()};
    };
    const Outcome refused = run({});
    CHECK(refused.status == 2);
    CHECK(refused.says("houses.csv"));
    CHECK(refused.says("line 5 has 5"));
    CHECK(run({"--ragged", "drop"}).says("line 3, column 'area'"));
    const Outcome done =
        run({"--ragged", "drop", "--missing", "mean", "--inputs", "area", "--target", "price"});
    CHECK(done.status == 0);
    CHECK(done.says("3 rows"));
    CHECK(done.says("1 missing cell filled"));
    const std::string remarked = folder.file("marks.csv", "% of 2026\nx,y\n'1',2\n'3',4\n");
    CHECK(talweg({"run", remarked, "--steps", "5", "--out", folder.text("out"), "--formats", "csv", "--quote",
                  "single", "--comment", "%"})
              .says("2 rows"));
    const Outcome wrong = run({"--ragged", "drop", "--target", "prise"});
    CHECK(wrong.status == 2);
    CHECK(wrong.says("did you mean 'price'?"));

    WindowOptions given;
    const WindowEntry window{[&](const WindowOptions& options) {
                                 given = options;
                                 return 0;
                             },
                             kTabs};
    CHECK(talweg({file, "--target", "price"}, window).status == 0);
    REQUIRE(given.table.has_value());
    CHECK(given.table->path == file);
    CHECK(given.table->target == "price");
    CHECK(given.experiment == first_experiment());
    CHECK_FALSE(given.file.has_value());
    CHECK(talweg({folder.text("none.csv")}, window).status == 2);
    given = {};
    CHECK(
        talweg({file, "--screenshot", folder.text("a.png"), "--ragged", "drop", "--missing", "drop"}, window)
            .status == 0);
    CHECK_FALSE(given.table.has_value());
    CHECK(given.experiment.data.csv.ragged == CsvRagged::drop);
}

TEST_CASE("an experiment whose table was moved opens the window, where that can be mended") {
    const Folder folder;
    const std::string table = folder.file("houses.csv", "area;price\n50;100\n70;140\n90;190\n");
    Experiment experiment = experiment_from_csv(std::filesystem::path(table));
    const std::string file = folder.text("mine.toml");
    save_experiment(experiment, file);
    WindowOptions given;
    const WindowEntry window{[&](const WindowOptions& options) {
                                 given = options;
                                 return 0;
                             },
                             kTabs};
    CHECK(talweg({file}, window).status == 0);
    CHECK(given.file == file);
    CHECK_FALSE(given.without_data.has_value());
    CHECK(given.experiment.data.csv.path == table);

    for (const bool moved : {false, true}) {
        if (moved)
            std::filesystem::remove(table);
        else
            folder.file("houses.csv", "area;price\n50;100\n70;140\n90;19\n");
        given = {};
        CHECK(talweg({file}, window).status == 0);
        CHECK(given.without_data == file);
        CHECK_FALSE(given.file.has_value());  // a Ctrl+S is not to write the first experiment there
        CHECK(given.experiment == first_experiment());
        // Where nobody can mend it, it is an error.
        for (const Outcome& refused : {talweg({file, "--screenshot", folder.text("a.png")}, window),
                                       talweg({"run", file, "--out", folder.text("out")})}) {
            CHECK(refused.status == 2);
            CHECK(refused.says("houses.csv"));
        }
    }
    // What else is wrong with a file is an error as before.
    CHECK(talweg({folder.file("bad.toml", "[data]\nkind = \"none\"\n")}, window).status == 2);
}

}  // namespace
}  // namespace talweg::test
