// Objectives by hand-worked values: losses, Hessians, minimisers, penalties, functions.
#include "core/objective/data_objective.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/experiment.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace talweg;
using namespace talweg::test;

namespace {

Matrix hessian_of(Objective& objective, const Vector& theta) {
    Matrix hessian;
    REQUIRE(objective.hessian(theta, hessian));
    return hessian;
}

std::unique_ptr<Objective> function(std::string_view kind, const KnobMap& knobs = {}) {
    const FunctionPart& part = function_part(kind);
    return part.make(Settings(part.info, knobs));
}

std::unique_ptr<Objective> four_points_objective(std::string loss, Penalty penalty = {}) {
    Experiment experiment = four_points(0.01);
    experiment.loss.kind = std::move(loss);
    experiment.penalty = penalty;
    return make_objective(experiment);
}

}  // namespace

TEST_CASE("the loss and gradient of four points at zero by hand") {
    const auto objective = four_points_objective("mse");
    Vector gradient(2);
    // residuals -2, -3, -5, -7: squares sum to 87; d/dw = 2/4 sum r x = -51/2; d/db = -17/2
    CHECK(objective->value_and_gradient(Vector{{0.0, 0.0}}, gradient) == 21.75);
    CHECK(gradient == Vector{{-25.5, -8.5}});
    CHECK(objective->value(Vector{{0.0, 0.0}}) == 21.75);
    CHECK(objective->parameter_names() == std::vector<std::string>{"w", "b"});
    CHECK(objective->sample_count() == 4);
}

TEST_CASE("half the mean squared error is half of everything") {
    const auto objective = four_points_objective("half_mse");
    Vector gradient(2);
    CHECK(objective->value_and_gradient(Vector{{0.0, 0.0}}, gradient) == 10.875);
    CHECK(gradient == Vector{{-12.75, -4.25}});
    CHECK(hessian_of(*objective, Vector{{0.0, 0.0}})(0, 0) == 7.5);
}

TEST_CASE("the Hessian of four points is exact") {
    const Matrix hessian = hessian_of(*four_points_objective("mse"), Vector{{9.0, 9.0}});
    CHECK(hessian == Matrix{{15.0, 5.0}, {5.0, 2.0}});
}

TEST_CASE("the minimiser of four points is 1.7 and 0") {
    const Vector theta = four_points_objective("mse")->minimiser().value();
    CHECK(close(theta[0], 1.7, 1e-15));
    CHECK(theta[1] == 0.0);
}

TEST_CASE("a batch is a mean over its own rows only") {
    const auto objective = four_points_objective("mse");
    Vector gradient(2);
    const Index rows[] = {3, 1};
    // residuals -7 at x = 4 and -3 at x = 2
    CHECK(objective->batch_value_and_gradient(Vector{{0.0, 0.0}}, rows, gradient) == 29.0);
    CHECK(gradient == Vector{{-34.0, -10.0}});
}

TEST_CASE("penalties act on weights and not on biases") {
    const auto objective = four_points_objective("mse", {.l1 = 2.0, .l2 = 3.0});
    const auto plain = four_points_objective("mse");
    const Vector theta{{-0.5, 4.0}};
    Vector gradient(2);
    Vector plain_gradient(2);
    const double value = objective->value_and_gradient(theta, gradient);
    const double plain_value = plain->value_and_gradient(theta, plain_gradient);
    CHECK(close(value - plain_value, 2.0 * 0.5 + 3.0 * 0.25, 1e-13));
    CHECK(close(gradient[0] - plain_gradient[0], -2.0 - 3.0, 1e-13));
    CHECK(gradient[1] == plain_gradient[1]);
    CHECK(hessian_of(*objective, theta)(0, 0) == 21.0);
    CHECK(hessian_of(*objective, theta)(1, 1) == 2.0);
}

TEST_CASE("penalties have PyTorch's values and gradients, over weights alone and over biases too") {
    // PyTorch 1.13.1 at w = -1/2, b = 4: loss, gradient, and the penalty's part
    struct Reference {
        Penalty penalty;
        double value;
        Vector gradient;
        double part;
    };
    const Reference references[] = {
        {{0.3, 0.7, true}, 21.1, Vector{{-14.0, 2.9}}, 12.725},
        {{0.3, 0.7, false}, 8.7, Vector{{-14.0, -3.0}}, 0.325},
        {{0.25, 0.0, true}, 9.5, Vector{{-13.25, -2.75}}, 1.125},
        {{0.0, 0.5, true}, 16.5, Vector{{-13.5, 1.0}}, 8.125},
    };
    const Vector theta{{-0.5, 4.0}};
    for (const Reference& reference : references) {
        const auto objective = four_points_objective("mse", reference.penalty);
        Vector gradient(2);
        CHECK(close(objective->value_and_gradient(theta, gradient), reference.value, 1e-15));
        CHECK(close(gradient, reference.gradient, 1e-15));
        CHECK(close(objective->penalty_value(theta).value(), reference.part, 1e-15));
    }
    CHECK_FALSE(four_points_objective("mse")->penalty_value(theta).has_value());
}

