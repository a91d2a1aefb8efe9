// From an experiment to its loss surface: which objective, which window, which grid.
#include "core/worker/surface_maker.h"

#include "core/objective/plane_objective.h"
#include "core/surface/critical_points.h"
#include "core/surface/curvature.h"
#include "core/train/function_place.h"
#include "core/worker/timeline.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

bool same_starts(const Experiment& a, const Experiment& b) {
    if (a.init != b.init || a.runs.size() != b.runs.size()) return false;
    return std::equal(a.runs.begin(), a.runs.end(), b.runs.begin(),
                      [](const RunSpec& x, const RunSpec& y) { return x.init == y.init; });
}

/// Whether both have the same loss surface and the same starts on it.
bool same_surface(const Experiment& a, const Experiment& b) {
    return a.seed == b.seed && a.function == b.function && a.data == b.data && a.model == b.model &&
           a.loss == b.loss && a.penalty == b.penalty && same_starts(a, b);
}

std::vector<std::array<double, 2>> starts_of(const Experiment& experiment, const Objective& objective) {
    std::vector<std::array<double, 2>> starts;
    for (std::size_t run = 0; run < experiment.runs.size(); ++run) {
        const Vector theta = make_start(experiment, run, objective);
        starts.push_back({theta[0], theta[1]});
    }
    return starts;
}

bool contains(const PlaneWindow& window, const std::array<double, 2>& point) {
    return point[0] > window.x_low && point[0] < window.x_high && point[1] > window.y_low &&
           point[1] < window.y_high;
}

/// What the catalogue proposes for a test function, when every start is in it.
PlaneWindow first_look(const Experiment& experiment, Objective& objective) {
    const auto starts = starts_of(experiment, objective);
    if (experiment.function) {
        const auto w = function_window(*experiment.function);
        const PlaneWindow window{w[0], w[1], w[2], w[3]};
        const auto inside = [&window](const auto& start) { return contains(window, start); };
        if (std::all_of(starts.begin(), starts.end(), inside)) return window;
    }
    return natural_window(objective, starts);
}

/// Whether the wish's vectors are of p parameters.
bool suits(const PlaneWish& wish, Index p) {
    const bool through = wish.through.size() == p && wish.through.allFinite();
    const bool points = wish.points.rows() == p && wish.points.allFinite();
    switch (wish.kind) {
        case PlaneKind::parameters: {
            const bool inside = wish.across >= 0 && wish.up >= 0 && wish.across < p && wish.up < p;
            return through && inside && wish.across != wish.up && (wish.points.cols() == 0 || points);
        }
        case PlaneKind::points:
            return points && wish.points.cols() == 3;
        case PlaneKind::main:
            return through && points && wish.points.cols() > 0;
        case PlaneKind::random:
            return through && p > 2;
    }
    return false;
}

/// Where the runs begin, seen on a plane.
std::vector<std::array<double, 2>> starts_over(const Experiment& experiment, const Objective& objective,
                                               const ThetaPlane& plane) {
    const PlaneProjection projection(plane);
    std::vector<std::array<double, 2>> starts;
    for (std::size_t run = 0; run < experiment.runs.size(); ++run) {
        const PlanePlace place = projection.place(make_start(experiment, run, objective).data());
        starts.push_back({place.a, place.b});
    }
    return starts;
}

/// A plane of two parameters is looked at as if these were all, unless going downhill would take long.
PlaneWindow window_of(const ChosenPlane& chosen, std::vector<std::array<double, 2>> starts,
                      Objective& plane) {
    constexpr double kQuick =
        2e5;  // samples times parameters: some hundred slopes in some tenths of a second
    if (chosen.kind == PlaneKind::parameters) {
        starts.insert(starts.end(), chosen.landmarks.begin(), chosen.landmarks.end());
        const auto samples = static_cast<double>(std::max<Index>(1, plane.sample_count()));
        if (samples * static_cast<double>(chosen.plane.origin.size()) <= kQuick)
            return natural_window(plane, starts);
        return window_around(starts);
    }
    return window_around(chosen.landmarks);
}

/// Whether two wishes differ only in where their plane is, if at all.
bool same_axes(const PlaneWish& a, const PlaneWish& b) {
    return a.kind == b.kind && a.across == b.across && a.up == b.up && a.seed == b.seed &&
           a.through.size() == b.through.size();
}

/// All places inside, and not all in a small part.
bool well_inside(const PlaneWindow& window, const std::vector<std::array<double, 2>>& places) {
    constexpr double kSmall = 0.2;
    double x_low = INFINITY, x_high = -INFINITY, y_low = INFINITY, y_high = -INFINITY;
    for (const auto& place : places) {
        if (!contains(window, place)) return false;
        x_low = std::min(x_low, place[0]);
        x_high = std::max(x_high, place[0]);
        y_low = std::min(y_low, place[1]);
        y_high = std::max(y_high, place[1]);
    }
    return places.size() < 2 || x_high - x_low > kSmall * (window.x_high - window.x_low) ||
           y_high - y_low > kSmall * (window.y_high - window.y_low);
}

