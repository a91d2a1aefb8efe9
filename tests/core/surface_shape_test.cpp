// Critical points of surfaces, curvature at a place, and the largest eigenvalue by products alone.
#include "core/objective/function_objective.h"
#include "core/surface/critical_points.h"
#include "core/surface/curvature.h"
#include "core/train/experiment.h"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>

#include <cmath>

using namespace talweg;

namespace {

/// A function from its value, gradient and, where it has one, Hessian.
struct Formula {
    double (*value)(double x, double y);
    Eigen::Vector2d (*gradient)(double x, double y);
    Eigen::Matrix2d (*hessian)(double x, double y);
};

class HandFunction final : public FunctionObjective {
  public:
    explicit HandFunction(Formula formula) : formula_(formula) {}
    std::unique_ptr<Objective> clone() const override { return std::make_unique<HandFunction>(formula_); }
    double value(const Vector& theta) override { return formula_.value(theta[0], theta[1]); }
    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        gradient = formula_.gradient(theta[0], theta[1]);
        return value(theta);
    }
    bool hessian(const Vector& theta, Matrix& hessian) override {
        if (formula_.hessian == nullptr) return false;
        hessian = formula_.hessian(theta[0], theta[1]);
        return true;
    }
    bool hessian_product(const Vector& theta, const Vector& direction, Vector& product) override {
        Matrix square;
        if (!hessian(theta, square)) return false;
        product = square * direction;
        return true;
    }
    std::optional<Vector> minimiser() override { return std::nullopt; }

  private:
    Formula formula_;
};

std::vector<CriticalPoint> found(Objective& objective, const PlaneWindow& window, int nodes = 128) {
    LossSurface surface;
    compute_surface(objective, window, nodes, nodes, surface);
    return critical_points(objective, surface);
}

void check_point(const CriticalPoint& point, CriticalKind kind, double x, double y, double value) {
    CHECK(point.kind == kind);
    CHECK(std::abs(point.x - x) < 1e-12);
    CHECK(std::abs(point.y - y) < 1e-12);
    CHECK(std::abs(point.value - value) < 1e-12);
}

Experiment network(std::vector<double> hidden) {
    Experiment experiment;
    experiment.model = {"mlp", {{"hidden", std::move(hidden)}}};
    experiment.data.part = {"moons", {{"n", std::int64_t{40}}}};
    experiment.loss.kind = "bce_with_logits";
    experiment.init.scheme = "torch_linear";
    experiment.runs.emplace_back();
    experiment.runs.back().id = 1;
    return experiment;
}

}  // namespace

TEST_CASE("a double well has two minima and a saddle between them") {
    // (x^2 - 1)^2 + y^2: minima (-1, 0), (1, 0); saddle (0, 0) with eigenvalues -4, 2.
    HandFunction well({[](double x, double y) { return (x * x - 1.0) * (x * x - 1.0) + y * y; },
                       [](double x, double y) {
                           return Eigen::Vector2d{4.0 * x * (x * x - 1.0), 2.0 * y};
                       },
                       [](double x, double) {
                           return Eigen::Matrix2d{{12.0 * x * x - 4.0, 0.0}, {0.0, 2.0}};
                       }});
    // Minima on nodes and off them, saddles between nodes too.
    for (const int nodes : {41, 64, 128, 257}) {
        CAPTURE(nodes);
        const auto points = found(well, {-2.0, 2.0, -1.5, 1.25}, nodes);
        REQUIRE(points.size() == 3);
        check_point(points[0], CriticalKind::minimum, points[0].x < 0.0 ? -1.0 : 1.0, 0.0, 0.0);
        check_point(points[1], CriticalKind::minimum, points[0].x < 0.0 ? 1.0 : -1.0, 0.0, 0.0);
        check_point(points[2], CriticalKind::saddle, 0.0, 0.0, 1.0);
        CHECK(points[2].curvature[0] == doctest::Approx(-4.0).epsilon(1e-12));
        CHECK(points[2].curvature[1] == doctest::Approx(2.0).epsilon(1e-12));
    }
    // Outside of the window there is nothing.
    CHECK(found(well, {0.2, 0.8, -1.0, 1.0}).empty());
}

