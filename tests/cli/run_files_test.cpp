// talweg run: what its files say of ends within an epoch and of averages.
#include "core/base/text.h"
#include "core/train/assemble.h"
#include "core/train/experiment_file.h"
#include "core/train/trainer.h"
#include "tests/cli/cli_fixture.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace talweg {
namespace {

using nlohmann::json;
using test::contents;
using test::Folder;
using test::four_points;
using test::lines_of;
using test::Outcome;
using test::talweg;

/// The rows of a run.
std::vector<std::string> rows_of(const std::vector<std::string>& lines, const std::string& run) {
    std::vector<std::string> rows;
    for (const std::string& line : lines) {
        if (line.starts_with(run + ",")) rows.push_back(line);
    }
    return rows;
}

}  // namespace

TEST_CASE("what an earlier run left in the folder is named, and nobody's file is touched") {
    const Folder folder;
    const std::string file = folder.file("a.toml", four_points({"name = \"a\""}));
    const auto run = [&](std::initializer_list<std::string> more) {
        std::vector<std::string> all{"run", file, "--steps", "3", "--out", folder.text("out")};
        all.insert(all.end(), more);
        std::ostringstream out;
        std::ostringstream err;
        CHECK(run_program(all, Streams{out, err, false}, WindowEntry{}) == 0);
        return err.str();
    };
    CHECK(run({"--formats", "svg"}).find("not of this run") == std::string::npos);
    CHECK(run({"--formats", "svg"}).find("not of this run") ==
          std::string::npos);  // written again, all of them
    folder.file("out/notes.txt", "mine");
    const std::string before = contents(folder / "out/network.svg");
    const std::string said = run({"--formats", "csv"});
    CHECK(said.find("out has files that are not of this run: board.svg, curves.svg, data.svg, network.svg, "
                    "surface.svg\n") != std::string::npos);
    CHECK(contents(folder / "out/network.svg") == before);
    CHECK(contents(folder / "out/notes.txt") == "mine");
    CHECK(run({"--folds", "2"}).find("history.csv") != std::string::npos);
    CHECK(run({"--formats", "csv,svg"}).find("not of this run: folds.json\n") != std::string::npos);
}

TEST_CASE("the end of mini-batches is judged over all samples") {
    const Folder folder;
    const std::string file = folder.file("a.toml",
                                         "[data]\nkind = \"line\"\nn = 20\nvalidation = 0.2\n[loss]\nkind = "
                                         "\"mse\"\nl2 = 0.5\n[[run]]\nname = "
                                         "\"plain\"\nlr = 0.01\nbatch = 5\n");
    CHECK(talweg({"run", file, "--steps", "10", "--out", folder.text("out"), "--formats", "csv"}).status ==
          0);
    const json run = json::parse(contents(folder / "out/result.json"))["runs"][0];
    const json& metrics = run["metrics"];
    REQUIRE(metrics["train_loss"].is_number());
    REQUIRE(metrics["validation_loss"].is_number());
    const double w = run["theta"][0].get<double>();
    CHECK(metrics["train_loss"].get<double>() ==
          doctest::Approx(metrics["train"]["data_loss"].get<double>() + 0.5 * w * w).epsilon(1e-12));
    CHECK(metrics["train"]["data_loss"] == metrics["train"]["mse"]);
    const auto rows = lines_of(contents(folder / "out/history.csv"));
    REQUIRE(rows.size() == 12);
    for (const char* name : {"train_loss", "validation_loss"}) {
        CHECK(rows.back().find("," + exact_text(metrics[name].get<double>()) + ",") != std::string::npos);
    }
    CHECK(rows.back().find("," + exact_text(metrics["train"]["rmse"].get<double>()) + ",") !=
          std::string::npos);
    CHECK(rows[10].find(",,") != std::string::npos);
}

