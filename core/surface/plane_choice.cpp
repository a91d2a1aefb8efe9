// Which plane through the space of all parameters one looks at.
#include "core/surface/plane_choice.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

bool same(const Vector& a, const Vector& b) { return a.size() == b.size() && a == b; }
bool same(const Matrix& a, const Matrix& b) { return a.rows() == b.rows() && a.cols() == b.cols() && a == b; }

/// A direction at right angles to `other` (of length one, or zero), always the same one. p >= 2.
Vector some_direction(Index p, const Vector& other) {
    Random random(0, Stream::init);
    Vector direction(p);
    // The one drawn may be `other` itself, from here.
    do {
        for (double& entry : direction) entry = random.normal();
        direction.normalize();
        direction -= other.dot(direction) * other;
    } while (!(direction.norm() > 0.1));
    return direction.normalized();
}

/// Of length one; false where there is nothing to go by beside rounding of numbers of size `scale`.
bool normalise(Vector& direction, double scale) {
    const double length = direction.stableNorm();
    if (!std::isfinite(length) || !(length > 1e-12 * scale)) return false;
    direction /= length;
    return true;
}

void choose_parameters(const PlaneWish& wish, const std::vector<std::string>& names, ChosenPlane& out) {
    out.plane = parameter_plane(wish.through, wish.across, wish.up);
    out.names = {names[static_cast<std::size_t>(wish.across)], names[static_cast<std::size_t>(wish.up)]};
    out.landmarks = {{wish.through[wish.across], wish.through[wish.up]}};
    for (Index i = 0; i < wish.points.cols(); ++i) {
        out.landmarks.push_back({wish.points(wish.across, i), wish.points(wish.up, i)});
    }
}

void choose_points(const PlaneWish& wish, ChosenPlane& out) {
    TALWEG_CHECK(wish.points.cols() == 3);
    const double scale = 1.0 + wish.points.cwiseAbs().maxCoeff();
    out.plane.origin = wish.points.col(0);
    Vector u = wish.points.col(1) - wish.points.col(0);
    Vector v = wish.points.col(2) - wish.points.col(0);
    const Index p = u.size();
    if (!normalise(u, scale)) {
        // The first two are one: what there is points to the third.
        out.degenerate = true;
        u = v;
        if (!normalise(u, scale)) u = some_direction(p, Vector::Zero(p));
    }
    v -= u.dot(v) * u;
    v -= u.dot(v) * u;  // twice is enough (Kahan; Parlett 1980)
    if (!normalise(v, scale)) {
        out.degenerate = true;
        v = some_direction(p, u);
    }
    out.plane.u = u;
    out.plane.v = v;
    out.names = {"To the first end", "To the second end"};
    for (Index i = 0; i < 3; ++i) {
        const Vector way = wish.points.col(i) - wish.points.col(0);
        out.landmarks.push_back({u.dot(way), v.dot(way)});
    }
}

/// The two main directions of points (p x m) about their mean, by the smaller of both products of the matrix
/// with itself; zero where there is none.
void main_directions(const Matrix& centred, Vector& u, Vector& v, std::array<double, 2>& shares) {
    const Index p = centred.rows();
    const Index m = centred.cols();
    const bool tall = p <= m;
    const Matrix product =
        tall ? Matrix(centred * centred.transpose()) : Matrix(centred.transpose() * centred);
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(product);
    const double total = product.trace();
    const Index count = product.rows();
    const auto direction = [&](Index which) -> Vector {
        if (which >= count) return Vector::Zero(p);
        const Vector vector = solver.eigenvectors().col(count - 1 - which);
        return tall ? vector : Vector(centred * vector);
    };
    u = direction(0);
    v = direction(1);
    for (Index i = 0; i < 2; ++i) {
        const double value = i < count ? std::max(0.0, solver.eigenvalues()[count - 1 - i]) : 0.0;
        shares[static_cast<std::size_t>(i)] = total > 0.0 ? value / total : 0.0;
    }
}

void choose_main(const PlaneWish& wish, ChosenPlane& out) {
    const Index p = wish.through.size();
    TALWEG_CHECK(wish.points.rows() == p && wish.points.cols() >= 1);
    const Vector mean = wish.points.rowwise().mean();
    const Matrix centred = wish.points.colwise() - mean;
    const double spread = centred.cwiseAbs().maxCoeff();
    out.plane.origin = wish.through;
    Vector u;
    Vector v;
    // Of about length one, whose squares neither overflow nor vanish.
    const bool any = spread > 0.0 && std::isfinite(spread);
    main_directions(any ? Matrix(centred / spread) : Matrix(Matrix::Zero(p, 1)), u, v, out.shares);
    if (!any || !normalise(u, 1e-300)) {
        out.degenerate = true;
        u = some_direction(p, Vector::Zero(p));
    }
    v -= u.dot(v) * u;
    if (!(out.shares[1] > 1e-14) || !normalise(v, 1e-300)) {
        out.degenerate = true;
        v = some_direction(p, u);
    }
    const Vector way = wish.points.col(wish.points.cols() - 1) - wish.points.col(0);
    if (u.dot(way) < 0.0) u = -u;
    Index largest = 0;
    v.cwiseAbs().maxCoeff(&largest);
    if (v[largest] < 0.0) v = -v;
    out.plane.u = u;
    out.plane.v = v;
    out.names = {"First main direction", "Second main direction"};
    Eigen::Vector2d low = Eigen::Vector2d::Zero();
    Eigen::Vector2d high = Eigen::Vector2d::Zero();
    for (Index i = 0; i < wish.points.cols(); ++i) {
        const Vector from = wish.points.col(i) - wish.through;
        const Eigen::Vector2d place(u.dot(from), v.dot(from));
        low = low.cwiseMin(place);
        high = high.cwiseMax(place);
    }
    out.landmarks = {{low[0], low[1]}, {high[0], high[1]}};
}

