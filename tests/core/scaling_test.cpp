// Scaled inputs: the numbers, what they are fitted on, and the way back.
#include "core/data/scaling.h"
#include "core/train/catalogue.h"
#include "core/train/experiment_file.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

Dataset columns(const Matrix& x) {
    Dataset data;
    data.x = x;
    data.y = Matrix::Zero(x.rows(), 1);
    return data;
}

Dataset column(std::initializer_list<double> values) {
    Matrix x(static_cast<Index>(values.size()), 1);
    std::copy(values.begin(), values.end(), x.data());
    return columns(x);
}

Vector first(const Matrix& x) { return x.col(0); }

}  // namespace

TEST_CASE("standardised inputs have mean 0 and deviation 1 as scikit-learn's StandardScaler") {
    const Dataset data = scale_inputs(column({1, 2, 3, 4}), "standardise");
    // Mean 5/2, variance (9/4 + 1/4 + 1/4 + 9/4) / 4 = 5/4.
    const double d = std::sqrt(1.25);
    CHECK(close(first(data.x), Vector{{-1.5 / d, -0.5 / d, 0.5 / d, 1.5 / d}}, 1e-15));
    REQUIRE(data.x_scale.size() == 1);
    CHECK(data.x_scale[0].shift == 2.5);
    CHECK(close(data.x_scale[0].factor, d, 1e-15));
    CHECK(close(data.raw(0, data.x(3, 0)), 4.0, 1e-15));
}

TEST_CASE("min_max brings inputs to 0 to 1") {
    const Dataset data = scale_inputs(column({-2, 4, 1, 7}), "min_max");
    CHECK(close(first(data.x), Vector{{0.0, 2.0 / 3.0, 1.0 / 3.0, 1.0}}, 1e-15));
    CHECK(data.x_scale[0] == ColumnScale{9.0, -2.0});
}

TEST_CASE("a scaling is fitted on the points to train on and used on the others") {
    Dataset data = column({0, 10});
    data.validation_x = Matrix::Constant(1, 1, 20.0);
    data.validation_y = Matrix::Zero(1, 1);
    data.test_x = Matrix::Constant(1, 1, -5.0);
    data.test_y = Matrix::Zero(1, 1);
    const Dataset unit = scale_inputs(data, "min_max");
    CHECK(first(unit.x) == Vector{{0.0, 1.0}});
    CHECK(unit.validation_x(0, 0) == 2.0);
    CHECK(unit.test_x(0, 0) == -0.5);
    CHECK(raw_inputs(unit, unit.validation_x) == data.validation_x);
    const Dataset standard = scale_inputs(data, "standardise");  // mean 5, deviation 5
    CHECK(first(standard.x) == Vector{{-1.0, 1.0}});
    CHECK(standard.validation_x(0, 0) == 3.0);
    CHECK(standard.test_x(0, 0) == -2.0);
}

TEST_CASE("a constant column is shifted to 0 and never divided by 0") {
    for (const char* scaling : {"standardise", "min_max"}) {
        Dataset data = columns(Matrix{{0.1, 1.0}, {0.1, 2.0}, {0.1, 6.0}});
        data.validation_x = Matrix{{0.3, 1.0}};
        data.validation_y = Matrix::Zero(1, 1);
        const Dataset scaled = scale_inputs(data, scaling);
        CHECK(first(scaled.x) == Vector::Zero(3));
        CHECK(scaled.x_scale[0] == ColumnScale{1.0, 0.1});
        CHECK(close(scaled.validation_x(0, 0), 0.2, 1e-15));
        CHECK(scaled.x.allFinite());
        CHECK(scale_inputs(column({7}), scaling).x(0, 0) == 0.0);
    }
    // All but equal: what is left is the rounding of 0.1 + 0.2 and 0.3.
    const Dataset noise = scale_inputs(column({0.1 + 0.2, 0.3, 0.3}), "standardise");
    CHECK(noise.x_scale[0].factor == 1.0);
    CHECK(std::abs(noise.x(0, 0)) < 1e-15);
}