TEST_CASE("waves have maxima, minima and saddles in their places") {
    // sin x sin y: in (0, 2 pi)^2 two maxima, two minima, one saddle at (pi, pi).
    HandFunction waves({[](double x, double y) { return std::sin(x) * std::sin(y); },
                        [](double x, double y) {
                            return Eigen::Vector2d{std::cos(x) * std::sin(y), std::sin(x) * std::cos(y)};
                        },
                        [](double x, double y) {
                            const double same = -std::sin(x) * std::sin(y);
                            const double cross = std::cos(x) * std::cos(y);
                            return Eigen::Matrix2d{{same, cross}, {cross, same}};
                        }});
    const double pi = std::acos(-1.0);
    const auto points = found(waves, {0.1, 2.0 * pi - 0.1, 0.1, 2.0 * pi - 0.15});
    REQUIRE(points.size() == 5);
    int minima = 0;
    int maxima = 0;
    for (const CriticalPoint& point : points) {
        if (point.kind == CriticalKind::saddle) {
            check_point(point, CriticalKind::saddle, pi, pi, 0.0);
            continue;
        }
        (point.kind == CriticalKind::minimum ? minima : maxima) += 1;
        CHECK(std::abs(std::abs(point.value) - 1.0) < 1e-14);
    }
    CHECK(minima == 2);
    CHECK(maxima == 2);
}

TEST_CASE("a monkey saddle is a saddle though its curvature vanishes") {
    HandFunction monkey({[](double x, double y) { return x * x * x - 3.0 * x * y * y; },
                         [](double x, double y) {
                             return Eigen::Vector2d{3.0 * x * x - 3.0 * y * y, -6.0 * x * y};
                         },
                         [](double x, double y) {
                             return Eigen::Matrix2d{{6.0 * x, -6.0 * y}, {-6.0 * y, -6.0 * x}};
                         }});
    const auto points = found(monkey, {-1.0, 1.1, -1.2, 1.0});
    REQUIRE(points.size() == 1);
    CHECK(points[0].kind == CriticalKind::saddle);
    CHECK(std::abs(points[0].x) < 1e-9);
    CHECK(std::abs(points[0].y) < 1e-9);
}

TEST_CASE("kinks have minima where there is no Hessian, and level ground has none") {
    HandFunction cone({[](double x, double y) { return std::abs(x - 0.3) + 2.0 * std::abs(y + 0.7); },
                       [](double x, double y) {
                           return Eigen::Vector2d{x > 0.3 ? 1.0 : -1.0, y > -0.7 ? 2.0 : -2.0};
                       },
                       nullptr});
    const auto points = found(cone, {-2.0, 2.0, -2.0, 2.0}, 64);
    REQUIRE(points.size() == 1);
    CHECK(points[0].kind == CriticalKind::minimum);
    CHECK(std::abs(points[0].x - 0.3) < 1e-10);
    CHECK(std::abs(points[0].y + 0.7) < 1e-10);
    CHECK(std::isnan(points[0].curvature[0]));

    HandFunction level({[](double, double) { return 3.0; },
                        [](double, double) {
                            return Eigen::Vector2d{0.0, 0.0};
                        },
                        [](double, double) { return Eigen::Matrix2d(Eigen::Matrix2d::Zero()); }});
    CHECK(found(level, {-1.0, 1.0, -1.0, 1.0}).empty());

    // A level floor with a corner of its own, with a Hessian and without one.
    Formula bowl{
        [](double x, double y) { return std::max(x * x + y * y, 1.0); },
        [](double x, double y) {
            return x * x + y * y > 1.0 ? Eigen::Vector2d{2.0 * x, 2.0 * y} : Eigen::Vector2d{0.0, 0.0};
        },
        [](double x, double y) {
            const double bend = x * x + y * y > 1.0 ? 2.0 : 0.0;
            return Eigen::Matrix2d{{bend, 0.0}, {0.0, bend}};
        }};
    HandFunction curved(bowl);
    CHECK(found(curved, {-2.0, 2.0, -2.0, 2.0}, 64).empty());
    bowl.hessian = nullptr;
    HandFunction kinked(bowl);
    CHECK(found(kinked, {-2.0, 2.0, -2.0, 2.0}, 64).empty());
    // Nodes of equal height on both sides of a kink are no level ground.
    CHECK(found(cone, {-1.7, 2.3, -2.7, 1.3}, 64).size() == 1);

    HandFunction hole({[](double x, double y) { return std::log(x * x + y * y - 0.5); },
                       [](double x, double y) {
                           const double r = x * x + y * y - 0.5;
                           return Eigen::Vector2d{2.0 * x / r, 2.0 * y / r};
                       },
                       nullptr});
    CHECK(found(hole, {-1.0, 1.0, -1.0, 1.0}).empty());
}