TEST_CASE("a network's gradients stand layer by layer in the history, and its parameters have names") {
    const Folder folder;
    const std::string file = folder.file(
        "a.toml",
        "[data]\nkind = \"moons\"\nn = 20\n[model]\nkind = \"mlp\"\nhidden = [4, 3]\n[loss]\nkind = "
        "\"bce_with_logits\"\n[[run]]\nname = \"SGD\"\nlr = 0.1\n");
    CHECK(talweg({"run", file, "--steps", "5", "--out", folder.text("out"), "--formats", "csv"}).status == 0);
    const auto lines = lines_of(contents(folder / "out/history.csv"));
    CHECK(lines[0].find(",penalty,gradient_norm_layer1,gradient_norm_layer2,gradient_norm_layer3,train_") !=
          std::string::npos);
    Trainer trainer(load_experiment(file));
    for (int i = 0; i < 5; ++i) trainer.step();
    const Vector& norms = trainer.run(0).layer_norms;
    const std::string end =
        "," + exact_text(norms[0]) + "," + exact_text(norms[1]) + "," + exact_text(norms[2]) + ",";
    CHECK(lines.back().find(end) != std::string::npos);
    const json result = json::parse(contents(folder / "out/result.json"));
    CHECK(result["runs"][0]["layer_gradient_norms"][2].get<double>() == norms[2]);
    REQUIRE(result["parameters"].size() == 6);
    CHECK(result["parameters"][2]["name"] == "layer 2 weights");
    CHECK(result["parameters"][2]["shape"] == json::array({3, 4}));
    CHECK(result["parameters"][2]["offset"] == 12);
    CHECK(result["parameters"][3]["shape"] == json::array({3}));
    const std::string network = contents(folder / "out/network.csv");
    CHECK(network.find("\n\"w2[3,1]\",," + exact_text(trainer.run(0).theta[20])) != std::string::npos);
    CHECK(network.find("# Gradient norm by layer") != std::string::npos);
}

TEST_CASE("a model of one layer has no columns for layers") {
    const Folder folder;
    const std::string file = folder.file("a.toml", "[data]\nx = [1, 2]\ny = [2, 3]\n[[run]]\nname = \"a\"\n");
    CHECK(talweg({"run", file, "--steps", "2", "--out", folder.text("out"), "--formats", "csv"}).status == 0);
    CHECK(contents(folder / "out/history.csv").find("layer") == std::string::npos);
    const json result = json::parse(contents(folder / "out/result.json"));
    CHECK(result["parameters"][0]["name"] == "weights");
    CHECK_FALSE(result["runs"][0].contains("layer_gradient_norms"));
}

TEST_CASE("an average stands in every file") {
    const Folder folder;
    const std::string file = folder.file(
        "a.toml",
        "[data]\nx = [1, 2, 3, 4]\ny = [2, 3, 5, 7]\n[[run]]\nname = \"plain\"\nlr = 0.02\n[[run]]\nname = "
        "\"calm\"\nlr = 0.02\nema = { decay = 0.5 }\n");
    CHECK(talweg({"run", file, "--steps", "40", "--out", folder.text("out"), "--formats", "csv"}).status ==
          0);
    Experiment experiment = load_experiment(file);
    Trainer trainer(experiment);
    while (trainer.run(1).step < 40) trainer.step();
    const Vector& average = trainer.run(1).average;
    const double loss = make_objective(experiment)->value(average);
    const json result = json::parse(contents(folder / "out/result.json"));
    CHECK_FALSE(result["runs"][0].contains("average"));
    CHECK(result["runs"][1]["average"]["loss"] == loss);
    CHECK(result["runs"][1]["average"]["theta"] == json(std::vector<double>{average[0], average[1]}));
    const auto rows = lines_of(contents(folder / "out/history.csv"));
    CHECK(rows[0].ends_with("train_r2,average_loss,average_0,average_1"));
    CHECK(rows_of(rows, "calm").size() == 41);
    CHECK(
        rows_of(rows, "calm")
            .back()
            .ends_with("," + exact_text(loss) + "," + exact_text(average[0]) + "," + exact_text(average[1])));
    CHECK(rows_of(rows, "plain").back().ends_with(",,,"));
    const std::string surface = contents(folder / "out/surface.csv");
    CHECK(surface.find("\"calm, average\"," + exact_text(average[0]) + "," + exact_text(average[1])) !=
          std::string::npos);
}

}  // namespace talweg
