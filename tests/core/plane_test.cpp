// Planes through the space of parameters: which one, what the loss is over it, and where a path stands.
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/surface/loss_surface.h"
#include "core/surface/plane_choice.h"
#include "core/train/experiment.h"
#include "tests/core/closeness.h"
#include "tests/core/plane_cases.h"

#include <doctest/doctest.h>

#include <cmath>
#include <sstream>

using namespace talweg;
using namespace talweg::test;

namespace {

/// The numbers of a reference file, line by line; those above and below its dashes.
struct PlaneReference {
    std::vector<Vector> given;
    std::vector<Vector> wanted;
};

PlaneReference read_plane(const std::string& name) {
    const std::string path = std::string(TALWEG_REFERENCE_DIR) + "/planes/" + name;
    std::istringstream lines(read_text_file(path, 1 << 20));
    PlaneReference reference;
    std::vector<Vector>* into = &reference.given;
    for (std::string line; std::getline(lines, line);) {
        if (line == "---") {
            into = &reference.wanted;
            continue;
        }
        std::istringstream words(line);
        std::vector<double> numbers;
        for (std::string word; words >> word;) numbers.push_back(parse_double(word).value());
        into->push_back(Eigen::Map<const Vector>(numbers.data(), static_cast<Index>(numbers.size())));
    }
    return reference;
}

Matrix as_columns(const std::vector<Vector>& points) {
    Matrix columns(points.front().size(), static_cast<Index>(points.size()));
    for (std::size_t i = 0; i < points.size(); ++i) columns.col(static_cast<Index>(i)) = points[i];
    return columns;
}

void check_close(const Vector& found, const Vector& wanted) {
    REQUIRE(found.size() == wanted.size());
    CHECK((found - wanted).cwiseAbs().maxCoeff() < 1e-12);
}

void check_place(const ThetaPlane& plane, const Vector& theta, const Vector& wanted) {
    const PlanePlace place = PlaneProjection(plane).place(theta.data());
    check_close(Vector{{place.a, place.b, place.distance}}, wanted);
}

}  // namespace

TEST_CASE("main directions are PyTorch's principal components") {
    const PlaneReference reference = read_plane("main_directions.txt");
    PlaneWish wish;
    wish.kind = PlaneKind::main;
    wish.points = as_columns(reference.given);
    wish.through = reference.given.back();
    const ChosenPlane chosen = choose_plane(wish, Parameters::vector(7), {});
    CHECK_FALSE(chosen.degenerate);
    check_close(chosen.plane.u, reference.wanted[0]);
    check_close(chosen.plane.v, reference.wanted[1]);
    check_close(Vector{{chosen.shares[0], chosen.shares[1]}}, reference.wanted[2]);
    for (std::size_t i = 0; i < reference.given.size(); ++i) {
        check_place(chosen.plane, reference.given[i], reference.wanted[3 + i]);
    }
    // By the other product of the matrix with itself: of fewer points than parameters.
    wish.points = as_columns({reference.given[0], reference.given[3], reference.given[8]});
    const ChosenPlane few = choose_plane(wish, Parameters::vector(7), {});
    CHECK(few.shares[0] + few.shares[1] == doctest::Approx(1.0).epsilon(1e-14));
    for (const std::size_t i : {0U, 3U, 8U}) {
        PlaneWish moved = wish;
        moved.through = reference.given[0];
        const ChosenPlane exact = choose_plane(moved, Parameters::vector(7), {});
        CHECK(PlaneProjection(exact.plane).place(reference.given[i].data()).distance < 1e-13);
    }
}

TEST_CASE("the plane through three points is PyTorch's") {
    const PlaneReference reference = read_plane("three_points.txt");
    PlaneWish wish;
    wish.kind = PlaneKind::points;
    wish.points = as_columns(reference.given);
    const ChosenPlane chosen = choose_plane(wish, Parameters::vector(7), {});
    CHECK_FALSE(chosen.degenerate);
    check_close(chosen.plane.u, reference.wanted[0]);
    check_close(chosen.plane.v, reference.wanted[1]);
    const std::vector<Vector> path = read_plane("main_directions.txt").given;
    for (std::size_t i = 0; i < 3; ++i)
        check_place(chosen.plane, reference.given[i], reference.wanted[2 + i]);
    for (std::size_t i = 0; i < path.size(); ++i) check_place(chosen.plane, path[i], reference.wanted[5 + i]);
    REQUIRE(chosen.landmarks.size() == 3);
    CHECK(chosen.landmarks[2][0] == doctest::Approx(reference.wanted[4][0]).epsilon(1e-12));
    CHECK(chosen.landmarks[2][1] == doctest::Approx(reference.wanted[4][1]).epsilon(1e-12));
}

