// Planes through the space of parameters: which one, what the loss is over it, and where a path stands.
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/objective/plane_objective.h"
#include "core/surface/loss_surface.h"
#include "core/surface/plane_choice.h"
#include "core/train/experiment.h"
#include "tests/core/closeness.h"

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

Experiment network() {
    Experiment experiment;
    experiment.model = {"mlp", {{"hidden", std::vector<double>{3}}}};
    experiment.data.table.inputs = 2;
    experiment.data.table.x = {0.5, -1.0, 1.5, 0.25, -0.75, 2.0, 1.0, 1.0};
    experiment.data.table.y = {0.5, -1.0, 0.75, 0.25};
    experiment.init.scheme = "torch_linear";
    RunSpec run;
    run.id = 1;
    experiment.runs.push_back(run);
    return experiment;
}

/// A plane of two arbitrary directions, neither of length one nor at right angles.
ThetaPlane slanting(Index p) {
    ThetaPlane plane{Vector(p), Vector(p), Vector(p)};
    for (Index i = 0; i < p; ++i) {
        const auto k = static_cast<double>(i);
        plane.origin[i] = 0.3 * std::sin(1.0 + k);
        plane.u[i] = std::cos(2.0 * k);
        plane.v[i] = 0.5 * std::sin(3.0 * k) + 0.1;
    }
    return plane;
}

