// From an experiment to its loss surface: which objective, which window, which grid.
#include "core/worker/surface_maker.h"

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
    std::unique_ptr<Objective> objective = make_objective(experiment);
    if (objective->parameter_count() == 2) natural_ = first_look(experiment, *objective);
    objective_ = std::move(objective);
    experiment_ = experiment;
    generation_ = generation;
    window_ = choose_window();
    minimiser_.reset();
    minima_ = objective_->minima();
    curvature_.reset();
    if (objective_->parameter_count() != 2) return true;
    if (const std::optional<Vector> exact = objective_->minimiser()) {
        minimiser_ = {(*exact)[0], (*exact)[1]};
        minimum_ = objective_->value(*exact);
    }
    const Vector at =
        minimiser_
            ? Vector{{(*minimiser_)[0], (*minimiser_)[1]}}
            : Vector{{0.5 * (natural_.x_low + natural_.x_high), 0.5 * (natural_.y_low + natural_.y_high)}};
    if (const auto values = curvature(*objective_, at)) curvature_ = {values->smallest, values->largest};
    return true;
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

bool SurfaceMaker::make(int nodes, LossSurface& out, const std::function<bool()>& stop) {
    const bool plane = objective_ != nullptr && objective_->parameter_count() == 2;
    if (!plane) {
        out = {};
    } else if (!compute_surface(*objective_, window_, nodes, nodes, out, stop)) {
        return false;
    }
    out.revision = next_revision();
    out.generation = generation_;
    out.finest = !plane || nodes == kLevels[std::size(kLevels) - 1];
    out.minimiser = minimiser_;
    out.minimum = minimum_;
    out.minima = minima_;
    out.curvature = curvature_;
    return true;
}

}  // namespace talweg
