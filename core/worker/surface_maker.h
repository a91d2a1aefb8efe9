// From an experiment to its loss surface: which objective, which window, which grid.
#pragma once

#include "core/surface/loss_surface.h"
#include "core/train/experiment.h"
#include "core/worker/command.h"

#include <memory>

namespace talweg {

/// Holds the objective of one experiment and what is known of it as a whole. For one thread.
class SurfaceMaker {
  public:
    /// Another experiment. True when the surface is another one with it; when not, only the generation
    /// changes. Throws Error (then nothing has changed).
    bool take(const Experiment& experiment, std::uint64_t generation);
    /// The window to look at. A window without an inside is the natural one. True when it changed.
    bool show(const ShowSurface& wish);

    /// Fills a grid of nodes x nodes. False when `stop`, asked once per row, said true. An objective without
    /// exactly two parameters gives an empty surface.
    bool make(int nodes, LossSurface& out, const std::function<bool()>& stop = {});
    std::uint64_t generation() const { return generation_; }

    /// Sides of the grids, one after the other.
    static constexpr int kLevels[] = {64, 128, 256};

  private:
    PlaneWindow choose_window() const;

    Experiment experiment_;
    std::uint64_t generation_ = 0;
    std::unique_ptr<Objective> objective_;
    PlaneWindow natural_;
    PlaneWindow window_;
    ShowSurface wish_;
    std::optional<std::array<double, 2>> minimiser_;
    double minimum_ = 0.0;
    std::vector<KnownMinimum> minima_;
    std::optional<std::array<double, 2>> curvature_;
};

}  // namespace talweg
