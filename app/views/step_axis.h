// The horizontal axis of the curves. Internal to the curves view.
#pragma once

#include "app/views/curve_range.h"

#include <algorithm>
#include <cmath>

namespace talweg {

/// The words on the horizontal axis, and its scale.
inline void name_step_axis(const CurvesViewOptions& options, Axis& x) {
    using Kind = CurvesViewOptions::Axis;
    switch (options.axis) {
        case Kind::steps:
            x.label = "Step";
            break;
        case Kind::epochs:
            x.label = "Epoch";
            break;
        case Kind::evaluations:
            x.label = "Evaluations";
            break;
        case Kind::seconds:
            x.label = "Seconds";
            break;
    }
    x.whole = options.axis == Kind::steps || options.axis == Kind::evaluations;
    x.scale = options.log_x ? Scale::log10 : Scale::linear;
}

/// The horizontal axis: how steps of a run become x, and which of them are seen.
class StepAxis {
    using Axis = CurvesViewOptions::Axis;

  public:
    StepAxis(const Snapshot& now, const std::vector<ShownRun>& runs, const CurvesViewOptions& options,
             double pixels)
        : axis_(options.axis),
          logarithmic_(options.log_x),
          columns_(static_cast<std::size_t>(std::clamp(pixels, 16.0, 8192.0))) {
        double last = 0.0;
        double first = std::numeric_limits<double>::infinity();
        for (const ShownRun& entry : runs) {
            const StepScale scale = this->scale(*entry.run);
            last = std::max(last, scale.x(static_cast<double>(std::max(entry.run->end_step, Step{1}))));
            for (const double step : {1.0, 0.0}) {
                if (scale.x(step) > 0.0) first = std::min(first, scale.x(step));
            }
        }
        for (const GhostRun& ghost : now.ghosts) {
            if (axis_ != Axis::epochs) {
                last = std::max(last, scale(now, ghost).x(static_cast<double>(ghost_end(ghost))));
            }
        }
        if (!std::isfinite(first)) first = 1.0;
        const double least = axis_ == Axis::epochs ? first : axis_ == Axis::seconds ? 1e-6 : 10.0;
        range_ =
            logarithmic_ ? Range{first, std::max(last, 10.0 * first)} : Range{0.0, std::max(last, least)};
        if (options.range.x && (!logarithmic_ || options.range.x->low > 0.0)) range_ = *options.range.x;
    }

    static Step ghost_end(const GhostRun& ghost) {
        return static_cast<Step>(ghost.loss.buckets.size()) * std::max<Step>(ghost.loss.stride, 1);
    }
    StepScale scale(const RunSnapshot& run) const {
        return scale_of(axis_, run.steps_per_epoch, run.evaluations, run.seconds);
    }
    StepScale scale(const Snapshot& now, const GhostRun& ghost) const {
        const std::optional<std::size_t> index = find_run(now, ghost.id);
        return scale_of(axis_, index ? now.runs[*index].steps_per_epoch : 1, ghost.evaluations,
                        ghost.seconds);
    }
    static StepScale scale_of(Axis axis, Step steps_per_epoch, const StepMap& evaluations,
                              const StepMap& seconds) {
        switch (axis) {
            case Axis::steps:
                break;
            case Axis::epochs:
                return {static_cast<double>(std::max<Step>(steps_per_epoch, 1)), 0.0, nullptr};
            case Axis::evaluations:
                return {1.0, 1.0, evaluations.empty() ? nullptr : &evaluations};
            case Axis::seconds:
                return {1.0, 0.0, seconds.empty() ? nullptr : &seconds};
        }
        return {};
    }
    double x(const RunSnapshot& run, Step step) const { return scale(run).x(static_cast<double>(step)); }
    SeenSteps seen(const StepScale& scale) const {
        const auto step = [](double at) { return static_cast<Step>(std::clamp(at, 0.0, 9.0e18)); };
        // Evenly spread steps are seen by whole units.
        const bool even = axis_ == Axis::steps || axis_ == Axis::epochs;
        return {step(even ? std::floor(range_.low) * scale.per_unit : std::floor(scale.step(range_.low))),
                step(even ? std::ceil(range_.high) * scale.per_unit : std::ceil(scale.step(range_.high)))};
    }
    CurveColumns columns(const StepScale& scale) const {
        return {range_.low, range_.high, columns_, scale, logarithmic_};
    }
    bool logarithmic() const { return logarithmic_; }
    Range range() const { return range_; }

  private:
    Axis axis_;
    bool logarithmic_;
    std::size_t columns_;
    Range range_;
};

}  // namespace talweg
