// talweg run: its files row by row, its exit statuses, its signals.
#include "app/cli/run_command.h"
#include "core/base/text.h"
#include "core/train/assemble.h"
#include "core/train/experiment_file.h"
#include "core/train/metrics.h"
#include "core/train/trainer.h"
#include "tests/cli/cli_fixture.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <map>
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

std::string cell(double value) { return std::isnan(value) ? std::string{} : exact_text(value); }

/// What history.csv must say of a state.
std::string expected_row(const RunSpec& run, const RunState& state, Evaluator& evaluator) {
    std::string row = run.name + "," + std::to_string(state.step);
    for (const double value : {state.epoch, state.rate, state.loss, state.train_loss, state.validation_loss,
                               state.gradient_norm, state.theta[0], state.theta[1]}) {
        row += "," + cell(value);
    }
    row += "," + std::to_string(state.evaluations) + ",";  // no penalty
    Metrics metrics;
    evaluator.evaluate(state.theta, metrics);
    for (const double value : metric_values(metrics.task, metrics.train)) {
        row += "," + (std::isnan(state.train_loss) ? std::string{} : cell(value));
    }
    return row;
}

/// Every row that a trainer of one's own gives, by run.
std::map<std::string, std::vector<std::string>> expected_history(const Experiment& experiment) {
    std::map<std::string, std::vector<std::string>> rows;
    Trainer trainer(experiment);
    const auto evaluator =
        make_evaluator(experiment, std::make_shared<const Dataset>(make_dataset(experiment)));
    std::vector<Step> next(trainer.run_count(), 0);
    const auto take = [&] {
        for (std::size_t i = 0; i < trainer.run_count(); ++i) {
            if (trainer.run(i).step != next[i]) continue;
            rows[experiment.runs[i].name].push_back(
                expected_row(experiment.runs[i], trainer.run(i), *evaluator));
            ++next[i];
        }
    };
    take();
    while (trainer.step()) take();
    // An end within an epoch of mini-batches is judged over all samples nevertheless.
    const auto objective = make_objective(experiment);
    for (std::size_t i = 0; i < trainer.run_count(); ++i) {
        RunState end = trainer.run(i);
        if (!std::isnan(end.train_loss)) continue;
        end.train_loss = objective->value(end.theta);
        rows[experiment.runs[i].name].back() = expected_row(experiment.runs[i], end, *evaluator);
    }
    return rows;
}

std::map<std::string, std::vector<std::string>> history_in(const std::string& text) {
    std::map<std::string, std::vector<std::string>> rows;
    const std::vector<std::string> lines = lines_of(text);
    for (std::size_t i = 1; i < lines.size(); ++i)
        rows[lines[i].substr(0, lines[i].find(','))].push_back(lines[i]);
    return rows;
}

const std::string kThreeRuns = four_points({"name = \"plain\"\noptimizer = \"sgd\"\nlr = 0.01",
                                            "name = \"adam\"\noptimizer = \"adam\"\nlr = 0.1\nbatch = 3",
                                            "name = \"wild\"\noptimizer = \"sgd\"\nlr = 1e30"});

TEST_CASE("history holds every state of every run as the trainer has it") {
    const Folder folder;
    const std::string file = folder.file("a.toml", kThreeRuns);
    const Outcome outcome = talweg({"run", file, "--out", folder.text("out"), "--formats", "csv"});
    CHECK(outcome.status == 0);
    const std::string text = contents(folder / "out/history.csv");
    CHECK(lines_of(text)[0] ==
          "run,step,epoch,lr,loss,train_loss,validation_loss,grad_norm,theta_0,theta_1,"
          "evaluations,penalty,train_mse,train_rmse,train_mae,train_r2");
    // Targets 2, 3, 5, 7 and predictions 0: mean |y| 4.25; R² = 1 - 87 / (87 - 4 * 4.25²).
    CHECK(lines_of(text)[1] ==
          "plain,0,0,0.01,21.75,21.75,,26.879360111431225,0,0,1,,21.75,4.663689526544408,4.25,"
          "-4.898305084745763");
    const auto expected = expected_history(load_experiment(file));
    CHECK(expected.at("plain").size() == 51);
    CHECK(expected.at("wild").size() < 20);
    CHECK(history_in(text) == expected);
}

