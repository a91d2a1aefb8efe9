// Metrics, each worked by hand.
#include "core/train/metrics.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

SplitMetrics metrics_of(Task task, const Matrix& prediction, const Matrix& target) {
    SplitMetrics metrics;
    fill_metrics(task, prediction, target, metrics);
    return metrics;
}

Matrix column(std::initializer_list<double> values) {
    Matrix matrix(static_cast<Index>(values.size()), 1);
    std::copy(values.begin(), values.end(), matrix.data());
    return matrix;
}

/// Outputs whose largest entry is that of the class.
Matrix outputs_for(std::initializer_list<int> predicted, Index classes) {
    Matrix outputs = Matrix::Zero(static_cast<Index>(predicted.size()), classes);
    Index row = 0;
    for (const int c : predicted) outputs(row++, c) = 1.5;
    return outputs;
}

void check_class(const ClassMetrics& got, double precision, double recall, double f1, std::uint64_t support) {
    CHECK(close(got.precision, precision, 1e-15));
    CHECK(close(got.recall, recall, 1e-15));
    CHECK(close(got.f1, f1, 1e-15));
    CHECK(got.support == support);
}

}  // namespace

TEST_CASE("regression by hand") {
    // Residuals 0, -1, 2; the targets' mean is 2, their squares about it 1 + 1 + 0.
    const SplitMetrics m = metrics_of(Task::regression, column({1, 2, 4}), column({1, 3, 2}));
    CHECK(m.points == 3);
    CHECK(m.mse == 5.0 / 3.0);
    CHECK(m.rmse == std::sqrt(5.0 / 3.0));
    CHECK(m.mae == 1.0);
    CHECK(m.r2 == -1.5);  // 1 - 5 / 2
    CHECK(std::isnan(m.accuracy));
    CHECK(m.classes.empty());
    const SplitMetrics exact = metrics_of(Task::regression, column({1, 3, 2}), column({1, 3, 2}));
    CHECK(exact.mse == 0.0);
    CHECK(exact.r2 == 1.0);
}

TEST_CASE("constant targets have no spread to explain") {
    // Three times 0.1 sums to 0.30000000000000004: the mean is not 0.1.
    const SplitMetrics m = metrics_of(Task::regression, column({0.1, 0.1, 0.4}), column({0.1, 0.1, 0.1}));
    CHECK(std::isnan(m.r2));
    CHECK(close(m.mae, 0.1, 1e-15));
    CHECK(std::isnan(metrics_of(Task::regression, column({1}), column({2})).r2));
}

TEST_CASE("several outputs share their errors and average their explained spread") {
    Matrix target(2, 2);
    target << 0, 0, 2, 4;
    Matrix prediction(2, 2);
    prediction << 1, 0, 1, 4;
    const SplitMetrics m = metrics_of(Task::regression, prediction, target);
    CHECK(m.mse == 0.5);  // squares 1, 1, 0, 0
    CHECK(m.mae == 0.5);
    CHECK(m.r2 == 0.5);  // 1 - 2 / 2 = 0 and 1
    target(1, 1) = 0.0;
    CHECK(std::isnan(metrics_of(Task::regression, prediction, target).r2));
}

TEST_CASE("binary classification by hand") {
    // Said 1, 1, 1, 0, 0; a logit of 0 says 0. Targets 1, 0, 1, 1, 0.
    const SplitMetrics m =
        metrics_of(Task::binary, column({2.0, 0.5, 0.1, 0.0, -3.0}), column({1, 0, 1, 1, 0}));
    CHECK(m.confusion == std::vector<std::uint64_t>{1, 1, 1, 2});
    CHECK(m.accuracy == 0.6);
    REQUIRE(m.classes.size() == 2);
    check_class(m.classes[0], 1.0 / 2.0, 1.0 / 2.0, 1.0 / 2.0, 2);
    check_class(m.classes[1], 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 3);
    check_class(m.macro, 7.0 / 12.0, 7.0 / 12.0, 7.0 / 12.0, 5);
    check_class(m.micro, 0.6, 0.6, 0.6, 5);
    CHECK(std::isnan(m.mse));
}