bool has_inside(const ShowSurface& wish) {
    const bool finite = std::isfinite(wish.x_low) && std::isfinite(wish.x_high) &&
                        std::isfinite(wish.y_low) && std::isfinite(wish.y_high);
    return finite && wish.x_low < wish.x_high && wish.y_low < wish.y_high;
}

}  // namespace

bool SurfaceMaker::take(const Experiment& experiment, std::uint64_t generation) {
    if (objective_ != nullptr && same_surface(experiment_, experiment)) {
        generation_ = generation;
        return false;
    }
    objective_ = make_objective(experiment);
    experiment_ = experiment;
    generation_ = generation;
    try {
        choose_plane_anew(false);
    } catch (...) {
        plane_.reset();
        throw;
    }
    return true;
}

bool SurfaceMaker::look(const ShowPlane& plane) {
    const std::optional<PlaneWish>& wish = plane.wish;
    if (wish == plane_wish_ && plane.id == plane_id_) return false;
    plane_id_ = plane.id;
    const bool same = plane_ != nullptr && wish && plane_wish_ && same_axes(*wish, *plane_wish_);
    plane_wish_ = wish;
    if (objective_ == nullptr || objective_->parameter_count() == 2) return false;
    choose_plane_anew(same);
    return true;
}

/// The plane of all parameters where these are two, else the one wished for. same_axes: as the one before,
/// which may have moved: its window stays as long as what there is to see is well in it, lest the picture
/// jump at every step.
void SurfaceMaker::choose_plane_anew(bool moved_only) {
    plane_.reset();
    minimiser_.reset();
    minima_ = objective_->minima();
    curvature_.reset();
    chosen_ = {};
    const Index p = objective_->parameter_count();
    ThetaPlane plane;
    if (p == 2) {
        plane = parameter_plane(Vector::Zero(2), 0, 1);
        plane_ = objective_->clone();
        natural_ = first_look(experiment_, *plane_);
    } else {
        if (!plane_wish_ || !suits(*plane_wish_, p)) return;
        chosen_ = choose_plane(*plane_wish_, objective_->parameters(), objective_->parameter_names());
        plane = chosen_.plane;
        const bool keeps_window = moved_only && well_inside(natural_, chosen_.landmarks);
        plane_ = make_plane_objective(objective_->clone(), plane, chosen_.names);
        if (!keeps_window)
            natural_ = window_of(chosen_, starts_over(experiment_, *objective_, plane), *plane_);
    }
    tiles_.take(*objective_, plane);
    window_ = choose_window();
    if (const std::optional<Vector> exact = plane_->minimiser()) {
        minimiser_ = {(*exact)[0], (*exact)[1]};
        minimum_ = plane_->value(*exact);
    }
    const Vector at =
        minimiser_
            ? Vector{{(*minimiser_)[0], (*minimiser_)[1]}}
            : Vector{{0.5 * (natural_.x_low + natural_.x_high), 0.5 * (natural_.y_low + natural_.y_high)}};
    if (const auto values = curvature(*plane_, at)) curvature_ = {values->smallest, values->largest};
}

PlaneWindow SurfaceMaker::choose_window() const {
    if (wish_.natural || !has_inside(wish_)) return natural_;
    return {wish_.x_low, wish_.x_high, wish_.y_low, wish_.y_high};
}

bool SurfaceMaker::show(const ShowSurface& wish) {
    wish_ = wish;
    const PlaneWindow window = choose_window();
    const bool changed = !(window == window_);
    window_ = window;
    return changed;
}

bool SurfaceMaker::make(int nodes, LossSurface& out, const std::function<bool()>& stop,
                        std::atomic<int>* done) {
    if (plane_ == nullptr) {
        out = {};
    } else {
        begin_surface(window_, nodes, nodes, out);
        if (!tiles_.fill(out, stop, done)) return false;
    }
    out.revision = next_revision();
    out.generation = generation_;
    out.wish = plane_id_;
    out.plane = chosen_;
    out.finest = plane_ == nullptr || nodes == kLevels[std::size(kLevels) - 1];
    out.minimiser = minimiser_;
    out.minimum = minimum_;
    out.minima = minima_;
    out.curvature = curvature_;
    out.critical.clear();
    out.critical_known = false;
    return true;
}

bool SurfaceMaker::find_critical(LossSurface& out, const std::function<bool()>& stop) {
    if (plane_ == nullptr || out.columns == 0) return true;
    // A quadratic's only level place is known already.
    if (!tiles_.quadratic()) out.critical = critical_points(*plane_, out, stop);
    out.critical_known = !(stop && stop());
    return out.critical_known;
}

}  // namespace talweg
