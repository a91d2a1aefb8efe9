// Which plane the surface view asks for, from the runs as they are now.
#include "app/views/parts.h"

#include <algorithm>

namespace talweg {
namespace {

/// Points of all paths together whose main directions are looked for, and numbers in all of them.
constexpr std::size_t kMostPoints = 1024;
constexpr std::size_t kMostNumbers = 500'000;

const ShownRun* run_of(const std::vector<ShownRun>& runs, std::uint64_t id) {
    for (const ShownRun& entry : runs) {
        if (entry.spec->id == id) return &entry;
    }
    return nullptr;
}

/// Those whose theta can be looked at: all of it, finite, of the model's length, and not flown away.
std::vector<ShownRun> whole_runs(const Snapshot& now, const ViewOptions& options) {
    const auto p = static_cast<Index>(now.parameter_names.size());
    std::vector<ShownRun> runs = shown_runs(now, options, light_theme());
    std::erase_if(runs, [p](const ShownRun& entry) {
        return entry.run->state.theta.size() != p || !entry.run->state.theta.allFinite();
    });
    // One that flew away would take the plane with it; where all did, there is nothing else to look at.
    const auto flown = [](const ShownRun& entry) { return entry.run->state.status == RunStatus::diverged; };
    if (!std::all_of(runs.begin(), runs.end(), flown)) std::erase_if(runs, flown);
    return runs;
}

const ShownRun& chosen_of(const std::vector<ShownRun>& runs, const ViewOptions& options) {
    const ShownRun* chosen = run_of(runs, options.chosen_run);
    return chosen != nullptr ? *chosen : runs.front();
}

/// Where a run began, or where it is when nobody knows.
Vector start_of(const RunSnapshot& run) {
    const auto p = static_cast<std::size_t>(run.state.theta.size());
    if (run.way.count == 0 || run.way.parameters != p) return run.state.theta;
    return Eigen::Map<const Vector>(run.way.theta(0), run.state.theta.size());
}

void through_points(const std::vector<ShownRun>& runs, const ViewOptions& options, PlaneWish& wish) {
    const ShownRun* first = run_of(runs, options.surface.first);
    if (first == nullptr) first = &runs.front();
    const ShownRun* second = run_of(runs, options.surface.second);
    if (second == nullptr || second == first) {
        second = &runs[runs.size() > 1 && first == &runs.front() ? 1 : 0];
    }
    wish.points.resize(first->run->state.theta.size(), 3);
    wish.points.col(0) = start_of(*first->run);
    wish.points.col(1) = first->run->state.theta;
    wish.points.col(2) = second->run->state.theta;
}

/// Every step that is known of every run, up to the cursor, then the chosen one's present place.
void along_paths(const std::vector<ShownRun>& runs, const ShownRun& chosen, PlaneWish& wish) {
    const Index p = chosen.run->state.theta.size();
    std::vector<const double*> points;
    for (const ShownRun& entry : runs) {
        const ThetaPath& way = entry.run->way;
        if (way.parameters != static_cast<std::size_t>(p)) continue;
        std::size_t count = 0;
        while (count < way.count && way.step(count) <= entry.run->state.step) ++count;
        const std::size_t fitting = std::min(kMostPoints, kMostNumbers / static_cast<std::size_t>(p));
        const std::size_t most = std::max<std::size_t>(1, fitting / runs.size());
        const std::size_t every = (count + most - 1) / most;
        for (std::size_t i = 0; i < count; i += std::max<std::size_t>(1, every)) {
            const Eigen::Map<const Vector> theta(way.theta(i), p);
            if (theta.allFinite()) points.push_back(way.theta(i));
        }
    }
    for (const ShownRun& entry : runs) {
        if (&entry != &chosen) points.push_back(entry.run->state.theta.data());
    }
    points.push_back(chosen.run->state.theta.data());
    wish.points.resize(p, static_cast<Index>(points.size()));
    for (std::size_t i = 0; i < points.size(); ++i) {
        wish.points.col(static_cast<Index>(i)) = Eigen::Map<const Vector>(points[i], p);
    }
}

/// Where the runs are, of those that are no worse off than they began: the others may be anywhere.
void add_places(const std::vector<ShownRun>& runs, PlaneWish& wish) {
    std::vector<const Vector*> places;
    for (const ShownRun& entry : runs) {
        const std::vector<Bucket>& losses = entry.run->loss.buckets;
        if (!losses.empty() && entry.run->state.loss <= losses.front().first)
            places.push_back(&entry.run->state.theta);
    }
    wish.points.resize(wish.through.size(), static_cast<Index>(places.size()));
    for (std::size_t i = 0; i < places.size(); ++i) wish.points.col(static_cast<Index>(i)) = *places[i];
}

}  // namespace

std::optional<PlaneWish> plane_wish(const Snapshot& now, const ViewOptions& options) {
    const auto p = static_cast<Index>(now.parameter_names.size());
    if (p <= 2) return std::nullopt;
    const std::vector<ShownRun> runs = whole_runs(now, options);
    if (runs.empty()) return std::nullopt;
    const ShownRun& chosen = chosen_of(runs, options);
    const SurfaceViewOptions& surface = options.surface;
    PlaneWish wish;
    wish.kind = surface.plane;
    wish.through = chosen.run->state.theta;
    switch (wish.kind) {
        case PlaneKind::parameters:
            wish.across = surface.across < p ? surface.across : 0;
            wish.up = surface.up < p && surface.up != wish.across ? surface.up : (wish.across == 0 ? 1 : 0);
            // What varies is no part of the wish: a run that moves along these two alone stays in its plane.
            wish.through[wish.across] = start_of(*chosen.run)[wish.across];
            wish.through[wish.up] = start_of(*chosen.run)[wish.up];
            add_places(runs, wish);
            break;
        case PlaneKind::points:
            through_points(runs, options, wish);
            break;
        case PlaneKind::main:
            along_paths(runs, chosen, wish);
            break;
        case PlaneKind::random:
            wish.seed = surface.seed;
            break;
    }
    return wish;
}

}  // namespace talweg
