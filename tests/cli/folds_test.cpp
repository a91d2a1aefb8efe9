// talweg run --folds: its table, its file, what it refuses.
#include "tests/cli/cli_fixture.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace talweg {
namespace {

using nlohmann::json;
using test::contents;
using test::Folder;
using test::four_points;
using test::Outcome;
using test::talweg;

TEST_CASE("folds are a table of means and deviations and a file of all numbers") {
    const Folder folder;
    const std::string file = folder.file("a.toml", four_points({"name = \"still\"\nlr = 1e-300"}));
    const Outcome done = talweg({"run", file, "--folds", "4", "--steps", "3", "--out", folder.text("out")});
    CHECK(done.status == 0);
    CHECK(folder.names("out") == std::vector<std::string>{"folds.json"});
    // Nothing moves: the errors on the folds are 4, 9, 25 and 49.
    CHECK(done.prints("test mse"));
    CHECK(done.prints("21.75 ± 20"));
    const json result = json::parse(contents(folder / "out/folds.json"));
    CHECK(result["folds"] == 4);
    const json& run = result["runs"][0];
    CHECK(run["name"] == "still");
    REQUIRE(run["folds"].size() == 4);
    CHECK(run["folds"][0]["steps"] == 3);
    CHECK(run["folds"][0]["train"]["points"] == 3);
    CHECK(run["folds"][0]["test"]["points"] == 1);
    CHECK(run["folds"][0]["test"]["r2"].is_null());
    CHECK(std::abs(run["mean"]["test"]["mse"].get<double>() - 21.75) < 1e-12);
    CHECK(std::abs(run["sd"]["test"]["mse"].get<double>() - std::sqrt(410.25)) < 1e-12);
}

TEST_CASE("numbers of folds that cannot be") {
    const Folder folder;
    const std::string file = folder.file("a.toml", four_points({"name = \"a\""}));
    const auto says = [&](const char* folds, const char* words) {
        const Outcome done = talweg({"run", file, "--folds", folds, "--out", folder.text("out")});
        CHECK(done.status == 2);
        CHECK_MESSAGE(done.says(words), done.err);
    };
    says("5", "--folds 5: folds must be from 2 to the 4 points, not 5");
    says("1", "--folds");
    says("many", "--folds");
    const std::string function = folder.file("f.toml", "[function]\nkind = \"sphere\"\n[[run]]\n");
    const Outcome done = talweg({"run", function, "--folds", "2", "--out", folder.text("out")});
    CHECK(done.status == 2);
    CHECK(done.says("folds need points, and a test function has none"));
}

}  // namespace
}  // namespace talweg