TEST_CASE("margins are judged by their sign") {
    const SplitMetrics m = metrics_of(Task::margin, column({0.2, -5.0, 7.0, 0.0}), column({1, -1, -1, 1}));
    CHECK(m.confusion == std::vector<std::uint64_t>{1, 1, 1, 1});
    CHECK(m.accuracy == 0.5);
    CHECK(class_label(Task::margin, 0) == "-1");
    CHECK(class_label(Task::margin, 1) == "1");
    CHECK(class_label(Task::classes, 2) == "2");
}

TEST_CASE("a class that occurs nowhere counts in no mean") {
    // Targets 0 0 1 1 0, said 0 1 1 0 0, of three classes.
    const SplitMetrics m =
        metrics_of(Task::classes, outputs_for({0, 1, 1, 0, 0}, 3), column({0, 0, 1, 1, 0}));
    CHECK(m.confusion == std::vector<std::uint64_t>{2, 1, 0, 1, 1, 0, 0, 0, 0});
    CHECK(m.accuracy == 0.6);
    check_class(m.classes[0], 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 3);
    check_class(m.classes[1], 0.5, 0.5, 0.5, 2);
    check_class(m.classes[2], 0.0, 0.0, 0.0, 0);
    check_class(m.macro, 7.0 / 12.0, 7.0 / 12.0, 7.0 / 12.0, 5);
}

TEST_CASE("what would be divided by nothing is 0") {
    // Class 1 is never said, class 2 is never wanted. Targets 0 1 0 1, said 0 0 2 0.
    const SplitMetrics m = metrics_of(Task::classes, outputs_for({0, 0, 2, 0}, 3), column({0, 1, 0, 1}));
    check_class(m.classes[0], 1.0 / 3.0, 1.0 / 2.0, 2.0 / 5.0, 2);
    check_class(m.classes[1], 0.0, 0.0, 0.0, 2);
    check_class(m.classes[2], 0.0, 0.0, 0.0, 0);
    check_class(m.macro, 1.0 / 9.0, 1.0 / 6.0, 2.0 / 15.0, 4);
    CHECK(m.accuracy == 0.25);
}

TEST_CASE("the first of equal outputs is said and NaN never") {
    Matrix outputs(3, 3);
    outputs << 1, 1, 0, NAN, -1, -2, 0, NAN, 3;
    const SplitMetrics m = metrics_of(Task::classes, outputs, column({0, 1, 2}));
    CHECK(m.accuracy == 1.0);
}

TEST_CASE("no points, no metrics") {
    const SplitMetrics m = metrics_of(Task::binary, Matrix(0, 1), Matrix(0, 1));
    CHECK(m.points == 0);
    CHECK(std::isnan(m.accuracy));
    CHECK(m.confusion.empty());
}

TEST_CASE("a trainer's metrics are those of its theta on every part") {
    Experiment experiment = four_points(0.01);
    experiment.data.validation = 0.25;
    experiment.penalty.l2 = 0.5;
    Trainer trainer(experiment);
    trainer.step();
    Metrics metrics;
    trainer.metrics(0, metrics);
    const Dataset& data = trainer.dataset();
    const Vector& theta = trainer.run(0).theta;
    CHECK(metrics.step == 1);
    CHECK(metrics.task == Task::regression);
    CHECK(metrics.train.points == 3);
    CHECK(metrics.validation.points == 1);
    CHECK(metrics.test.points == 0);
    CHECK(same_bits(metrics.train.loss, metrics.train.mse));  // no penalty
    CHECK(close(metrics.train.loss, trainer.run(0).loss - trainer.run(0).penalty, 1e-14));
    CHECK(same_bits(metrics.validation.loss, trainer.run(0).validation_loss));
    const double r = theta[0] * data.validation_x(0, 0) + theta[1] - data.validation_y(0, 0);
    CHECK(close(metrics.validation.mae, std::abs(r), 1e-15));
    // After an edit of the data they are those of the new points.
    experiment.data.validation = 0.0;
    trainer.apply(experiment);
    trainer.metrics(0, metrics);
    CHECK(metrics.train.points == 4);
    CHECK(metrics.validation.points == 0);
    Experiment function;
    function.function = PartChoice{"sphere", {}};
    function.runs = experiment.runs;
    Trainer sphere(function);
    sphere.metrics(0, metrics);
    CHECK(metrics.train.points == 0);
}