TEST_CASE("every thins the history and keeps each end") {
    const Folder folder;
    const std::string file = folder.file("a.toml", kThreeRuns);
    CHECK(talweg({"run", file, "--steps", "25", "--every", "10", "--out", folder.text("out"), "--formats",
                  "csv"})
              .status == 0);
    Experiment experiment = load_experiment(file);
    experiment.stop = {};
    experiment.stop.max_steps = 25;
    const auto all = expected_history(experiment);
    const auto got = history_in(contents(folder / "out/history.csv"));
    for (const auto& [name, rows] : all) {
        std::vector<std::string> wanted;
        for (std::size_t k = 0; k < rows.size(); ++k) {
            if (k % 10 == 0 || k + 1 == rows.size()) wanted.push_back(rows[k]);
        }
        CHECK(got.at(name) == wanted);
    }
}

TEST_CASE("the result holds every run as the trainer ended it") {
    const Folder folder;
    const std::string file = folder.file("a.toml", kThreeRuns);
    CHECK(talweg({"run", file, "--out", folder.text("out"), "--formats", "svg"}).status == 0);
    const json result = json::parse(contents(folder / "out/result.json"));
    CHECK(result.size() == 5);
    CHECK(result["version"].get<std::string>().starts_with("0."));
    const Experiment experiment = parse_experiment(result["experiment"].get<std::string>(), "result.json");
    Trainer trainer(load_experiment(file));
    while (trainer.step()) {
    }
    REQUIRE(result["runs"].size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        const json& run = result["runs"][i];
        const RunState& state = trainer.run(i);
        CHECK(run["name"] == experiment.runs[i].name);
        CHECK(run["status"] == status_name(state.status));
        CHECK(run["reason"] == trainer.reason(i));
        CHECK(run["steps"] == state.step);
        CHECK(run["theta"][0].get<double>() == state.theta[0]);  // to the last bit
        CHECK(run["theta"][1].get<double>() == state.theta[1]);
        CHECK(run["metrics"]["validation_loss"].is_null());
        CHECK(run["metrics"]["grad_norm"].is_number());
        CHECK(run["metrics"]["evaluations"] == state.evaluations);
        CHECK(run["metrics"]["penalty"].is_null());
        CHECK(run["metrics"]["train"]["points"] == 4);
        CHECK_FALSE(run["metrics"].contains("validation"));
        Metrics metrics;
        trainer.metrics(i, metrics);
        CHECK(run["metrics"]["train"]["mae"].get<double>() == metrics.train.mae);
        CHECK(run.contains("seconds"));
        CHECK(run.contains("steps_per_second"));
        CHECK(run.size() == 9);
    }
    CHECK(result["runs"][0]["status"] == "finished");
    CHECK(result["runs"][2]["status"] == "diverged");
}

TEST_CASE("points held back are judged in the history, the result and the table") {
    const Folder folder;
    const std::string file =
        folder.file("a.toml",
                    "[data]\nkind = \"line\"\nn = 20\nvalidation = 0.2\ntest = 0.1\n[stop]\npatience = 5\n"
                    "restore_best = true\nloss = 0.3\n[[run]]\nname = \"plain\"\nlr = 0.02\n");
    const Outcome outcome = talweg({"run", file, "--out", folder.text("out"), "--formats", "csv"});
    CHECK(outcome.status == 0);
    CHECK(outcome.out.find("train rmse  validation rmse  test rmse") != std::string::npos);
    CHECK(outcome.out.find("plain stopped: ") != std::string::npos);
    const auto rows = lines_of(contents(folder / "out/history.csv"));
    CHECK(
        rows[0].ends_with("train_r2,validation_mse,validation_rmse,validation_mae,validation_r2,"
                          "test_loss,test_mse,test_rmse,test_mae,test_r2"));
    const json run = json::parse(contents(folder / "out/result.json"))["runs"][0];
    CHECK(run["status"] == "stopped");
    CHECK(run["metrics"]["train"]["points"] == 14);
    CHECK(run["metrics"]["validation"]["points"] == 4);
    CHECK(run["metrics"]["test"]["points"] == 2);
    CHECK(run["metrics"]["validation"]["mse"] == run["metrics"]["validation_loss"]);
    CHECK(run["metrics"]["test"]["data_loss"] == run["metrics"]["test"]["mse"]);
    CHECK(rows.back().find(exact_text(run["metrics"]["test"]["rmse"].get<double>())) != std::string::npos);
}