TEST_CASE("the shape at a place is that of the Hessian there") {
    // x^2 + 4 x y + 4 y^2 + 3 x at (1, 2): value 28, slopes 2 + 8 + 3 and 4 + 16, Hessian [[2, 4], [4, 8]].
    HandFunction valley({[](double x, double y) { return x * x + 4.0 * x * y + 4.0 * y * y + 3.0 * x; },
                         [](double x, double y) {
                             return Eigen::Vector2d{2.0 * x + 4.0 * y + 3.0, 4.0 * x + 8.0 * y};
                         },
                         [](double, double) {
                             return Eigen::Matrix2d{{2.0, 4.0}, {4.0, 8.0}};
                         }});
    const LocalShape shape = local_shape(valley, 1.0, 2.0);
    CHECK(shape.value == 28.0);
    CHECK(shape.gradient == std::array{13.0, 20.0});
    REQUIRE(shape.curved);
    CHECK(std::abs(shape.eigenvalues[0]) < 1e-14);
    CHECK(shape.eigenvalues[1] == doctest::Approx(10.0).epsilon(1e-14));
    CHECK(std::abs(shape.directions[1][1] / shape.directions[1][0]) == doctest::Approx(2.0).epsilon(1e-14));
    CHECK(shape.condition() > 1e14);
}

TEST_CASE("the largest eigenvalue by products is the exact one's") {
    for (const auto& hidden : {std::vector<double>{3.0}, std::vector<double>{8.0, 8.0}}) {
        const Experiment experiment = network(hidden);
        const auto objective = make_objective(experiment);
        const Vector theta = make_start(experiment, 0, *objective);
        Matrix hessian;
        REQUIRE(objective->hessian(theta, hessian));
        const Eigen::SelfAdjointEigenSolver<Matrix> solver(hessian);
        const double exact = solver.eigenvalues()[theta.size() - 1];
        const auto by_default = largest_curvature(*objective, theta);
        REQUIRE(by_default);
        CHECK(std::abs(by_default->value - exact) <= 1e-4 * exact);
        CHECK(by_default->residual <= 1e-4 * exact);
        CHECK(std::abs(by_default->value - exact) <= by_default->residual + 1e-14 * exact);
        CHECK(by_default->products < theta.size());
        const auto sharp = largest_curvature(*objective, theta, 1e-12);
        REQUIRE(sharp);
        CHECK(std::abs(sharp->value - exact) <= 1e-10 * exact);
        const auto known = curvature(*objective, theta);
        REQUIRE(known);
        CHECK(std::abs(known->largest - exact) <= 1e-14 * exact);
    }
}

TEST_CASE("the largest eigenvalue of least squares is 2 / n times the design's") {
    Experiment experiment;
    experiment.data.table.inputs = 2;
    experiment.data.table.x = {1.0, 2.0, -1.0, 0.5, 3.0, -2.0, 0.0, 1.0};
    experiment.data.table.y = {1.0, 2.0, 3.0, 4.0};
    experiment.runs.emplace_back();
    experiment.runs.back().id = 1;
    const auto objective = make_objective(experiment);
    Matrix design(4, 3);
    design << 1.0, 2.0, 1.0, -1.0, 0.5, 1.0, 3.0, -2.0, 1.0, 0.0, 1.0, 1.0;
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(0.5 * design.transpose() * design);
    const auto exact = curvature(*objective, Vector::Zero(3));
    REQUIRE(exact);
    CHECK(std::abs(exact->largest - solver.eigenvalues()[2]) <= 1e-10 * solver.eigenvalues()[2]);
    CHECK(std::abs(exact->smallest - solver.eigenvalues()[0]) <= 1e-10 * solver.eigenvalues()[2]);
    const auto iterated = largest_curvature(*objective, Vector::Zero(3), 1e-12);
    REQUIRE(iterated);
    CHECK(std::abs(iterated->value - solver.eigenvalues()[2]) <= 1e-10 * solver.eigenvalues()[2]);
    // Not to be had: mean absolute errors have no curvature.
    experiment.loss.kind = "mae";
    CHECK_FALSE(largest_curvature(*make_objective(experiment), Vector::Zero(3)));
}
