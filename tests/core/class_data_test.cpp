// Generators of classes: where their points lie, how many of each class there are, what these are called.
#include "core/train/assemble.h"
#include "tests/core/closeness.h"
#include "tests/core/generators.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <numbers>

using namespace talweg;
using namespace talweg::test;

namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;
constexpr const char* kKinds[] = {"two_gaussians", "blobs", "circle", "xor", "spiral", "moons"};

std::map<double, Index> counts(const Dataset& data) {
    std::map<double, Index> result;
    for (const double y : data.y.reshaped()) ++result[y];
    return result;
}

double radius(const Dataset& data, Index i) { return data.x.row(i).norm(); }

/// How far an angle is from another, around the circle.
double apart(double a, double b) { return std::abs(std::remainder(a - b, kTurn)); }

}  // namespace

TEST_CASE("classes are indices with names, as many of each") {
    for (const char* kind : kKinds) {
        CAPTURE(kind);
        const Dataset data = generate(kind, {{"n", whole(120)}});
        REQUIRE(data.of_classes());
        CHECK(data.x.cols() == 2);
        CHECK(data.y.cols() == 1);
        CHECK(data.x_names == std::vector<std::string>{"x1", "x2"});
        CHECK(data.y_names == std::vector<std::string>{"class"});
        const auto of = counts(data);
        CHECK(of.size() == data.classes.size());
        for (std::size_t k = 0; k < data.classes.size(); ++k) {
            CHECK(of.at(static_cast<double>(k)) == 120 / static_cast<Index>(data.classes.size()));
            CHECK_FALSE(data.classes[k].empty());
        }
    }
    CHECK(generate("blobs", {{"centres", whole(10)}}).classes.back() == "J");
    CHECK(generate("spiral", {{"arms", whole(3)}}).classes ==
          std::vector<std::string>{"arm 1", "arm 2", "arm 3"});
    CHECK(generate("circle").classes == std::vector<std::string>{"inside", "outside"});
    CHECK(generate("moons").classes == std::vector<std::string>{"upper", "lower"});
    CHECK(generate("xor").classes == std::vector<std::string>{"same sign", "other sign"});
    CHECK(generate("two_gaussians").classes == std::vector<std::string>{"left", "right"});
}

TEST_CASE("more points leave those that are where they are, and so does the noise leave the places") {
    for (const char* kind : kKinds) {
        CAPTURE(kind);
        const Dataset few = generate(kind, {{"n", whole(50)}, {"seed", whole(9)}});
        const Dataset more = generate(kind, {{"n", whole(77)}, {"seed", whole(9)}});
        CHECK(more.x.topRows(50) == few.x);
        CHECK(more.y.topRows(50) == few.y);
        const Dataset quiet = generate(kind, {{"n", whole(50)}, {"seed", whole(9)}, {"noise", 0.0}});
        const Dataset loud = generate(kind, {{"n", whole(50)}, {"seed", whole(9)}, {"noise", 2.0}});
        const Dataset louder = generate(kind, {{"n", whole(50)}, {"seed", whole(9)}, {"noise", 4.0}});
        CHECK((louder.x - quiet.x).isApprox(2.0 * (loud.x - quiet.x), 1e-12));
    }
}

TEST_CASE("the noise of classes is normal in both inputs") {
    for (const char* kind : kKinds) {
        CAPTURE(kind);
        const KnobMap quiet = {{"n", whole(100000)}, {"noise", 0.0}};
        const KnobMap loud = {{"n", whole(100000)}, {"noise", 2.0}};
        const Matrix noise = generate(kind, loud).x - generate(kind, quiet).x;
        for (Index j = 0; j < 2; ++j) {
            CHECK(std::abs(mean_of(noise.col(j))) < 2.0 * 0.0127);
            CHECK(std::abs(variance_of(noise.col(j)) - 4.0) < 4.0 * 0.0179);
        }
        CHECK(std::abs(covariance_of(noise.col(0), noise.col(1))) < 4.0 * 0.0127);
    }
}

TEST_CASE("two Gaussians stand at their distance with their shares") {
    const Dataset data = generate("two_gaussians", {{"n", whole(10)}, {"noise", 0.0}, {"distance", 5.0}});
    for (Index i = 0; i < 10; ++i) {
        CHECK(data.x(i, 0) == (data.y(i, 0) == 0.0 ? -2.5 : 2.5));
        CHECK(data.x(i, 1) == 0.0);
    }
    const auto second = [](std::int64_t n, double share) {
        return counts(generate("two_gaussians", {{"n", whole(n)}, {"share", share}}))[1.0];
    };
    CHECK(second(100, 0.29) == 29);
    CHECK(second(1000, 0.001) == 1);
    CHECK(second(10, 0.0) == 0);
    CHECK(second(10, 1.0) == 10);
    CHECK(generate("two_gaussians", {{"share", 0.0}}).classes.size() == 2);
}