/// Normal numbers of the lengths that theta has, block by block.
Vector random_direction(Random& random, const Vector& theta, const Parameters& blocks) {
    Vector direction(theta.size());
    for (double& entry : direction) entry = random.normal();
    const bool any_matrix = std::any_of(blocks.blocks.begin(), blocks.blocks.end(),
                                        [](const ParameterBlock& block) { return block.matrix; });
    for (const ParameterBlock& block : blocks.blocks) {
        const Index rows = block.matrix || !any_matrix ? block.rows : 1;
        const Index length = block.size() / rows;
        if (!block.matrix && any_matrix) {
            direction.segment(block.offset, block.size()).setZero();
            continue;
        }
        for (Index row = 0; row < rows; ++row) {
            const Index at = block.offset + row * length;
            const double drawn = direction.segment(at, length).norm();
            const double own = theta.segment(at, length).norm();
            direction.segment(at, length) *= drawn > 0.0 ? own / drawn : 0.0;
        }
    }
    return direction;
}

void choose_random(const PlaneWish& wish, const Parameters& blocks, ChosenPlane& out) {
    TALWEG_CHECK(wish.through.size() == blocks.count);
    Random random(wish.seed, Stream::init);
    out.plane.origin = wish.through;
    out.plane.u = random_direction(random, wish.through, blocks);
    out.plane.v = random_direction(random, wish.through, blocks);
    // From weights that are all zero there is no length to go by, and one weight alone spans no plane.
    // Nor can squares of lengths be told apart that are as far from 1 as those of a run that flew away.
    const double u = out.plane.u.stableNorm();
    const double v = out.plane.v.stableNorm();
    const bool usual = std::min(u, v) > 1e-70 && std::max(u, v) < 1e70;
    if (!usual || !(std::abs(out.plane.u.dot(out.plane.v)) < (1.0 - 1e-9) * u * v)) {
        out.degenerate = true;
        out.plane.u = some_direction(blocks.count, Vector::Zero(blocks.count));
        out.plane.v = some_direction(blocks.count, out.plane.u);
    }
    out.names = {"First random direction", "Second random direction"};
    out.landmarks = {{-0.5, -0.5}, {0.5, 0.5}};
}

}  // namespace

bool PlaneWish::operator==(const PlaneWish& other) const {
    return kind == other.kind && across == other.across && up == other.up && seed == other.seed &&
           same(through, other.through) && same(points, other.points);
}

ChosenPlane choose_plane(const PlaneWish& wish, const Parameters& blocks,
                         const std::vector<std::string>& names) {
    ChosenPlane result;
    result.kind = wish.kind;
    switch (wish.kind) {
        case PlaneKind::parameters:
            choose_parameters(wish, names, result);
            break;
        case PlaneKind::points:
            choose_points(wish, result);
            break;
        case PlaneKind::main:
            choose_main(wish, result);
            break;
        case PlaneKind::random:
            choose_random(wish, blocks, result);
            break;
    }
    return result;
}

PlaneProjection::PlaneProjection(const ThetaPlane& plane)
    : plane_(plane), length_u_(plane.u.stableNorm()), length_v_(plane.v.stableNorm()) {
    TALWEG_CHECK(length_u_ > 0.0 && length_v_ > 0.0);
    plane_.u /= length_u_;
    plane_.v /= length_v_;
    cosine_ = plane_.u.dot(plane_.v);
    determinant_ = 1.0 - cosine_ * cosine_;
    TALWEG_CHECK(determinant_ > 0.0);
}

PlanePlace PlaneProjection::place(const double* theta) const {
    const Index p = plane_.origin.size();
    double along_u = 0.0;
    double along_v = 0.0;
    for (Index i = 0; i < p; ++i) {
        const double d = theta[i] - plane_.origin[i];
        along_u += d * plane_.u[i];
        along_v += d * plane_.v[i];
    }
    const double a = (along_u - cosine_ * along_v) / determinant_;
    const double b = (along_v - cosine_ * along_u) / determinant_;
    double away = 0.0;
    for (Index i = 0; i < p; ++i) {
        const double d = (theta[i] - plane_.origin[i]) - a * plane_.u[i] - b * plane_.v[i];
        away += d * d;
    }
    return {a / length_u_, b / length_v_, std::sqrt(away)};
}

}  // namespace talweg
