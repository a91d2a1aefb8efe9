// Where a run has been and is, in the coordinates of the surface.
#include "app/views/surface_track.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

std::vector<Step> steps_of(const PathSeries& path, std::size_t count) {
    std::vector<Step> steps(count);
    for (std::size_t i = 0; i < count; ++i) steps[i] = path_step(path, i);
    return steps;
}

Track recorded(const PathSeries& path) {
    Track track;
    const std::size_t count = std::min(path.x.size(), path.y.size());
    track.x.assign(path.x.begin(), path.x.begin() + static_cast<std::ptrdiff_t>(count));
    track.y.assign(path.y.begin(), path.y.begin() + static_cast<std::ptrdiff_t>(count));
    track.steps = steps_of(path, count);
    return track;
}

std::optional<std::array<double, 2>> finite(double x, double y) {
    if (!std::isfinite(x) || !std::isfinite(y)) return std::nullopt;
    return std::array{x, y};
}

}  // namespace

std::size_t Track::until(Step step) const {
    return static_cast<std::size_t>(std::upper_bound(steps.begin(), steps.end(), step) - steps.begin());
}

Tracks::Tracks(const Snapshot& now, const LossSurface& surface)
    : two_(now.parameter_names.size() == 2), parameters_(now.parameter_names.size()) {
    const ThetaPlane& plane = surface.plane.plane;
    if (two_ || plane.origin.size() == 0) return;
    if (static_cast<std::size_t>(plane.origin.size()) != parameters_) return;
    projection_.emplace(plane);
    plane_ = &plane;
}

std::optional<std::array<double, 2>> Tracks::place(const double* theta, std::size_t count) const {
    if (count != parameters_) return std::nullopt;
    if (two_) return finite(theta[0], theta[1]);
    if (!projection_) return std::nullopt;
    const PlanePlace at = projection_->place(theta);
    return finite(at.a, at.b);
}

Track Tracks::of(const RunSnapshot& run) const {
    const RunState& state = run.state;
    Track track;
    if (!possible() || static_cast<std::size_t>(state.theta.size()) != parameters_) return track;
    if (two_) {
        track = recorded(run.path);
        track.here = finite(state.theta[0], state.theta[1]);
        if (state.gradient.size() == 2) track.downhill = finite(-state.gradient[0], -state.gradient[1]);
        return track;
    }
    const ThetaPath& way = run.way;
    if (way.parameters == parameters_) {
        for (std::size_t i = 0; i < way.count; ++i) {
            const PlanePlace at = projection_->place(way.theta(i));
            track.x.push_back(at.a);
            track.y.push_back(at.b);
            track.away.push_back(at.distance);
            track.steps.push_back(way.step(i));
        }
    }
    const PlanePlace at = projection_->place(state.theta.data());
    track.here = finite(at.a, at.b);
    track.here_away = at.distance;
    if (static_cast<std::size_t>(state.gradient.size()) == parameters_) {
        // The slope along an axis, over the axis's own unit: downhill as it looks on this plane.
        const double uu = plane_->u.squaredNorm();
        const double vv = plane_->v.squaredNorm();
        track.downhill = finite(-plane_->u.dot(state.gradient) / uu, -plane_->v.dot(state.gradient) / vv);
    }
    return track;
}

Track Tracks::average_of(const RunSnapshot& run) const {
    const RunState& state = run.state;
    Track track;
    if (!possible() || static_cast<std::size_t>(state.average.size()) != parameters_) return track;
    if (two_) track = recorded(run.average);
    track.here = place(state.average.data(), parameters_);
    return track;
}

Track Tracks::of(const GhostRun& ghost) const { return two_ ? recorded(ghost.path) : Track{}; }

}  // namespace talweg