TEST_CASE("points that span no plane still give one") {
    PlaneWish wish;
    wish.kind = PlaneKind::points;
    wish.points = Matrix::Zero(4, 3);
    wish.points(0, 1) = 2.0;
    wish.points(0, 2) = 5.0;
    for (const bool all_one : {false, true}) {
        if (all_one) wish.points.setOnes();
        const ChosenPlane chosen = choose_plane(wish, Parameters::vector(4), {});
        CHECK(chosen.degenerate);
        CHECK(chosen.plane.u.norm() == doctest::Approx(1.0).epsilon(1e-14));
        CHECK(chosen.plane.v.norm() == doctest::Approx(1.0).epsilon(1e-14));
        CHECK(std::abs(chosen.plane.u.dot(chosen.plane.v)) < 1e-14);
    }
    wish.kind = PlaneKind::main;
    wish.through = Vector::Ones(4);
    for (const Index count : {1, 2, 5}) {
        wish.points = Vector::LinSpaced(4, 1.0, 2.0) * Vector::LinSpaced(count, 0.0, 1.0).transpose();
        const ChosenPlane chosen = choose_plane(wish, Parameters::vector(4), {});
        CHECK(chosen.degenerate);
        CHECK(std::abs(chosen.plane.u.dot(chosen.plane.v)) < 1e-14);
        CHECK(chosen.plane.v.norm() == doctest::Approx(1.0).epsilon(1e-14));
    }
}

TEST_CASE("random directions are as long as the weights row by row and leave biases alone") {
    const Experiment experiment = network();
    const auto objective = make_objective(experiment);
    PlaneWish wish;
    wish.kind = PlaneKind::random;
    wish.seed = 7;
    wish.through = make_start(experiment, 0, *objective);
    const Parameters blocks = objective->parameters();
    const ChosenPlane chosen = choose_plane(wish, blocks, objective->parameter_names());
    CHECK_FALSE(chosen.degenerate);
    int rows = 0;
    for (const Vector* direction : {&chosen.plane.u, &chosen.plane.v}) {
        for (const ParameterBlock& block : blocks.blocks) {
            if (!block.matrix) {
                CHECK(direction->segment(block.offset, block.size()).norm() == 0.0);
                continue;
            }
            for (Index row = 0; row < block.rows; ++row, ++rows) {
                const Index at = block.offset + row * block.cols;
                CHECK(direction->segment(at, block.cols).norm() ==
                      doctest::Approx(wish.through.segment(at, block.cols).norm()).epsilon(1e-14));
            }
        }
    }
    CHECK(rows == 2 * (3 + 1));
    CHECK(choose_plane(wish, blocks, {}).plane == chosen.plane);
    wish.seed = 8;
    CHECK_FALSE(choose_plane(wish, blocks, {}).plane == chosen.plane);
}

TEST_CASE("planes through runs that flew away or withered still have two directions") {
    const Experiment experiment = network();
    const auto objective = make_objective(experiment);
    const Vector start = make_start(experiment, 0, *objective);
    for (const double size : {1e120, 1e-120}) {
        PlaneWish wish;
        wish.through = size * start;
        wish.points.resize(start.size(), 3);
        for (Index i = 0; i < 3; ++i) {
            wish.points.col(i) = size * (start + static_cast<double>(i * i) * Vector::Unit(start.size(), i));
        }
        for (const PlaneKind kind : {PlaneKind::random, PlaneKind::main, PlaneKind::points}) {
            wish.kind = kind;
            const ChosenPlane chosen = choose_plane(wish, objective->parameters(), {});
            Vector theta(start.size());
            chosen.plane.at(2.0 * size, -3.0 * size, theta);
            const PlanePlace place = PlaneProjection(chosen.plane).place(theta.data());
            CAPTURE(size);
            CAPTURE(static_cast<int>(kind));
            CHECK(place.a == doctest::Approx(2.0 * size).epsilon(1e-9));
            CHECK(place.b == doctest::Approx(-3.0 * size).epsilon(1e-9));
            CHECK(std::isfinite(chosen.shares[0]));
        }
    }
}

TEST_CASE("a window around places has them inside with air") {
    const std::vector<std::array<double, 2>> places{{1.0, 2.0}, {3.0, 2.0}, {NAN, 0.0}};
    const PlaneWindow window = window_around(places);
    CHECK(window.x_low < 0.8);
    CHECK(window.x_high > 3.2);
    CHECK(window.y_high - window.y_low >= (window.x_high - window.x_low) / 6.0);
    const PlaneWindow lonely = window_around(std::vector<std::array<double, 2>>{{5.0, -5.0}});
    CHECK(lonely.x_low <= 4.0);
    CHECK(lonely.y_high >= -4.0);
}