TEST_CASE("an l2 penalty on biases bends and pulls them too") {
    const auto objective = four_points_objective("mse", {.l1 = 0.0, .l2 = 0.5, .biases = true});
    CHECK(hessian_of(*objective, Vector{{1.0, 1.0}}) == Matrix{{16.0, 5.0}, {5.0, 3.0}});
    // 16 w + 5 b = 25.5 and 5 w + 3 b = 8.5
    CHECK(close(objective->minimiser().value(), Vector{{34.0 / 23.0, 8.5 / 23.0}}, 1e-14));
}

TEST_CASE("the l1 penalty has no slope at zero") {
    const auto objective = four_points_objective("mse", {.l1 = 2.0, .l2 = 0.0});
    Vector gradient(2);
    objective->value_and_gradient(Vector{{0.0, 0.0}}, gradient);
    CHECK(gradient[0] == -25.5);
}

TEST_CASE("the minimiser with an l2 penalty has no gradient and there is none with l1") {
    const auto objective = four_points_objective("mse", {.l1 = 0.0, .l2 = 0.7});
    Vector gradient(2);
    objective->value_and_gradient(objective->minimiser().value(), gradient);
    CHECK(gradient.cwiseAbs().maxCoeff() < 1e-13);
    CHECK_FALSE(four_points_objective("mse", {.l1 = 0.1, .l2 = 0.0})->minimiser().has_value());
}

TEST_CASE("with all x equal the minimiser is the one of least norm") {
    Experiment experiment = four_points(0.01);
    experiment.data.table = {1, {2, 2, 2}, {1, 2, 6}};
    const Vector theta = make_objective(experiment)->minimiser().value();
    // all w, b with 2 w + b = 3 fit equally; the nearest to 0 is 3/5 (2, 1)
    CHECK(close(theta[0], 1.2, 1e-14));
    CHECK(close(theta[1], 0.6, 1e-14));
}

TEST_CASE("one point has a minimiser of least norm and a loss of 0 there") {
    Experiment experiment = four_points(0.01);
    experiment.data.table = {1, {3}, {10}};
    const auto objective = make_objective(experiment);
    const Vector theta = objective->minimiser().value();
    CHECK(close(theta, Vector{{3.0, 1.0}}, 1e-14));
    CHECK(objective->value(theta) < 1e-28);
}

TEST_CASE("the one pass line has the bits of model and loss one after the other") {
    Experiment experiment = four_points(0.01);
    for (const std::int64_t n : {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 100, 1001}) {
        experiment.data.part = {"line", {{"n", n}, {"seed", n}}};
        for (const char* loss : {"mse", "half_mse"}) {
            for (const double penalty : {0.0, 0.25}) {
                const auto data = std::make_shared<const Dataset>(make_dataset(experiment));
                const std::shared_ptr<const Model> model =
                    model_part("linear").make(Settings(model_part("linear").info, {}), 1, 1);
                const std::shared_ptr<const Loss> squares =
                    loss_part(loss).make(Settings(loss_part(loss).info, {}));
                DataObjective plain(data, model, squares, {penalty, penalty});
                const auto line = make_data_objective(data, model, squares, {penalty, penalty});
                REQUIRE(dynamic_cast<DataObjective*>(line.get()) != nullptr);
                std::vector<Index> rows(static_cast<std::size_t>((n + 1) / 2));
                std::iota(rows.rbegin(), rows.rend(), Index{0});
                const Vector theta{{0.3, -1.7}};
                Vector a(2);
                Vector b(2);
                CAPTURE(n);
                CHECK(same_bits(line->value_and_gradient(theta, a), plain.value_and_gradient(theta, b)));
                CHECK(same_bits(a, b));
                CHECK(same_bits(line->value(theta), plain.value(theta)));
                CHECK(same_bits(line->batch_value_and_gradient(theta, rows, a),
                                plain.batch_value_and_gradient(theta, rows, b)));
                CHECK(same_bits(a, b));
            }
        }
    }
}

TEST_CASE("a not finite theta gives a not finite value and never throws") {
    for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL, 1e308}) {
        for (const auto& objective : {four_points_objective("mse"), function("rosenbrock")}) {
            Vector gradient(2);
            CHECK_FALSE(std::isfinite(objective->value_and_gradient(Vector{{bad, bad}}, gradient)));
            CHECK_FALSE(std::isfinite(objective->value(Vector{{bad, bad}})));
        }
    }
}