TEST_CASE("large and far numbers keep their digits") {
    // 1e9 + 0, 1, 2: mean 1e9 + 1, variance 2/3.
    const Dataset far = scale_inputs(column({1e9, 1e9 + 1, 1e9 + 2}), "standardise");
    CHECK(close(far.x_scale[0].shift, 1e9 + 1, 1e-15));
    CHECK(close(far.x_scale[0].factor, std::sqrt(2.0 / 3.0), 1e-6));
    const Dataset huge = scale_inputs(column({-1.5e308, 1.5e308}), "standardise");
    CHECK(first(huge.x) == Vector{{-1.0, 1.0}});
    CHECK(error_of([] {
              scale_inputs(column({-1.5e308, 1.5e308}), "min_max");
          }) == "'scaling' min_max: the numbers of a column lie too far apart, from -1.5e+308 to 1.5e+308");
}

TEST_CASE("without scaling and without points a data set stays as it is") {
    const Dataset data = scale_inputs(column({1, 5}), "none");
    CHECK(first(data.x) == Vector{{1.0, 5.0}});
    CHECK(data.x_scale.empty());
    CHECK(data.raw(0, 5.0) == 5.0);
    CHECK(scale_inputs(column({}), "standardise").rows() == 0);
    CHECK(error_of([] { scale_inputs(column({1}), "standardize"); }) ==
          "'scaling' must be none, standardise or min_max, not 'standardize'; did you mean 'standardise'?");
}

TEST_CASE("a line over scaled inputs predicts as the same line over the user's own") {
    Experiment experiment = four_points(0.1);
    experiment.data.scaling = "standardise";
    experiment.stop.max_steps = 1000;
    Trainer trainer(experiment);
    while (trainer.step()) {
    }
    // At the minimum y = 1.7 x, whatever the units: slope and offset follow from the scale.
    const ColumnScale scale = trainer.dataset().x_scale.at(0);
    const Vector& theta = trainer.run(0).theta;
    CHECK(close(theta[0] / scale.factor, 1.7, 1e-12));
    CHECK(close(theta[1] - theta[0] * scale.shift / scale.factor, 0.0, 1e-12, 1.0));
}

TEST_CASE("another scaling begins again and a moved point does not") {
    Experiment before = four_points(0.1);
    Experiment after = before;
    after.data.scaling = "min_max";
    CHECK(classify_edit(before, after) == EditKind::restart);
    before.data.scaling = "min_max";
    after.data.table.x[0] = -3.0;
    CHECK(classify_edit(before, after) == EditKind::live);
    Trainer trainer(before);
    trainer.step();
    trainer.apply(after);
    CHECK(trainer.dataset().x_scale[0] == ColumnScale{7.0, -3.0});
    CHECK(trainer.run(0).step == 1);
    after.function = PartChoice{"sphere", {}};
    before.function = after.function;
    before.data.scaling = "none";
    CHECK(classify_edit(before, after) == EditKind::display);  // a test function has no inputs
}

TEST_CASE("scaling in files is read, written and checked") {
    const Experiment read = parse_experiment(kData + "scaling = \"standardise\"\n[[run]]", "a.toml");
    CHECK(read.data.scaling == "standardise");
    CHECK(parse_experiment(experiment_text(read), "b.toml") == read);
    CHECK(summary(read) == "2 points standardised, linear, mse");
    CHECK(experiment_text(four_points(0.1)).find("scaling") == std::string::npos);
    CHECK(message(kData + "scaling = \"minmax\"\n[[run]]") ==
          "a.toml:4: [data] 'scaling' must be none, standardise or min_max, not 'minmax'; did you mean "
          "'min_max'?");
    CHECK(message(kData + "scaling = true\n[[run]]") ==
          "a.toml:4: [data] 'scaling' must be a text in quotes, not true or false");
    Experiment wrong = four_points(0.1);
    wrong.data.scaling = "robust";
    CHECK(error_of([&] { check_experiment(wrong); }) ==
          "data: 'scaling' must be none, standardise or min_max, not 'robust'");
}
