// The command line as values, and what is refused.
#include "app/cli/arguments.h"

#include "tests/cli/cli_fixture.h"

#include <doctest/doctest.h>

#include <array>

namespace talweg {
namespace {

using test::Outcome;
using test::talweg;

constexpr std::array<std::string_view, 5> kTabs{"board", "data", "curves", "surface", "network"};

Request parsed(std::vector<std::string> arguments) { return parse_arguments(arguments, kTabs); }

std::string refusal(std::vector<std::string> arguments) {
    try {
        parsed(std::move(arguments));
    } catch (const UsageError& error) {
        return error.what();
    }
    return {};
}

bool mentions(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

TEST_CASE("run takes every option it has") {
    const auto request = std::get<RunRequest>(
        parsed({"run", "a.toml", "--steps", "1_000_000", "--out", "there", "--formats", "svg,csv", "--size",
                "640x400", "--theme", "dark", "--every", "10", "--seed", "7"}));
    CHECK(request.file == std::filesystem::path("a.toml"));
    CHECK(request.steps == 1000000u);
    CHECK(request.out == "there");
    CHECK(request.formats == std::vector<FileFormat>{FileFormat::svg, FileFormat::csv});
    CHECK(request.size.width == 640);
    CHECK(request.size.height == 400);
    CHECK(request.theme == "dark");
    CHECK(request.every == 10u);
    CHECK(request.seed == 7u);
}

TEST_CASE("run has defaults for everything") {
    const auto request = std::get<RunRequest>(parsed({"run"}));
    CHECK_FALSE(request.file.has_value());
    CHECK_FALSE(request.steps.has_value());
    CHECK(request.out == "out");
    CHECK(request.formats == std::vector<FileFormat>{FileFormat::png, FileFormat::svg, FileFormat::pdf});
    CHECK(request.size.width == 1600);
    CHECK(request.size.height == 1000);
    CHECK(request.theme == "light");
    CHECK(request.every == 1u);
}

TEST_CASE("the window and its screenshot take every option they have") {
    const auto request =
        std::get<OpenRequest>(parsed({"--screenshot", "a.png", "--size=800x600", "--theme", "dark", "--scale",
                                      "1.5", "--steps", "1e3", "--tab", "curves", "a.toml"}));
    CHECK(request.screenshot == std::filesystem::path("a.png"));
    CHECK(request.size->width == 800);
    CHECK(request.theme == "dark");
    CHECK(request.scale == 1.5);
    CHECK(request.steps == 1000u);
    CHECK(request.tab == "curves");
    CHECK(request.file == std::filesystem::path("a.toml"));
    CHECK_FALSE(std::get<OpenRequest>(parsed({})).file.has_value());
}

TEST_CASE("list takes a shelf") {
    CHECK(std::get<ListRequest>(parsed({"list", "optimizers", "--json"})).json);
    CHECK(std::get<ListRequest>(parsed({"list", "losses"})).shelf == "losses");
    CHECK(mentions(refusal({"list", "optimisers"}), "did you mean 'optimizers'"));
    CHECK(mentions(refusal({"list", "zebras"}), "datasets"));
    CHECK(mentions(refusal({"list"}), "SHELF"));
}

TEST_CASE("what is misspelt is named with the nearest valid name") {
    CHECK(mentions(refusal({"run", "a.toml", "--stepz", "5"}), "did you mean '--steps'"));
    CHECK(mentions(refusal({"--sceenshot", "a.png"}), "did you mean '--screenshot'"));
    CHECK(mentions(refusal({"rnu"}), "did you mean 'run'"));
    CHECK(mentions(refusal({"--screenshot", "a.png", "--tab", "curvs"}), "did you mean 'curves'"));
    CHECK(mentions(refusal({"run", "a.toml", "b.toml"}), "b.toml"));
    CHECK(mentions(refusal({"run", "--theme", "pink"}), "light"));
    CHECK(mentions(refusal({"run", "--formats", "png,gif"}), "gif"));
    CHECK(mentions(refusal({"run", "--formats", ""}), "formats"));
}

TEST_CASE("numbers that cannot be are refused with the option and what was expected") {
    for (const char* steps :
         {"many", "-1", "1.5", "nan", "inf", "1e300", "0x10", "1__0", "_1", "1,000", ""}) {
        CHECK(mentions(refusal({"run", "--steps", steps}), "--steps"));
    }
    for (const char* size :
         {"100", "0x0", "100000x100000", "800x", "x600", "800x600x2", "nanxnan", "-800x600"}) {
        CHECK(mentions(refusal({"run", "--size", size}), "--size"));
    }
    for (const char* scale : {"nan", "0", "-1", "inf", "1,5", "big"}) {
        CHECK(mentions(refusal({"--screenshot", "a.png", "--scale", scale}), "--scale"));
    }
    CHECK(mentions(refusal({"run", "--every", "0"}), "--every"));
    CHECK(mentions(refusal({"run", "--seed", "-3"}), "--seed"));
    CHECK(mentions(refusal({"--steps", "5"}), "--screenshot"));
}

TEST_CASE("only experiments and tables can be opened") {
    CHECK(mentions(refusal({"data.xlsx"}), "only experiments (.toml) and tables (.csv, .tsv, .txt)"));
    CHECK(mentions(refusal({"run", "data.xlsx"}), "only experiments (.toml) and tables"));
    CHECK(refusal({"run", "data.csv"}).empty());
    CHECK(refusal({"DATA.TSV"}).empty());
    CHECK(mentions(refusal({"run", "."}), "folder"));
}

TEST_CASE("help and version go to the standard output with status 0") {
    const Outcome version = talweg({"--version"});
    CHECK(version.status == 0);
    CHECK(version.out.starts_with("talweg 0."));
    const Outcome help = talweg({"--help"});
    CHECK(help.status == 0);
    for (const char* words :
         {"run", "list", "--screenshot", "--size", "--theme", "--scale", "--tab", "Exit status"}) {
        CHECK(help.prints(words));
    }
    const Outcome run = talweg({"run", "--help"});
    CHECK(run.status == 0);
    for (const char* words : {"--steps", "--out", "--formats", "--every", "history.csv"})
        CHECK(run.prints(words));
    CHECK(talweg({"list", "--help"}).prints("optimizers"));
    CHECK(help.err.empty());
}

TEST_CASE("wrong arguments end with 2 and a line that begins with the program") {
    const Outcome outcome = talweg({"run", "--frobnicate"});
    CHECK(outcome.status == 2);
    CHECK(outcome.err.starts_with("talweg: "));
    CHECK(outcome.out.empty());
}

TEST_CASE("without a window the status is 3 with a hint in one line") {
    const Outcome outcome = talweg({});
    CHECK(outcome.status == 3);
    CHECK(outcome.says("talweg run"));
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    const Outcome closed =
        talweg({}, {[](const WindowOptions&) -> int { throw NoDisplay("there is no display"); }, {}});
    CHECK(closed.status == 3);
    CHECK(closed.says("there is no display"));
    CHECK(closed.says("talweg run"));
}

TEST_CASE("the window gets what the command line says") {
    WindowOptions given;
    const WindowEntry window{[&](const WindowOptions& options) {
                                 given = options;
                                 return 0;
                             },
                             kTabs};
    CHECK(talweg({}, window).status == 0);
    CHECK(given.experiment == first_experiment());
    CHECK_FALSE(given.size_given);
    CHECK_FALSE(given.screenshot.has_value());
    CHECK(
        talweg({"--screenshot", "a.png", "--steps", "12", "--scale", "2", "--tab", "data"}, window).status ==
        0);
    CHECK(given.size_given);
    CHECK(given.width == 1600);
    CHECK(given.height == 1000);
    CHECK(given.steps == 12u);
    CHECK(given.scale == 2.0);
    CHECK(given.tab == "data");
    CHECK(given.screenshot == std::filesystem::path("a.png"));
}

TEST_CASE("every shelf is listed for people and for programs") {
    for (const char* shelf : {"optimizers", "schedules", "losses", "models", "datasets", "functions"}) {
        CHECK(talweg({"list", shelf}).status == 0);
        CHECK(talweg({"list", shelf, "--json"}).out.starts_with("["));
    }
    const Outcome list = talweg({"list", "optimizers"});
    CHECK(list.prints("sgd"));
    CHECK(list.prints("momentum"));
    CHECK(list.prints("lr"));
    const std::string rest = list.out.substr(list.out.find("newton  "));
    CHECK(rest.substr(rest.find("    lr "), 240).find("default 1)") != std::string::npos);
    CHECK(list.prints("Needs the full batch: "));
    const Outcome json = talweg({"list", "optimizers", "--json"});
    for (const char* key : {"family", "full_batch", "why_low", "why_high", "needs"})
        CHECK(json.prints("\"" + std::string(key) + "\": "));
    CHECK(json.prints("\"why_high\": \"at 1 the running mean would never take in a gradient\""));
    CHECK(json.prints("\"needs\": \"momentum > 0\""));
    const Outcome schedules = talweg({"list", "schedules"});
    CHECK(schedules.prints("Example: schedule = { kind = \"sequential\", milestones = [100], schedules = ["));
    CHECK(talweg({"list", "schedules", "--json"}).prints("\"schedules\": \"{ kind = \\\"chained\\\""));
    CHECK(talweg({"list", "models"}).prints("default [8, 8]"));
    const Outcome functions = talweg({"list", "functions"});
    CHECK(functions.prints(
        "    f(x, y) = (a - x)² + b (y - x²)²\n    Source: Rosenbrock 1960\n    Domain: x from -2 to 2, "
        "y from -1 to 3; minimum 0 at (1, 1)\n"));
    CHECK(functions.prints("\n    a … z               A parameter, where the formula has it"));
    CHECK(talweg({"list", "functions", "--json"}).prints("\"value\": 0.3978873577297383"));
    CHECK(talweg({"list", "models", "--json"}).out.find("\"type\": \"list\"") != std::string::npos);
}

}  // namespace
}  // namespace talweg