TEST_CASE("Rosenbrock by hand") {
    const auto objective = function("rosenbrock");
    Vector gradient(2);
    // at (-1.2, 1): 2.2^2 + 100 (1 - 1.44)^2 = 4.84 + 19.36
    CHECK(close(objective->value_and_gradient(Vector{{-1.2, 1.0}}, gradient), 24.2, 1e-15));
    CHECK(close(gradient, Vector{{-4.4 - 211.2, -88.0}}, 1e-14));
    CHECK(hessian_of(*objective, Vector{{1.0, 1.0}}) == Matrix{{802.0, -400.0}, {-400.0, 200.0}});
    CHECK(objective->minimiser().value() == Vector{{1.0, 1.0}});
    const auto moved = function("rosenbrock", {{"a", 2.0}, {"b", 5.0}});
    CHECK(moved->value(moved->minimiser().value()) == 0.0);
    CHECK(moved->minimiser().value() == Vector{{2.0, 4.0}});
}

TEST_CASE("the sphere by hand") {
    const auto objective = function("sphere");
    Vector gradient(2);
    CHECK(objective->value_and_gradient(Vector{{3.0, -4.0}}, gradient) == 25.0);
    CHECK(gradient == Vector{{6.0, -8.0}});
    CHECK(hessian_of(*objective, Vector{{1.0, 1.0}}) == Matrix{{2.0, 0.0}, {0.0, 2.0}});
    CHECK(objective->minimiser().value() == Vector{{0.0, 0.0}});
    CHECK(objective->sample_count() == 0);
    CHECK_FALSE(objective->validation_value(Vector{{1.0, 1.0}}).has_value());
}

TEST_CASE("several outputs are a mean over rows and outputs in theta's order") {
    Dataset data;
    data.x = Matrix{{1.0, 2.0}};
    data.y = Matrix{{0.0, 0.0}};
    const auto& part = model_part("linear");
    const std::shared_ptr<const Model> model = part.make(Settings(part.info, {}), 2, 2);
    CHECK(model->parameter_names() ==
          std::vector<std::string>{"w[1,1]", "w[1,2]", "w[2,1]", "w[2,2]", "b[1]", "b[2]"});
    CHECK(model->is_weight() == std::vector<bool>{true, true, true, true, false, false});
    const std::shared_ptr<const Loss> loss = loss_part("mse").make(Settings(loss_part("mse").info, {}));
    const auto objective = make_data_objective(std::make_shared<const Dataset>(data), model, loss, {});
    Vector gradient(6);
    // predictions: 1 + 4 + 5 = 10 and 3 + 8 + 6 = 17; mean of squares (100 + 289) / 2
    const Vector theta{{1.0, 2.0, 3.0, 4.0, 5.0, 6.0}};
    CHECK(objective->value_and_gradient(theta, gradient) == 194.5);
    CHECK(gradient == Vector{{10.0, 20.0, 17.0, 34.0, 10.0, 17.0}});
}

TEST_CASE("validation samples have the loss without the penalty") {
    Dataset data;
    data.x = Matrix{{1.0}};
    data.y = Matrix{{1.0}};
    data.validation_x = Matrix{{2.0}, {3.0}};
    data.validation_y = Matrix{{0.0}, {0.0}};
    const auto& part = model_part("linear");
    const std::shared_ptr<const Model> model = part.make(Settings(part.info, {}), 1, 1);
    const std::shared_ptr<const Loss> loss = loss_part("mse").make(Settings(loss_part("mse").info, {}));
    const auto objective =
        make_data_objective(std::make_shared<const Dataset>(data), model, loss, {1.0, 1.0});
    CHECK(objective->validation_value(Vector{{2.0, 0.0}}) == (16.0 + 36.0) / 2.0);
}

TEST_CASE("a class that only validation has is an output of the model") {
    Experiment experiment = four_points(0.01);
    experiment.loss.kind = "cross_entropy";
    auto data = std::make_shared<Dataset>();
    data->x = Matrix{{1.0}, {2.0}};
    data->y = Matrix{{0.0}, {1.0}};
    data->validation_x = Matrix{{3.0}};
    data->validation_y = Matrix{{2.0}};
    const auto objective = assemble_objective(experiment, data);
    CHECK(objective->parameter_count() == 6);
    CHECK(close(objective->validation_value(Vector::Zero(6)).value(), std::log(3.0), 1e-15));
    data->validation_y(0, 0) = 0.5;
    CHECK(error_of([&] { assemble_objective(experiment, data); }) ==
          "'cross_entropy' needs targets that are class numbers 0, 1, 2, … below 1000; that of row 1 is 0.5");
}