TEST_CASE("classes are judged one by one in the result") {
    const Folder folder;
    const std::string file = folder.file(
        "a.toml",
        "[data]\nx = [1, 2, 3, 4]\ny = [0, 0, 1, 1]\n[loss]\nkind = \"bce_with_logits\"\n[model]\n"
        "init = [1, -1.5]\n[[run]]\nname = \"plain\"\nlr = 1e-9\n");
    CHECK(talweg({"run", file, "--steps", "1", "--out", folder.text("out"), "--formats", "csv"}).status == 0);
    CHECK(lines_of(contents(folder / "out/history.csv"))[0].ends_with(
        "train_accuracy,train_precision_macro,train_recall_macro,train_f1_macro"));
    const json train = json::parse(contents(folder / "out/result.json"))["runs"][0]["metrics"]["train"];
    // Logits -0.5, 0.5, 1.5, 2.5 say 0, 1, 1, 1.
    CHECK(train["accuracy"] == 0.75);
    CHECK(train["confusion"] == json::parse("[[1, 1], [0, 2]]"));
    CHECK(train["classes"][0]["label"] == "0");
    CHECK(train["classes"][0]["index"] == 0);
    CHECK(contents(folder / "out/confusion.csv").find("confusion,class 1,class 0,1,0.5\n") !=
          std::string::npos);
    CHECK(train["classes"][0]["precision"] == 1.0);
    CHECK(train["classes"][0]["recall"] == 0.5);
    CHECK(train["classes"][1]["support"] == 2);
    CHECK(train["micro"]["f1"] == 0.75);
}

TEST_CASE("classes of text have their names in the result") {
    const Folder folder;
    folder.file("d.csv", "x,kind\n1,hen\n2,hen\n3,owl\n4,owl\n");
    const std::string file =
        folder.file("a.toml",
                    "[data]\nkind = \"csv\"\npath = \"d.csv\"\n[loss]\nkind = \"bce_with_logits\"\n[model]\n"
                    "init = [1, -2.5]\n[[run]]\nname = \"plain\"\nlr = 1e-9\n");
    CHECK(talweg({"run", file, "--steps", "1", "--out", folder.text("out"), "--formats", "csv"}).status == 0);
    const json result = json::parse(contents(folder / "out/result.json"));
    const json train = result["runs"][0]["metrics"]["train"];
    CHECK(train["classes"][0]["label"] == "hen");
    CHECK(train["classes"][1]["label"] == "owl");
    CHECK(train["classes"][1]["index"] == 1);
    CHECK(result["closed_form"].is_null());
}

TEST_CASE("least squares have their closed form in the result") {
    const Folder folder;
    const std::string file = folder.file("a.toml", test::four_points({"name = \"plain\"\nlr = 1e-9"}));
    CHECK(talweg({"run", file, "--steps", "1", "--out", folder.text("out"), "--formats", "csv"}).status == 0);
    const json result = json::parse(contents(folder / "out/result.json"));
    CHECK(result["closed_form"]["theta"][0].get<double>() == doctest::Approx(1.7).epsilon(1e-14));
    CHECK(result["closed_form"]["theta"][1].get<double>() == doctest::Approx(0.0));
    CHECK(result["closed_form"]["loss"].get<double>() == doctest::Approx(0.075).epsilon(1e-14));
    CHECK(result["closed_form"]["unique"] == true);
    // From zeros.
    CHECK(result["runs"][0]["metrics"]["closed_form_distance"].get<double>() ==
          doctest::Approx(1.7).epsilon(1e-6));
    CHECK_FALSE(std::filesystem::exists(folder / "out/confusion.csv"));
}

TEST_CASE("what is not finite is null") {
    const Folder folder;
    const std::string file =
        folder.file("a.toml", four_points({"name = \"wild\"\noptimizer = \"sgd\"\nlr = 1e300"}));
    CHECK(talweg({"run", file, "--out", folder.text("out"), "--formats", "svg"}).status == 0);
    const json result = json::parse(contents(folder / "out/result.json"));
    CHECK(result["runs"][0]["status"] == "diverged");
    for (const json& value : result["runs"][0]["theta"]) CHECK((value.is_number() || value.is_null()));
}

