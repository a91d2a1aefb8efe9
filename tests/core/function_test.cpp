// The test functions: values and derivatives against numbers in high precision, and their published minima.
#include "core/base/random.h"
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>

#include <cmath>
#include <fstream>
#include <set>
#include <string>

namespace talweg {
namespace {

std::unique_ptr<Objective> with_defaults(const FunctionPart& part) {
    return part.make(Settings(part.info, {}));
}

/// The slope of f at 0 from four values around it: what is left out is of the fourth power of the step.
template <class Function>
auto central_difference(Function f) {
    constexpr double kStep = 1e-4;
    using Value = std::decay_t<decltype(f(0.0))>;
    const Value near = f(kStep) - f(-kStep);
    const Value far = f(2.0 * kStep) - f(-2.0 * kStep);
    return Value((8.0 * near - far) / (12.0 * kStep));
}

/// 1e-12 of the number, or of what cancels in it.
bool agree(double found, double wanted, double scale) {
    return std::abs(found - wanted) <= 1e-12 * std::max(std::abs(wanted), scale);
}

TEST_CASE("test functions have the values and derivatives of their formulas in fifty digits") {
    std::ifstream file(TALWEG_REFERENCE_DIR "/functions/values.txt");
    std::string id;
    std::set<std::string> seen;
    double x = 0.0;
    double y = 0.0;
    while (file >> id >> x >> y) {
        CAPTURE(id);
        CAPTURE(x);
        double wanted[6];
        for (double& number : wanted) REQUIRE(static_cast<bool>(file >> number));
        const FunctionPart& part = function_part(id);
        const auto f = with_defaults(part);
        const Vector theta{{x, y}};
        Vector gradient(2);
        Matrix hessian;
        const double value = f->value(theta);
        // What easom adds up is all as small as its exponential is there; elsewhere terms of about 10 cancel.
        const double scale = id == "easom" ? std::abs(wanted[5]) : 10.0;
        CHECK(agree(value, wanted[0], scale));
        CHECK(f->value_and_gradient(theta, gradient) == value);
        CHECK(agree(gradient[0], wanted[1], scale));
        CHECK(agree(gradient[1], wanted[2], scale));
        REQUIRE(f->hessian(theta, hessian));
        CHECK(agree(hessian(0, 0), wanted[3], scale));
        CHECK(agree(hessian(0, 1), wanted[4], scale));
        CHECK(hessian(1, 0) == hessian(0, 1));
        CHECK(agree(hessian(1, 1), wanted[5], scale));
        Vector product(2);
        REQUIRE(f->hessian_product(theta, Vector{{0.75, -2.0}}, product));
        CHECK(agree(product[0], 0.75 * hessian(0, 0) - 2.0 * hessian(0, 1), scale));
        CHECK(agree(product[1], 0.75 * hessian(0, 1) - 2.0 * hessian(1, 1), scale));
        seen.insert(id);
    }
    for (const FunctionPart& part : functions()) {
        CAPTURE(part.info.id);
        CHECK(seen.contains(std::string(part.info.id)));
    }
}

TEST_CASE("at every published minimum the value is the published one and nothing slopes") {
    std::size_t with_minima = 0;
    for (const FunctionPart& part : functions()) {
        CAPTURE(part.info.id);
        const auto f = with_defaults(part);
        with_minima += part.minima.empty() ? 0 : 1;
        CHECK(f->minimiser().has_value() == !part.minima.empty());
        for (const KnownMinimum& minimum : part.minima) {
            CAPTURE(minimum.x);
            const Vector theta{{minimum.x, minimum.y}};
            Vector gradient(2);
            const double value = f->value_and_gradient(theta, gradient);
            CHECK(value == doctest::Approx(minimum.value).epsilon(1e-13).scale(10.0));
            Matrix hessian;
            REQUIRE(f->hessian(theta, hessian));
            // Half a unit in the last place of the coordinates, times the curvature.
            CHECK(gradient.norm() <= 1e-14 * (1.0 + hessian.norm()) * (1.0 + theta.norm()));
            const Eigen::SelfAdjointEigenSolver<Matrix> curvatures(hessian);
            // Ackley's tip is a cone: no curvature is defined there.
            if (part.info.id != "ackley") CHECK(curvatures.eigenvalues()[0] > 0.0);
            CHECK(minimum.value >= part.minima.front().value);
        }
    }
    CHECK(with_minima + 3 == functions().size());  // the saddles have none, and a formula has none known
}

TEST_CASE("gradients and Hessians of test functions agree with central differences all over their domains") {
    Random random(5, Stream::data);
    for (const FunctionPart& part : functions()) {
        CAPTURE(part.info.id);
        const auto f = with_defaults(part);
        for (int point = 0; point < 50; ++point) {
            const double* w = part.window;
            const Vector theta{
                {w[0] + random.uniform() * (w[1] - w[0]), w[2] + random.uniform() * (w[3] - w[2])}};
            const Vector direction{{random.normal(), random.normal()}};
            CAPTURE(theta[0]);
            CAPTURE(theta[1]);
            Vector gradient(2);
            const double value = f->value_and_gradient(theta, gradient);
            const double slope =
                central_difference([&](double t) { return f->value(theta + t * direction); });
            const double flat = 1.0 + std::abs(value);
            CHECK(std::abs(slope - gradient.dot(direction)) <= 1e-8 * (flat + gradient.norm()));
            Vector product(2);
            REQUIRE(f->hessian_product(theta, direction, product));
            const Vector bend = central_difference([&](double t) {
                Vector at(2);
                f->value_and_gradient(theta + t * direction, at);
                return at;
            });
            Matrix hessian;
            REQUIRE(f->hessian(theta, hessian));
            CHECK((bend - product).norm() <= 1e-8 * (flat + gradient.norm() + hessian.norm()));
            Vector residual;
            Matrix jacobian;
            if (!f->residuals(theta, residual, jacobian)) continue;
            CHECK(residual.squaredNorm() == doctest::Approx(value).epsilon(1e-13));
            CHECK(test::close(Vector(2.0 * jacobian.transpose() * residual), gradient, 1e-13));
        }
    }
}

TEST_CASE("a grid's row has the bits of each value") {
    for (const FunctionPart& part : functions()) {
        CAPTURE(part.info.id);
        const auto f = with_defaults(part);
        Vector theta{{0.0, 0.375}};
        std::vector<double> row(130);
        f->row_values(theta, -1.5, 0.0625, row);
        for (std::size_t i = 0; i < row.size(); ++i)
            CHECK(test::same_bits(row[i], f->value(Vector{{-1.5 + static_cast<double>(i) * 0.0625, 0.375}})));
    }
}

TEST_CASE("knobs move the minima that are known") {
    const FunctionPart& part = function_part("rosenbrock");
    const auto moved = part.make(Settings(part.info, {{"a", 2.0}}))->minima();
    REQUIRE(moved.size() == 1);
    CHECK(moved[0] == KnownMinimum{2.0, 4.0, 0.0});
    for (const FunctionPart& each : functions()) {
        CAPTURE(each.info.id);
        const auto minima = with_defaults(each)->minima();
        CHECK(std::equal(minima.begin(), minima.end(), each.minima.begin(), each.minima.end()));
    }
}

TEST_CASE("a test function shows its start and its minima where one looks first") {
    for (const FunctionPart& part : functions()) {
        CAPTURE(part.info.id);
        const auto inside = [&](double x, double y) {
            return x >= part.window[0] && x <= part.window[1] && y >= part.window[2] && y <= part.window[3];
        };
        CHECK(inside(part.start[0], part.start[1]));
        for (const KnownMinimum& minimum : part.minima) CHECK(inside(minimum.x, minimum.y));
        Vector gradient(2);
        with_defaults(part)->value_and_gradient(Vector{{part.start[0], part.start[1]}}, gradient);
        CHECK(gradient.norm() > 0.0);
    }
}

TEST_CASE("the knobs of a quadratic are its condition number and the direction of its floor") {
    const FunctionPart& part = function_part("quadratic");
    for (const double angle : {-60.0, 0.0, 20.0, 90.0}) {
        const auto f = part.make(Settings(part.info, {{"kappa", 50.0}, {"angle", angle}}));
        Matrix hessian;
        REQUIRE(f->hessian(Vector{{0.3, 0.7}}, hessian));
        const Eigen::SelfAdjointEigenSolver<Matrix> solver(hessian);
        CHECK(solver.eigenvalues()[0] == doctest::Approx(1.0).epsilon(1e-13));
        CHECK(solver.eigenvalues()[1] == doctest::Approx(50.0).epsilon(1e-13));
        const double radians = angle * std::acos(-1.0) / 180.0;
        const Vector floor{{std::cos(radians), std::sin(radians)}};
        CHECK(test::close(Vector(hessian * floor), floor, 1e-12));
    }
}

}  // namespace
}  // namespace talweg
