// Where a surface is level: minima, maxima and saddles, found on its grid and polished to the last digits.
#include "core/surface/critical_points.h"

#include "core/base/error.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace talweg {
namespace {

constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

struct Candidate {
    CriticalKind kind;
    double x;
    double y;
};

/// What the eight neighbours of a node say. Equal heights are told apart by their place, as if the surface
/// were tilted by less than nothing: a level region then slopes.
std::optional<CriticalKind> kind_at(const LossSurface& surface, std::size_t node) {
    const auto columns = static_cast<std::ptrdiff_t>(surface.columns);
    const std::ptrdiff_t ring[] = {1,  columns + 1,  columns,  columns - 1,
                                   -1, -columns - 1, -columns, 1 - columns};
    const double* here = surface.z.data() + node;
    if (!std::isfinite(*here)) return std::nullopt;
    bool higher[8];
    int count = 0;
    for (int k = 0; k < 8; ++k) {
        const double there = here[ring[k]];
        if (!std::isfinite(there)) return std::nullopt;
        higher[k] = there > *here || (there == *here && ring[k] > 0);
        count += higher[k] ? 1 : 0;
    }
    if (count == 8) return CriticalKind::minimum;
    if (count == 0) return CriticalKind::maximum;
    int changes = 0;
    for (int k = 0; k < 8; ++k) changes += higher[k] != higher[(k + 1) % 8] ? 1 : 0;
    if (changes >= 4) return CriticalKind::saddle;
    return std::nullopt;
}

std::vector<Candidate> candidates(const LossSurface& surface, double dx, double dy) {
    std::vector<Candidate> found;
    for (int j = 1; j + 1 < surface.rows; ++j) {
        for (int i = 1; i + 1 < surface.columns; ++i) {
            const auto node = static_cast<std::size_t>(j) * static_cast<std::size_t>(surface.columns) +
                              static_cast<std::size_t>(i);
            const auto kind = kind_at(surface, node);
            if (!kind) continue;
            found.push_back({*kind, surface.window.x_low + i * dx, surface.window.y_low + j * dy});
            if (found.size() >= 4 * kMostCritical) return found;
        }
    }
    return found;
}

class Polisher {
  public:
    Polisher(Objective& objective, double dx, double dy, const std::function<bool()>& stop)
        : objective_(objective), dx_(dx), dy_(dy), stop_(stop) {}

    std::optional<CriticalPoint> polish(const Candidate& from) {
        if (auto point = newton(from)) return point;
        if (from.kind == CriticalKind::saddle) return std::nullopt;
        return search(from);
    }

  private:
    bool stopped() const { return stop_ && stop_(); }
    bool near(const Candidate& from) const {
        constexpr double kCells = 3.0;
        return std::abs(theta_[0] - from.x) <= kCells * dx_ && std::abs(theta_[1] - from.y) <= kCells * dy_;
    }

    /// Until the step is lost in rounding; nothing where that does not come about near by.
    std::optional<CriticalPoint> newton(const Candidate& from) {
        constexpr int kMostSteps = 100;
        theta_ = Vector{{from.x, from.y}};
        for (int i = 0; i < kMostSteps && !stopped(); ++i) {
            if (!objective_.hessian(theta_, hessian_) || !hessian_.allFinite()) return std::nullopt;
            objective_.value_and_gradient(theta_, gradient_);
            if (!gradient_.allFinite()) return std::nullopt;
            const Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d> solver(
                Eigen::Matrix2d(hessian_.topLeftCorner<2, 2>()));
            const Eigen::Vector2d& values = solver.eigenvalues();
            if (gradient_.squaredNorm() == 0.0) {
                if (values[0] == 0.0 && values[1] == 0.0) return std::nullopt;
                return point_here(from.kind, values);
            }
            Eigen::Vector2d step = Eigen::Vector2d::Zero();
            for (int k = 0; k < 2; ++k) {
                if (values[k] == 0.0) continue;
                step -=
                    solver.eigenvectors().col(k).dot(gradient_) / values[k] * solver.eigenvectors().col(k);
            }
            if (!step.allFinite() || (step[0] == 0.0 && step[1] == 0.0)) return std::nullopt;
            const double limit = std::max({1.0, std::abs(step[0]) / dx_, std::abs(step[1]) / dy_});
            theta_ += step / limit;
            if (!near(from)) return std::nullopt;
            const double small = 4.0 * std::numeric_limits<double>::epsilon();
            if (std::abs(step[0]) <= small * (dx_ + std::abs(theta_[0])) &&
                std::abs(step[1]) <= small * (dy_ + std::abs(theta_[1]))) {
                return point_here(from.kind, values);
            }
        }
        return std::nullopt;
    }

