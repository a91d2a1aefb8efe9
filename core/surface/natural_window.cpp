// Which part of the plane one wants to see first: starts, minimum, and the shape of the bowl between them.
#include "core/surface/loss_surface.h"

#include "core/base/error.h"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

using Point = Eigen::Vector2d;

/// Share of air around the points, and the most that one axis is stretched against the other.
constexpr double kAir = 0.7;
constexpr double kStretch = 2.5;

/// The Hessian at theta: exact where known, else by central differences of the gradient.
Eigen::Matrix2d hessian_at(Objective& objective, const Vector& theta) {
    Matrix exact;
    if (objective.hessian(theta, exact)) return exact;
    Eigen::Matrix2d estimate;
    Vector up(2);
    Vector down(2);
    Vector at = theta;
    for (Index i = 0; i < 2; ++i) {
        const double step = 1e-4 * std::max(1.0, std::abs(theta[i]));
        at[i] = theta[i] + step;
        objective.value_and_gradient(at, up);
        at[i] = theta[i] - step;
        objective.value_and_gradient(at, down);
        at[i] = theta[i];
        estimate.col(i) = (up - down) / (2.0 * step);
    }
    return 0.5 * (estimate + estimate.transpose());
}

/// How far the bowl of this curvature reaches along each axis, relative to the smaller one: half the sides of
/// the box around an ellipse of equal loss, sqrt of the inverse Hessian's diagonal. (1, 1) where it is no
/// bowl.
Point proportions(const Eigen::Matrix2d& hessian) {
    const double determinant = hessian.determinant();
    const double trace = hessian.trace();
    if (!hessian.allFinite() || !(trace > 0.0) || !(hessian(0, 0) > 0.0) || !(hessian(1, 1) > 0.0)) {
        return {1.0, 1.0};
    }
    // A valley with a flat floor (determinant 0) has no inverse; its box is still that of the diagonal.
    const double floor = 1e-9 * trace * trace;
    const Point reach = determinant > floor
                            ? Point(std::sqrt(hessian(1, 1)), std::sqrt(hessian(0, 0)))
                            : Point(1.0 / std::sqrt(hessian(0, 0)), 1.0 / std::sqrt(hessian(1, 1)));
    const Point relative = reach / reach.minCoeff();
    return relative.cwiseMin(kStretch);
}

/// Where going downhill from `start` leads: gradient steps whose length adapts. For the window only; a loss
/// that falls for ever is left after a way of ten times the start's own size.
Point downhill(Objective& objective, const Point& start) {
    Vector theta = start;
    Vector gradient(2);
    Vector trial(2);
    Vector trial_gradient(2);
    double value = objective.value_and_gradient(theta, gradient);
    double length = 1e-2 * (1.0 + start.norm());
    for (int i = 0; i < 400 && gradient.norm() > 0.0; ++i) {
        trial = theta - length / gradient.norm() * gradient;
        const double trial_value = objective.value_and_gradient(trial, trial_gradient);
        if (trial_value < value && trial_gradient.allFinite()) {
            theta = trial;
            gradient = trial_gradient;
            value = trial_value;
            length *= 1.5;
        } else {
            length *= 0.4;
        }
        if ((theta - Vector(start)).norm() > 10.0 * (1.0 + start.norm())) break;
    }
    return theta;
}

/// The next number of the form 1, 2 or 5 times a power of ten at or below `value`.
double round_step(double value) {
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    const double lead = value / decade;
    return (lead >= 5.0 ? 5.0 : lead >= 2.0 ? 2.0 : 1.0) * decade;
}

/// [middle - half, middle + half] with both ends moved out to round numbers.
void set_range(double middle, double half, double& low, double& high) {
    half = std::max(half, 1e-9 * std::abs(middle));
    const double step = round_step(half / 8.0);
    low = step * std::floor((middle - half) / step);
    high = step * std::ceil((middle + half) / step);
    if (!(low < high) || !std::isfinite(low) || !std::isfinite(high)) {
        low = -1.0;
        high = 1.0;
    }
}

}  // namespace

PlaneWindow natural_window(Objective& objective, std::span<const std::array<double, 2>> starts) {
    TALWEG_CHECK(objective.parameter_count() == 2);
    std::vector<Point> points;
    for (const auto& start : starts) {
        if (std::isfinite(start[0]) && std::isfinite(start[1])) points.emplace_back(start[0], start[1]);
    }
    const std::optional<Vector> exact = objective.minimiser();
    if (exact && exact->allFinite()) {
        points.emplace_back((*exact)[0], (*exact)[1]);
    } else if (!points.empty()) {
        const std::size_t count = points.size();
        for (std::size_t i = 0; i < count; ++i) points.push_back(downhill(objective, points[i]));
    }
    if (points.empty()) points.emplace_back(0.0, 0.0);

    const Point target = points.back();
    const auto box = [&points] {
        Point low = points.front();
        Point high = points.front();
        for (const Point& point : points) {
            low = low.cwiseMin(point);
            high = high.cwiseMax(point);
        }
        return std::pair(low, high);
    };
    auto [low, high] = box();
    // Starting at the minimum: the way from the origin gives a scale.
    if ((high - low).norm() <= 1e-9 * (1.0 + target.norm()) && target.norm() > 1e-9) {
        points.emplace_back(0.0, 0.0);
        std::tie(low, high) = box();
    }
    const Point reach = proportions(hessian_at(objective, target));
    const Point middle = 0.5 * (low + high);
    const Point extent = 0.5 * (high - low);
    double scale = extent.cwiseQuotient(reach).maxCoeff() * (1.0 + kAir);
    if (!(scale > 0.0)) scale = 1.0;

    PlaneWindow window;
    set_range(middle[0], scale * reach[0], window.x_low, window.x_high);
    set_range(middle[1], scale * reach[1], window.y_low, window.y_high);
    return window;
}

PlaneWindow window_around(std::span<const std::array<double, 2>> places) {
    constexpr double kWidest = 5.0;
    Point low = Point::Constant(INFINITY);
    Point high = Point::Constant(-INFINITY);
    for (const auto& place : places) {
        if (!std::isfinite(place[0]) || !std::isfinite(place[1])) continue;
        low = low.cwiseMin(Point(place[0], place[1]));
        high = high.cwiseMax(Point(place[0], place[1]));
    }
    if (!(low[0] <= high[0])) low = high = Point::Zero();
    const Point middle = 0.5 * (low + high);
    Point half = 0.5 * (1.0 + kAir) * (high - low);
    const double widest = half.maxCoeff();
    half = half.cwiseMax(widest > 0.0 ? widest / kWidest : 1.0);
    PlaneWindow window;
    set_range(middle[0], half[0], window.x_low, window.x_high);
    set_range(middle[1], half[1], window.y_low, window.y_high);
    return window;
}

}  // namespace talweg