TEST_CASE("blobs stand evenly around the middle") {
    const Dataset data =
        generate("blobs", {{"n", whole(8)}, {"centres", whole(4)}, {"noise", 0.0}, {"radius", 2.0}});
    const double expected[4][2] = {{0, 2}, {-2, 0}, {0, -2}, {2, 0}};
    for (Index i = 0; i < 8; ++i) {
        CHECK(data.y(i, 0) == static_cast<double>(i % 4));
        CHECK(std::abs(data.x(i, 0) - expected[i % 4][0]) < 1e-15 * 4);
        CHECK(std::abs(data.x(i, 1) - expected[i % 4][1]) < 1e-15 * 4);
    }
}

TEST_CASE("the circle is a disc and a ring, each as dense everywhere") {
    const Dataset data = generate(
        "circle", {{"n", whole(20000)}, {"noise", 0.0}, {"inner", 1.0}, {"gap", 1.0}, {"width", 2.0}});
    Vector disc(10000);
    Vector ring(10000);
    for (Index i = 0; i < 20000; ++i) {
        const double r = radius(data, i);
        if (data.y(i, 0) == 0.0) {
            CHECK(r <= 1.0);
            disc[i / 2] = r * r;  // uniform from 0 to 1 where the density is even
        } else {
            CHECK(r >= 2.0 - 1e-12);
            CHECK(r <= 4.0 + 1e-12);
            ring[i / 2] = (r * r - 4.0) / 12.0;
        }
    }
    for (const Vector& each : {disc, ring}) {
        CHECK(std::abs(mean_of(each) - 0.5) < 4.0 * 0.289 / 100.0);
        CHECK(variance_of(each) == doctest::Approx(1.0 / 12.0).epsilon(0.05));
    }
}

TEST_CASE("XOR has a class for equal signs and one for others, and a gap along the axes") {
    const Dataset data = generate("xor", {{"n", whole(4000)}, {"size", 2.0}, {"gap", 0.25}});
    std::map<int, int> quadrants;
    for (Index i = 0; i < 4000; ++i) {
        const double a = data.x(i, 0);
        const double b = data.x(i, 1);
        CHECK((a * b > 0.0) == (data.y(i, 0) == 0.0));
        CHECK(std::min(std::abs(a), std::abs(b)) >= 0.25);
        CHECK(std::max(std::abs(a), std::abs(b)) < 2.25);
        ++quadrants[(a > 0.0 ? 1 : 0) + (b > 0.0 ? 2 : 0)];
    }
    for (const auto& each : quadrants) CHECK(std::abs(each.second - 1000) < 4 * 28);
    CHECK(quadrants.size() == 4);
}

TEST_CASE("every arm of the spiral turns as far as it is out") {
    const Dataset data = generate(
        "spiral", {{"n", whole(900)}, {"arms", whole(3)}, {"noise", 0.0}, {"turns", 1.5}, {"radius", 2.0}});
    for (Index i = 0; i < 900; ++i) {
        const double along = radius(data, i) / 2.0;
        CHECK(along < 1.0);
        const double angle = std::atan2(data.x(i, 1), data.x(i, 0));
        CHECK(apart(angle, kTurn * (1.5 * along + data.y(i, 0) / 3.0)) < 1e-9);
    }
}

TEST_CASE("moons are two half circles, the lower one shifted into the upper") {
    const Dataset data = generate("moons", {{"n", whole(600)}, {"noise", 0.0}, {"gap", 0.25}});
    for (Index i = 0; i < 600; ++i) {
        const double a = data.x(i, 0);
        const double b = data.x(i, 1);
        if (data.y(i, 0) == 0.0) {
            CHECK(a * a + b * b == doctest::Approx(1.0).epsilon(1e-12));
            CHECK(b >= 0.0);
        } else {
            CHECK((a - 1.0) * (a - 1.0) + (b - 0.25) * (b - 0.25) == doctest::Approx(1.0).epsilon(1e-12));
            CHECK(b <= 0.25);
        }
    }
}

TEST_CASE("a class that has a name has an output, though none of its points is there") {
    Experiment experiment = four_points(0.1);
    experiment.loss = {"cross_entropy", {}};
    experiment.data.part = {"blobs", {{"n", whole(2)}, {"centres", whole(5)}}};
    experiment.init = {"zeros", {}};
    CHECK(make_objective(experiment)->parameter_count() == 5 * 2 + 5);
    Experiment more = experiment;
    more.data.part.knobs["n"] = whole(40);
    CHECK(classify_edit(experiment, more) == EditKind::live);
    more.data.part.knobs["centres"] = whole(6);
    CHECK(classify_edit(experiment, more) == EditKind::restart);
}
