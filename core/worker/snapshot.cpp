// Looking things up in a snapshot.
#include "core/worker/snapshot.h"

#include "core/history/path_steps.h"

#include <algorithm>

namespace talweg {
namespace {

SampleAt from_window(const SampleWindow& window, Step step) {
    const std::size_t at = step - window.first;
    SampleAt sample;
    sample.step = step;
    sample.exact = true;
    sample.rate = window.column(kRate)[at];
    sample.loss = window.column(kLoss)[at];
    sample.gradient_norm = window.column(kGradientNorm)[at];
    for (std::size_t column = kTheta; column < window.columns; ++column) {
        sample.theta.push_back(window.column(column)[at]);
    }
    return sample;
}

SampleAt from_state(const RunState& state) {
    SampleAt sample;
    sample.step = state.step;
    sample.exact = true;
    sample.rate = state.rate;
    sample.loss = state.loss;
    sample.gradient_norm = state.gradient_norm;
    const std::size_t kept =
        std::min<std::size_t>(static_cast<std::size_t>(state.theta.size()), kRecordedParameters);
    sample.theta.assign(state.theta.data(), state.theta.data() + kept);
    return sample;
}

/// The nearest step of which both the loss and the point on the path are recorded: a multiple of the buckets'
/// stride and of twice the spacing on the path (all are powers of two), where a bucket begins and a point is
/// kept.
std::optional<SampleAt> from_overview(const RunSnapshot& run, Step step) {
    const auto& buckets = run.loss.buckets;
    const PathSeries& path = run.path;
    const bool has_path = !path.x.empty();
    if (buckets.empty() && !has_path) return std::nullopt;
    SampleAt sample;
    if (has_path && step == path.last_step) {
        sample.step = step;
        sample.theta = {path.x.back(), path.y.back()};
        return sample;
    }
    const Step spacing = has_path ? path_spacing(step) : 1;
    const Step stride = std::max(buckets.empty() ? 1 : run.loss.stride, spacing > 1 ? 2 * spacing : 1);
    Step nearest = (step + stride / 2) / stride * stride;
    if (nearest > run.end_step) nearest -= stride;
    sample.step = nearest;
    const std::size_t bucket = nearest / run.loss.stride;
    if (bucket < buckets.size()) sample.loss = buckets[bucket].first;
    if (run.rate.buckets.empty()) sample.rate = run.state.rate;
    const std::size_t rate = nearest / run.rate.stride;
    if (rate < run.rate.buckets.size() && nearest % run.rate.stride == 0)
        sample.rate = run.rate.buckets[rate].first;
    const std::size_t point = kept_below(nearest);
    if (point < path.x.size() && path_step(path, point) == nearest) {
        sample.theta = {path.x[point], path.y[point]};
    }
    return sample;
}

}  // namespace

Step path_step(const PathSeries& path, std::size_t index) {
    return index + 1 >= path.x.size() ? path.last_step : kept_step(index);
}

std::size_t path_points_until(const PathSeries& path, Step step) {
    if (path.x.empty() || step >= path.last_step) return path.x.size();
    return std::min(kept_below(step + 1), path.x.size() - 1);
}

std::optional<std::size_t> find_run(const Snapshot& snapshot, std::uint64_t id) {
    for (std::size_t i = 0; i < snapshot.runs.size(); ++i) {
        if (snapshot.runs[i].id == id) return i;
    }
    return std::nullopt;
}

std::optional<SampleAt> sample_at(const RunSnapshot& run, Step step) {
    step = std::min(step, run.end_step);
    if (run.state.step == step && run.state.theta.size() > 0) return from_state(run.state);
    for (const SampleWindow* window : {&run.trail, &run.recent, &run.detail}) {
        if (window->has(step)) return from_window(*window, step);
    }
    return from_overview(run, step);
}

}  // namespace talweg
