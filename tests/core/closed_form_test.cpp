// Where least squares end: by hand, with a penalty, against NIST, and where there is no such place.
#include "core/train/closed_form.h"
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"
#include "tests/core/nist.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

ClosedForm closed_form(const Experiment& experiment) {
    return closed_form_of(experiment, std::make_shared<const Dataset>(make_dataset(experiment)));
}

Experiment table_of(const Certified& set) {
    Experiment experiment = four_points(0.1);
    Table& table = experiment.data.table;
    table = {};
    for (Index i = 0; i < set.data.x.rows(); ++i) {
        table.x.push_back(set.data.x(i, 0));
        table.y.push_back(set.data.y(i, 0));
    }
    return experiment;
}

}  // namespace

TEST_CASE("the closed form of four points by hand") {
    // Mean x 2.5, y 4.25; slope 8.5 / 5; residuals 0.3, -0.4, -0.1, 0.2.
    const ClosedForm found = closed_form(four_points(0.1));
    REQUIRE(found.known());
    CHECK(close(found.theta, Vector{{1.7, 0.0}}, 1e-14));
    CHECK(close(found.loss, 0.075, 1e-14));
    CHECK(found.unique);
    CHECK(close(distance_to(found, Vector{{4.7, 4.0}}), 5.0, 1e-14));
    CHECK(std::isnan(distance_to(found, Vector::Zero(3))));
    Experiment half = four_points(0.1);
    half.loss.kind = "half_mse";
    CHECK(close(closed_form(half).loss, 0.0375, 1e-14));
}

TEST_CASE("with an L2 penalty it is the ridge solution by hand") {
    // (1/4) sum (w x + b - y)^2 + 1.25 w^2: w = 2.125 / (1.25 + 1.25), b = 4.25 - 2.5 w.
    Experiment experiment = four_points(0.1);
    experiment.penalty.l2 = 1.25;
    const ClosedForm found = closed_form(experiment);
    REQUIRE(found.known());
    CHECK(close(found.theta, Vector{{0.85, 2.125}}, 1e-14));
    // (14.75 - 2 w 8.5 + 5 w^2) / 4 + 1.25 w^2
    CHECK(close(found.loss, 1.88125, 1e-14));
    CHECK(found.unique);
}

TEST_CASE("scaled inputs have it in their own units") {
    Experiment experiment = four_points(0.1);
    experiment.data.scaling = "standardise";
    const ClosedForm found = closed_form(experiment);
    // Deviation of x: sqrt(5 / 4) over all points. At mean 0 the offset is the mean of y.
    REQUIRE(found.known());
    CHECK(close(found.theta, Vector{{1.7 * std::sqrt(1.25), 4.25}}, 1e-13));
    CHECK(close(found.loss, 0.075, 1e-13));
}

TEST_CASE("it is NIST's certified fit") {
    const Certified norris = read_nist("Norris");
    const ClosedForm line = closed_form(table_of(norris));
    REQUIRE(line.known());
    CHECK(close(line.theta[0], norris.coefficients[1], 1e-13));
    CHECK(close(line.theta[1], norris.coefficients[0], 1e-11));
    CHECK(close(line.loss, 26.6173985294224 / 36.0, 1e-12));  // the certified residual sum of squares
    const Certified pontius = read_nist("Pontius");
    Experiment square = table_of(pontius);
    square.model = {"polynomial", {{"degree", std::int64_t{2}}}};
    const ClosedForm curve = closed_form(square);
    REQUIRE(curve.known());
    CHECK(close(curve.loss, 0.155761768796992e-05 / 40.0, 1e-9));
    // Badly conditioned by its units, and yet of one solution only.
    Experiment filip = table_of(read_nist("Filip"));
    filip.model = {"polynomial", {{"degree", std::int64_t{10}}}};
    CHECK(closed_form(filip).unique);
}

TEST_CASE("more parameters than points have many, and no distance to them") {
    Experiment experiment = four_points(0.1);
    experiment.model = {"polynomial", {{"degree", std::int64_t{6}}}};
    const ClosedForm found = closed_form(experiment);
    REQUIRE(found.known());
    CHECK_FALSE(found.unique);
    CHECK(found.loss < 1e-20);
    CHECK(std::isnan(distance_to(found, found.theta)));
    // A penalty makes one of them the best.
    experiment.penalty.l2 = 0.1;
    CHECK(closed_form(experiment).unique);
    // Points that stand on one another leave the slope open.
    Experiment column = four_points(0.1);
    column.data.table.x = {2, 2, 2, 2};
    CHECK_FALSE(closed_form(column).unique);
}

TEST_CASE("other losses, models and penalties have none") {
    const auto none = [](auto change) {
        Experiment experiment = four_points(0.1);
        change(experiment);
        return !closed_form(experiment).known();
    };
    CHECK(none([](Experiment& e) { e.loss.kind = "mae"; }));
    CHECK(none([](Experiment& e) { e.loss.kind = "huber"; }));
    CHECK(none([](Experiment& e) { e.penalty.l1 = 0.1; }));
    CHECK(none([](Experiment& e) { e.model = {"mlp", {}}; }));
    CHECK(none([](Experiment& e) { e.function = PartChoice{"sphere", {}}; }));
    CHECK_FALSE(closed_form_of(four_points(0.1), std::make_shared<const Dataset>()).known());
}

TEST_CASE("a million points of a line have one, and wider ones of them do not wait for it") {
    const auto data = std::make_shared<Dataset>();
    data->x = Matrix::Random(1'000'000, 1);
    data->y = 3.0 * data->x.array() + 1.0;
    const Experiment experiment = four_points(0.1);
    const ClosedForm found = closed_form_of(experiment, data);
    REQUIRE(found.known());
    CHECK(close(found.theta, Vector{{3.0, 1.0}}, 1e-12));
    data->x = Matrix::Random(1'000'000, 2);
    CHECK_FALSE(closed_form_of(experiment, data).known());
}
