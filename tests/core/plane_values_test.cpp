// The loss over planes through the space of parameters, whatever the way it is calculated.
#include "core/objective/plane_objective.h"
#include "core/surface/plane_choice.h"
#include "core/train/experiment.h"
#include "tests/core/plane_cases.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

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