TEST_CASE("steps are exactly as many as asked for whatever the file says") {
    const Folder folder;
    const std::string file =
        folder.file("a.toml", four_points({"name = \"plain\"\noptimizer = \"sgd\"\nlr = 0.01"}));
    for (const auto& [asked, status] : {std::pair{"7", "finished"}, {"80", "finished"}, {"0", "stopped"}}) {
        CHECK(
            talweg({"run", file, "--steps", asked, "--out", folder.text("out"), "--formats", "csv"}).status ==
            0);
        const json result = json::parse(contents(folder / "out/result.json"));
        CHECK(std::to_string(result["runs"][0]["steps"].get<int>()) == asked);
        CHECK(result["runs"][0]["status"] == status);
    }
}

TEST_CASE("without any limit a thousand steps are taken") {
    const Folder folder;
    const std::string file =
        folder.file("a.toml", "[data]\nx = [1, 2]\ny = [1, 2]\n[[run]]\noptimizer = \"sgd\"\nlr = 0.01\n");
    const Outcome outcome = talweg({"run", file, "--out", folder.text("out"), "--formats", "csv"});
    CHECK(outcome.status == 0);
    const json result = json::parse(contents(folder / "out/result.json"));
    CHECK(result["runs"][0]["steps"] == 1000);
    CHECK(result["runs"][0]["status"] == "stopped");
    CHECK(result["runs"][0]["reason"] == "the last of 1,000 steps was taken");
}

TEST_CASE("the built-in experiment ends where PyTorch ends") {
    const Folder folder;
    const Outcome outcome =
        talweg({"run", "--steps", "1000", "--out", folder.text("out"), "--formats", "csv"});
    CHECK(outcome.status == 0);
    const json result = json::parse(contents(folder / "out/result.json"));
    const json& run = result["runs"][0];
    CHECK(run["theta"][0].get<double>() == doctest::Approx(1.6912099417717381).epsilon(1e-12));
    CHECK(run["theta"][1].get<double>() == doctest::Approx(0.025843843109557688).epsilon(1e-12));
    CHECK(run["loss"].get<double>() == doctest::Approx(0.07511154822521782).epsilon(1e-12));
    CHECK(outcome.prints("diverged"));
    CHECK(outcome.prints("2.51 > 2"));
}

TEST_CASE("another seed draws other batches and the same seed the same") {
    const Folder folder;
    const std::string file =
        folder.file("a.toml", four_points({"name = \"batches\"\noptimizer = \"sgd\"\nlr = 0.01\nbatch = 1"}));
    const auto history = [&](const char* seed) {
        CHECK(talweg({"run", file, "--seed", seed, "--out", folder.text("out"), "--formats", "csv"}).status ==
              0);
        return contents(folder / "out/history.csv");
    };
    const std::string one = history("1");
    CHECK(history("2") != one);
    CHECK(history("1") == one);
}

TEST_CASE("a signal in the middle writes what is done and ends with 128 and its number") {
    for (const auto& [signal, status] : {std::pair{SIGINT, 130}, {SIGTERM, 143}}) {
        const Folder folder;
        RunRequest request;
        request.out = folder / "out";
        request.formats = {FileFormat::svg};
        request.steps = 1'000'000'000'000;
        request.every = 1000;
        Experiment experiment = first_experiment();
        std::ostringstream out;
        std::ostringstream err;
        bool sent = false;
        const int number = signal;
        CHECK(run_command(request, experiment, Streams{out, err, false}, [&](Step) {
                  if (!sent) std::raise(number);
                  sent = true;
              }) == status);
        const json result = json::parse(contents(folder / "out/result.json"));
        const json& run = result["runs"][0];
        CHECK(run["status"] == "stopped");
        CHECK(run["reason"].get<std::string>().find("SIG") != std::string::npos);
        CHECK(run["steps"].get<Step>() > 0);
        const auto history = history_in(contents(folder / "out/history.csv"));
        const std::string& last = history.at("SGD 0.01").back();
        CHECK(last.starts_with("SGD 0.01," + std::to_string(run["steps"].get<Step>()) + ","));
        CHECK(folder.names("out") == std::vector<std::string>{"board.svg", "curves.svg", "data.svg",
                                                              "history.csv", "network.svg", "result.json",
                                                              "surface.svg"});
        CHECK(err.str().find("what was done is written") != std::string::npos);
    }
}

}  // namespace
}  // namespace talweg
