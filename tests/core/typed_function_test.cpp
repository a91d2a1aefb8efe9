// A typed formula as the function of an experiment: in files, in their messages, and under an optimizer.
#include "core/objective/typed_function.h"
#include "core/surface/loss_surface.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"
#include "core/train/experiment_file.h"
#include "core/train/function_place.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

using namespace talweg;
using namespace talweg::test;

namespace {

const std::string kRun = "[[run]]\noptimizer = \"sgd\"\nlr = 0.001\n";

std::string said(const std::string& function) { return message("[function]\n" + function + "\n" + kRun); }

}  // namespace

TEST_CASE("a formula is the function of an experiment, and its parameters are knobs") {
    const Experiment experiment = parse_experiment(
        "[function]\nformula = \"(a - x)^2 + b*(y - x^2)^2\"\nb = 100\nwindow = [-2, 3, -1, 3]\n" + kRun,
        "a.toml");
    CHECK(experiment.function->kind == "formula");
    CHECK(summary(experiment) == "(a - x)^2 + b*(y - x^2)^2");
    CHECK(function_window(*experiment.function) == std::array<double, 4>{-2.0, 3.0, -1.0, 3.0});
    const auto objective = make_objective(experiment);
    const auto rosenbrock = function_part("rosenbrock").make(Settings(function_part("rosenbrock").info, {}));
    const Vector theta{{-1.25, 0.75}};
    CHECK(objective->value(theta) == rosenbrock->value(theta));
    // Without a start of its own: an eighth and three quarters into the window.
    CHECK(make_start(experiment, 0, *objective) == Vector{{-1.375, 2.0}});
    CHECK(experiment_text(experiment)
              .find("[function]\nformula = \"(a - x)^2 + b*(y - x^2)^2\"\nb = 100\nwindow = "
                    "[-2, 3, -1, 3]\n") != std::string::npos);
    CHECK(parse_experiment(experiment_text(experiment), "b.toml") == experiment);
}

TEST_CASE("a formula with commas is one text in a file") {
    const Experiment experiment =
        parse_experiment("[function]\nformula = \"max(x, y, 1)\"\n" + kRun, "a.toml");
    CHECK(experiment_text(experiment).find("formula = \"max(x, y, 1)\"\n") != std::string::npos);
    CHECK(parse_experiment(experiment_text(experiment), "b.toml") == experiment);
}

TEST_CASE("gradient descent on a formula walks as on the function that is built in") {
    const std::string ways =
        "init = [-1.2, 1]\n[[run]]\noptimizer = \"sgd\"\nlr = 0.001\n[[run]]\noptimizer = \"newton\"\nlr = "
        "1\n";
    Trainer typed(
        parse_experiment("[function]\nformula = \"(1 - x)^2 + 100*(y - x^2)^2\"\n" + ways, "a.toml"));
    Trainer built(parse_experiment("[function]\nkind = \"rosenbrock\"\n" + ways, "a.toml"));
    for (int step = 0; step < 200; ++step) {
        typed.step();
        built.step();
    }
    for (std::size_t run = 0; run < 2; ++run)
        CHECK(close(Vector(typed.run(run).theta), Vector(built.run(run).theta), 1e-12));
}

TEST_CASE("four starts find the four minima of the example") {
    Trainer trainer(load_experiment(TALWEG_EXPERIMENTS_DIR "/7-functions/four-minima.toml"));
    while (trainer.step()) {
    }
    const auto minima = function_part("himmelblau").minima;
    REQUIRE(trainer.run_count() == minima.size());
    for (std::size_t i = 0; i < minima.size(); ++i)
        CHECK(close(Vector(trainer.run(i).theta), Vector{{minima[i].x, minima[i].y}}, 1e-12));
}

TEST_CASE("messages of a formula name file, line, key and character") {
    CHECK(said("formula = \"x^2 + 2y\"") ==
          "a.toml:2: [function] 'formula': character 8: expected an operator or the end before 'y': a "
          "product needs "
          "its '*', as in 2*x");
    CHECK(said("kind = \"formula\"\nformula = \"x +\"") ==
          "a.toml:3: [function] 'formula': character 4: expected a number, a name or '(', but the formula "
          "ends here");
    CHECK(said("formula = 3") == "a.toml:2: [function] 'formula' must be a text, not 3");
    CHECK(said("formula = [\"x\"]") == "a.toml:2: [function] 'formula' must be a text, not a list");
    CHECK(said("formula = \"a*x\"\nc = 2") ==
          "a.toml:3: [function] 'c' is not in the formula, which has the parameters a");
    CHECK(said("formula = \"x\"\nc = 2") ==
          "a.toml:3: [function] 'c' is not in the formula, which has no parameter");
    CHECK(said("formula = \"a*x\"\na = nan") ==
          "a.toml:3: [function] 'a' must be a number from -1e+15 to 1e+15, not nan");
    CHECK(said("formula = \"x\"\nwindow = [0, 0, 1, 2]") ==
          "a.toml:3: [function] 'window' must be four numbers, the least and greatest x and the least and "
          "greatest y");
    CHECK(said("init = [0, 1]") == "a.toml:1: [function] needs 'kind', or a 'formula' of your own");
    CHECK(said("kind = \"sphere\"\nformula = \"x\"") ==
          "a.toml:3: [function] key 'formula' is unknown; known are kind, init");
    // Built by hand, as the window does.
    Experiment experiment = four_points(0.1);
    experiment.function = PartChoice{"formula", {{"formula", std::string("x + ")}}};
    CHECK(error_of([&] { check_experiment(experiment); }) ==
          "function: character 5: expected a number, a name or '(', but the formula ends here");
    experiment.function->knobs = {{"formula", std::string("x + a")}, {"b", 1.0}};
    CHECK(error_of([&] { check_experiment(experiment); }) ==
          "function: 'b' is not in the formula, which has the parameters a");
}

TEST_CASE("the surface of a formula has the values of its grid") {
    const FunctionPart& part = function_part("formula");
    const auto objective = part.make(Settings(part.info, {{"formula", std::string("sin(x)*y + x/7")}}));
    LossSurface surface;
    REQUIRE(compute_surface(*objective, {-2.0, 3.0, -1.0, 4.0}, 97, 31, surface));
    Vector theta(2);
    for (int j = 0; j < surface.rows; ++j) {
        for (int i = 0; i < surface.columns; ++i) {
            theta[0] = -2.0 + i * (5.0 / 96);
            theta[1] = -1.0 + j * (5.0 / 30);
            REQUIRE(surface.z[static_cast<std::size_t>(j * surface.columns + i)] == objective->value(theta));
        }
    }
}