/// row() against value() at the same places, to rounding.
void check_values(Objective& objective, const ThetaPlane& plane) {
    const auto values = objective.plane_values(plane);
    std::vector<double> row(9);
    Vector theta(plane.origin.size());
    for (const double b : {-1.5, 0.0, 0.75}) {
        values->row(b, -2.0, 0.5, 9, row.data());
        for (int i = 0; i < 9; ++i) {
            plane.at(-2.0 + 0.5 * i, b, theta);
            const double wanted = objective.value(theta);
            CAPTURE(b);
            CAPTURE(i);
            CHECK(row[static_cast<std::size_t>(i)] == doctest::Approx(wanted).epsilon(1e-13));
        }
    }
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

TEST_CASE("values over a plane are those of theta, whatever the way they are calculated") {
    Experiment experiment = network();
    for (const char* model : {"mlp", "linear"}) {
        if (std::string(model) == "linear") experiment.model = {"linear", {}};
        for (const char* loss : {"mse", "half_mse", "mae", "huber"}) {
            for (const Penalty penalty : {Penalty{}, Penalty{0.0, 0.3, false}, Penalty{0.2, 0.3, true}}) {
                CAPTURE(model);
                CAPTURE(loss);
                experiment.loss.kind = loss;
                experiment.penalty = penalty;
                const auto objective = make_objective(experiment);
                check_values(*objective, slanting(objective->parameter_count()));
                check_values(*objective, parameter_plane(Vector::Ones(objective->parameter_count()), 2, 0));
            }
        }
    }
    // One output for each of three classes.
    experiment.loss.kind = "cross_entropy";
    experiment.penalty = {};
    experiment.data.table.y = {0, 1, 2, 1};
    const auto objective = make_objective(experiment);
    check_values(*objective, slanting(objective->parameter_count()));
}

TEST_CASE("least squares over a plane do not cancel and are never negative") {
    // y = 1e6 + 3 x exactly: the least loss is 0, and next to it 1e-12 has all its digits.
    Experiment line;
    for (int i = 0; i < 8; ++i) {
        line.data.table.x.push_back(0.25 * i);
        line.data.table.y.push_back(1e6 + 0.75 * i);
    }
    line.runs.emplace_back();
    line.runs.back().id = 1;
    const auto objective = make_objective(line);
    const auto values = objective->plane_values(parameter_plane(Vector::Zero(2), 0, 1));
    const auto form = values->quadratic();
    REQUIRE(form);
    CHECK(form->minimiser[0] == doctest::Approx(3.0).epsilon(1e-9));
    CHECK(form->minimiser[1] == doctest::Approx(1e6).epsilon(1e-14));
    CHECK(form->least >= 0.0);
    CHECK(form->least < 1e-18);
    for (int i = -50; i <= 50; ++i) {
        double z = 0.0;
        const double away = std::ldexp(1.0, -20);
        values->row(form->minimiser[1] + i * away, form->minimiser[0], 0.0, 1, &z);
        CHECK(z >= 0.0);
        CHECK(z - form->least == doctest::Approx((i * away) * (i * away)).epsilon(1e-9));
    }
}

TEST_CASE("a plane without a slope, of one point or of none, has values") {
    const Matrix nothing = Matrix::Zero(3, 2);
    const PlaneQuadratic level = plane_quadratic(Vector{{1.0, 2.0, 2.0}}, nothing);
    CHECK(level.value(5.0, -3.0) == 9.0);
    const PlaneQuadratic one = plane_quadratic(Vector{{2.0}}, Matrix{{3.0, 4.0}});
    CHECK(one.value(1.0, 1.0) == doctest::Approx(81.0).epsilon(1e-14));
    CHECK(one.least == doctest::Approx(0.0));
    // Of all minima the one nearest to the origin: -2 (3, 4) / 25.
    CHECK(one.minimiser[0] == doctest::Approx(-0.24).epsilon(1e-14));
    CHECK(one.minimiser[1] == doctest::Approx(-0.32).epsilon(1e-14));
    const Matrix only_up{{0.0, 3.0}, {0.0, 4.0}};
    CHECK(plane_quadratic(Vector{{1.0, 0.0}}, only_up).value(17.0, 2.0) == doctest::Approx(49.0 + 64.0));
}

TEST_CASE("an objective over a plane has the slopes and the curvature along it") {
    const Experiment experiment = network();
    const auto whole = make_objective(experiment);
    const Index p = whole->parameter_count();
    const auto plane = make_plane_objective(whole->clone(), slanting(p), {"a", "b"});
    REQUIRE(plane->parameter_count() == 2);
    CHECK(plane->parameter_names() == std::vector<std::string>{"a", "b"});
    const Vector at{{0.3, -0.4}};
    Vector gradient(2);
    const double value = plane->value_and_gradient(at, gradient);
    Vector theta(p);
    slanting(p).at(0.3, -0.4, theta);
    CHECK(value == whole->value(theta));
    Matrix hessian;
    REQUIRE(plane->hessian(at, hessian));
    Vector up(2), down(2);
    const double h = 1e-5;
    for (Index i = 0; i < 2; ++i) {
        Vector moved = at;
        moved[i] += h;
        const double above = plane->value_and_gradient(moved, up);
        moved[i] -= 2.0 * h;
        const double below = plane->value_and_gradient(moved, down);
        CHECK(gradient[i] == doctest::Approx((above - below) / (2.0 * h)).epsilon(1e-8));
        for (Index j = 0; j < 2; ++j)
            CHECK(hessian(j, i) == doctest::Approx((up[j] - down[j]) / (2.0 * h)).epsilon(1e-7));
    }
    CHECK(hessian(0, 1) == hessian(1, 0));
    check_values(*plane, slanting(2));
    CHECK_FALSE(plane->minimiser());

    Experiment straight = network();
    straight.model = {"linear", {}};
    const auto line = make_objective(straight);
    const auto over = make_plane_objective(line->clone(), parameter_plane(Vector::Ones(3), 0, 2), {"w", "b"});
    const auto best = over->minimiser();
    REQUIRE(best);
    over->value_and_gradient(*best, gradient);
    CHECK(gradient.norm() < 1e-13);
    CHECK(over->clone()->value(*best) == over->value(*best));
}

TEST_CASE("the loss at a path's points in an exact plane is the surface's") {
    // Three runs' ends and the plane through them: at the places of all three the surface has their loss.
    const Experiment experiment = network();
    const auto whole = make_objective(experiment);
    PlaneWish wish;
    wish.kind = PlaneKind::points;
    wish.points.resize(whole->parameter_count(), 3);
    for (Index i = 0; i < 3; ++i) {
        wish.points.col(i) = slanting(whole->parameter_count()).u * (0.3 + static_cast<double>(i)) +
                             Vector::Constant(whole->parameter_count(), 0.1 * static_cast<double>(i * i));
    }
    const ChosenPlane chosen = choose_plane(wish, whole->parameters(), whole->parameter_names());
    const PlaneProjection projection(chosen.plane);
    const auto values = whole->plane_values(chosen.plane);
    for (Index i = 0; i < 3; ++i) {
        const Vector theta = wish.points.col(i);
        const PlanePlace place = projection.place(theta.data());
        CHECK(place.distance < 1e-14);
        double z = 0.0;
        values->row(place.b, place.a, 0.0, 1, &z);
        CHECK(z == doctest::Approx(whole->value(theta)).epsilon(1e-12));
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