    /// A curvature that is lost in rounding beside the other one says nothing about the kind: then the grid's
    /// word stands.
    CriticalPoint point_here(CriticalKind seen, const Eigen::Vector2d& values) {
        CriticalPoint point;
        const double least = 1e-9 * std::max(std::abs(values[0]), std::abs(values[1]));
        point.kind = seen;
        if (values[0] > least)
            point.kind = CriticalKind::minimum;
        else if (values[1] < -least)
            point.kind = CriticalKind::maximum;
        else if (values[0] < -least && values[1] > least)
            point.kind = CriticalKind::saddle;
        point.x = theta_[0];
        point.y = theta_[1];
        point.value = objective_.value(theta_);
        point.curvature = {values[0], values[1]};
        return point;
    }

    /// Whether a neighbouring node is exactly as high: the corner of level ground rather than a minimum.
    bool beside_level_ground() {
        const double here = objective_.value(theta_);
        Vector beside(2);
        for (int i = -1; i <= 1; ++i) {
            for (int j = -1; j <= 1; ++j) {
                if (i == 0 && j == 0) continue;
                beside[0] = theta_[0] + i * dx_;
                beside[1] = theta_[1] + j * dy_;
                if (objective_.value(beside) == here) return true;
            }
        }
        return false;
    }

    /// To the lowest (highest) of eight places around, as long as there is a lower one; then nearer ones.
    std::optional<CriticalPoint> search(const Candidate& from) {
        const double sign = from.kind == CriticalKind::minimum ? 1.0 : -1.0;
        theta_ = Vector{{from.x, from.y}};
        double best = sign * objective_.value(theta_);
        Vector trial(2);
        double size = 0.5;
        bool moved = false;
        for (int round = 0; round < 2000 && size > 1e-12; ++round) {
            if (stopped()) return std::nullopt;
            Vector better = theta_;
            const double before = best;
            for (int k = 0; k < 9; ++k) {
                const int up = k / 3 - 1;
                trial[0] = theta_[0] + (k % 3 - 1) * size * dx_;
                trial[1] = theta_[1] + up * size * dy_;
                const double value = sign * objective_.value(trial);
                if (value < best) {
                    best = value;
                    better = trial;
                }
            }
            moved = moved || best < before;
            if (best < before)
                theta_ = better;
            else
                size *= 0.5;
            if (!near(from)) return std::nullopt;
        }
        if (!moved && beside_level_ground()) return std::nullopt;
        CriticalPoint point;
        point.kind = from.kind;
        point.x = theta_[0];
        point.y = theta_[1];
        point.value = sign * best;
        point.curvature = {kAbsent, kAbsent};
        return point;
    }

    Objective& objective_;
    double dx_;
    double dy_;
    const std::function<bool()>& stop_;
    Vector theta_;
    Vector gradient_ = Vector::Zero(2);
    Matrix hessian_;
};

}  // namespace

std::vector<CriticalPoint> critical_points(Objective& objective, const LossSurface& surface,
                                           const std::function<bool()>& stop) {
    TALWEG_CHECK(objective.parameter_count() == 2);
    std::vector<CriticalPoint> points;
    if (surface.columns < 3 || surface.rows < 3) return points;
    const PlaneWindow& window = surface.window;
    const double dx = (window.x_high - window.x_low) / (surface.columns - 1);
    const double dy = (window.y_high - window.y_low) / (surface.rows - 1);
    Polisher polisher(objective, dx, dy, stop);
    for (const Candidate& candidate : candidates(surface, dx, dy)) {
        if (points.size() >= kMostCritical || (stop && stop())) break;
        const std::optional<CriticalPoint> point = polisher.polish(candidate);
        if (!point || !std::isfinite(point->value)) continue;
        if (point->x < window.x_low || point->x > window.x_high || point->y < window.y_low ||
            point->y > window.y_high) {
            continue;
        }
        const bool known = std::any_of(points.begin(), points.end(), [&](const CriticalPoint& other) {
            return std::abs(other.x - point->x) <= 0.5 * dx && std::abs(other.y - point->y) <= 0.5 * dy;
        });
        if (!known) points.push_back(*point);
    }
    std::stable_sort(points.begin(), points.end(), [](const CriticalPoint& a, const CriticalPoint& b) {
        const auto rank = [](CriticalKind kind) { return kind == CriticalKind::minimum ? 0 : 1; };
        if (rank(a.kind) != rank(b.kind)) return rank(a.kind) < rank(b.kind);
        return a.value < b.value;
    });
    return points;
}

}  // namespace talweg
