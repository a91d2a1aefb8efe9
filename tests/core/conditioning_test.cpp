// Condition numbers, before and after scaling.
#include "core/train/conditioning.h"
#include "core/objective/least_squares.h"
#include "core/surface/curvature.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

TEST_CASE("the condition number of four points by hand") {
    // X'X = [[30, 10], [10, 4]]: eigenvalues 17 ± sqrt(269).
    const double root = std::sqrt(269.0);
    const Matrix design{{1, 1}, {2, 1}, {3, 1}, {4, 1}};
    CHECK(close(condition_number(design), (17.0 + root) / (17.0 - root), 1e-12));
    CHECK(close(condition_number(Matrix::Identity(5, 5)), 1.0, 1e-15));
    CHECK(close(condition_number(Vector::Constant(3, 7.0)), 1.0, 1e-15));
    // Columns of length 1e6 and 1e-6: far beyond what X'X itself could show.
    CHECK(close(condition_number(Matrix{{1e6, 0.0}, {0.0, 1e-6}}), 1e24, 1e-12));
}

TEST_CASE("dependent columns have no finite condition number") {
    CHECK(std::isinf(condition_number(Matrix{{1, 1}, {1, 1}, {1, 1}})));
    CHECK(std::isinf(condition_number(Matrix{{0.1, 0.2, 1}, {0.3, 0.6, 1}, {0.7, 1.4, 1}, {0.9, 1.8, 1}})));
    CHECK(std::isinf(condition_number(Matrix{{1, 2, 1}, {3, 4, 1}})));  // fewer rows than columns
    CHECK(std::isinf(condition_number(Matrix::Zero(3, 1))));
    CHECK(std::isnan(condition_number(Matrix(0, 2))));
    CHECK(std::isnan(condition_number(Matrix{{NAN, 1}, {1, 1}})));
}

TEST_CASE("standardised inputs of a line have condition number 1") {
    Experiment experiment = four_points(0.1);
    experiment.data.table.x = {1000, 1001, 1002, 1003};
    const Conditioning plain = conditioning_of(experiment, make_dataset(experiment));
    CHECK(plain.before == plain.after);
    CHECK(plain.before > 1e11);
    experiment.data.scaling = "standardise";
    const Conditioning scaled = conditioning_of(experiment, make_dataset(experiment));
    CHECK(close(scaled.before, plain.before, 1e-6));
    CHECK(close(scaled.after, 1.0, 1e-12));
    // The same as the Hessian's, whose eigenvalues decide about the steps.
    const auto objective = make_objective(experiment);
    const auto found = curvature(*objective, Vector::Zero(2));
    REQUIRE(found.has_value());
    CHECK(close(found->largest / found->smallest, scaled.after, 1e-12));
}

TEST_CASE("a polynomial's design is that of its powers and a network's its inputs") {
    Experiment experiment = four_points(0.1);
    const auto hessian_condition = [&] {
        const auto objective = make_objective(experiment);
        const auto found = curvature(*objective, Vector::Zero(objective->parameter_count()));
        return found->largest / found->smallest;
    };
    experiment.model = {"polynomial", {{"degree", std::int64_t{2}}}};
    const Conditioning powers = conditioning_of(experiment, make_dataset(experiment));
    CHECK(close(powers.after, hessian_condition(), 1e-8));
    const double root = std::sqrt(269.0);
    experiment.model = {"mlp", {}};
    CHECK(close(conditioning_of(experiment, make_dataset(experiment)).after, (17.0 + root) / (17.0 - root),
                1e-12));
    experiment.function = PartChoice{"sphere", {}};
    CHECK(std::isnan(conditioning_of(experiment, {}).before));
}
