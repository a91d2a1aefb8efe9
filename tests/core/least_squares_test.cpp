// The closed form of least squares against NIST's certified coefficients, and many outputs at once.
#include "core/objective/least_squares.h"
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"
#include "tests/core/nist.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

std::unique_ptr<Objective> squares(const Dataset& data, const PartChoice& model, Penalty penalty = {}) {
    const ModelPart& part = model_part(model.kind);
    const LossPart& mse = loss_part("mse");
    return make_data_objective(std::make_shared<const Dataset>(data),
                               part.make(Settings(part.info, model.knobs), data.x.cols(), data.y.cols()),
                               mse.make(Settings(mse.info, {})), penalty);
}

/// The fewest digits that any coefficient shares with its certified value.
double digits(const std::string& name, const PartChoice& model) {
    const Certified set = read_nist(name);
    const std::optional<Vector> theta = squares(set.data, model)->minimiser();
    REQUIRE(theta.has_value());
    REQUIRE(static_cast<std::size_t>(theta->size()) == set.coefficients.size());
    // theta ends with the bias, which NIST has first.
    const auto given = model.knobs.find("bias");
    const bool bias = given == model.knobs.end();
    CAPTURE(name);
    double least = 15.0;
    for (std::size_t i = 0; i < set.coefficients.size(); ++i) {
        const std::size_t at = !bias ? i : i == 0 ? set.coefficients.size() - 1 : i - 1;
        const double certified = set.coefficients[i];
        const double off = std::abs((*theta)[static_cast<Index>(at)] - certified) / std::abs(certified);
        if (off > 0.0) least = std::min(least, -std::log10(off));
    }
    return least;
}

PartChoice polynomial(std::int64_t degree) { return {"polynomial", {{"degree", degree}}}; }

}  // namespace

TEST_CASE("least squares have the certified digits of NIST's easy sets") {
    CHECK(digits("Norris", {"linear", {}}) >= 9.0);
    CHECK(digits("Pontius", polynomial(2)) >= 9.0);
    CHECK(digits("NoInt1", {"linear", {{"bias", false}}}) >= 9.0);
    CHECK(digits("NoInt2", {"linear", {{"bias", false}}}) >= 9.0);
    CHECK(digits("NoInt2", {"polynomial", {{"bias", false}, {"degree", std::int64_t{1}}}}) >= 9.0);
}

TEST_CASE("least squares have the certified digits of NIST's hard sets") {
    CHECK(digits("Longley", {"linear", {}}) >= 9.0);
    CHECK(digits("Filip", polynomial(10)) >= 6.0);
    for (const char* name : {"Wampler1", "Wampler2", "Wampler3", "Wampler4", "Wampler5"}) {
        CHECK(digits(name, polynomial(5)) >= 9.0);
    }
}

TEST_CASE("several outputs are as many problems of least squares") {
    const Certified set = read_nist("Longley");
    Dataset both = set.data;
    both.y.resize(16, 2);
    both.y.col(0) = set.data.y.col(0);
    both.y.col(1) = set.data.x.col(2);
    Dataset second = set.data;
    second.y = set.data.x.col(2);
    for (const PartChoice& model : {PartChoice{"linear", {}}, PartChoice{"linear", {{"bias", false}}}}) {
        const Index width = model.knobs.empty() ? 7 : 6;
        const Vector one = squares(set.data, model)->minimiser().value();
        const Vector two = squares(second, model)->minimiser().value();
        const Vector all = squares(both, model)->minimiser().value();
        REQUIRE(all.size() == 2 * width);
        // W row by row, then the biases.
        for (Index j = 0; j < 6; ++j) {
            CHECK(close(all[j], one[j], 1e-12));
            CHECK(close(all[6 + j], two[j], 1e-9, 1.0));
        }
        if (width == 7) CHECK(close(all[12], one[6], 1e-12));
    }
}

TEST_CASE("the Hessian of several outputs is one block for each") {
    Dataset data;
    data.x = Matrix{{0.5, -1.0}, {2.0, 0.25}, {-1.5, 3.0}};
    data.y = Matrix{{1.0, 2.0}, {0.0, -1.0}, {4.0, 0.5}};
    const auto objective = squares(data, {"linear", {}}, {.l1 = 0.0, .l2 = 0.25});
    Matrix hessian;
    REQUIRE(objective->hessian(Vector::Zero(6), hessian));
    for (Index i = 0; i < 6; ++i) {
        Vector product(6);
        REQUIRE(objective->hessian_product(Vector::Zero(6), Vector::Unit(6, i), product));
        CHECK(close(Vector(hessian.col(i)), product, 1e-14));
    }
    // W11 with W12: 2 / 6 sum x1 x2; with the other output's nothing.
    CHECK(close(hessian(0, 1), (-0.5 + 0.5 - 4.5) / 3.0, 1e-15));
    CHECK(hessian(0, 2) == 0.0);
    Vector gradient(6);
    objective->value_and_gradient(objective->minimiser().value(), gradient);
    CHECK(gradient.cwiseAbs().maxCoeff() < 1e-14);
}

TEST_CASE("of many equal fits the one of least norm is taken") {
    Dataset data;
    data.x = Matrix{{1.0, 2.0}, {2.0, 4.0}, {3.0, 6.0}};
    data.y = Matrix{{5.0}, {10.0}, {15.0}};
    const Vector theta = squares(data, {"linear", {{"bias", false}}})->minimiser().value();
    CHECK(close(theta, Vector{{1.0, 2.0}}, 1e-14));
}

TEST_CASE("a problem that would take too long has no closed form") {
    const ModelPart& part = model_part("linear");
    const auto wide = part.make(Settings(part.info, {}), 4000, 1);
    CHECK_FALSE(least_squares_problem(*wide, Matrix::Zero(600, 4000), Matrix::Zero(600, 1)).has_value());
    const auto narrow = part.make(Settings(part.info, {}), 4, 1);
    CHECK(least_squares_problem(*narrow, Matrix::Zero(600, 4), Matrix::Zero(600, 1)).has_value());
}

TEST_CASE("models without a bias go through the origin") {
    const ModelPart& part = model_part("linear");
    const auto line = part.make(Settings(part.info, {{"bias", false}}), 1, 1);
    CHECK(line->parameter_names() == std::vector<std::string>{"w"});
    CHECK(line->parameters().blocks == std::vector<ParameterBlock>{{0, 1, 1, true, "weights"}});
    Matrix prediction;
    line->predict(Vector{{3.0}}, Matrix{{2.0}, {0.0}}, prediction);
    CHECK(prediction == Matrix{{6.0}, {0.0}});
    const ModelPart& curve = model_part("polynomial");
    const auto square =
        curve.make(Settings(curve.info, {{"bias", false}, {"degree", std::int64_t{2}}}), 1, 2);
    CHECK(square->parameter_count() == 4);
    CHECK(square->parameter_names() == std::vector<std::string>{"w1[1]", "w2[1]", "w1[2]", "w2[2]"});
    square->predict(Vector{{1.0, 2.0, -1.0, 3.0}}, Matrix{{2.0}}, prediction);
    CHECK(prediction == Matrix{{10.0, 10.0}});
}
