// From an experiment to its loss surface: which objective, which window, which grid.
#pragma once

#include "core/surface/loss_surface.h"
#include "core/train/experiment.h"
#include "core/worker/command.h"
#include "core/worker/surface_tiles.h"

#include <memory>

namespace talweg {

/// Holds the objective of one experiment and what is known of it as a whole. For one thread.
class SurfaceMaker {
  public:
    /// Another experiment. True when the surface is another one with it; when not, only the generation
    /// changes. Throws Error as make_objective does (then nothing has changed), or for
    /// want of memory (then there is no surface).
    bool take(const Experiment& experiment, std::uint64_t generation);
    /// The window to look at. A window without an inside is the natural one. True when it changed.
    bool show(const ShowSurface& wish);
    /// The plane to look at where there are more than two parameters; nothing: none. True when the surface is
    /// another one with it. A wish whose vectors do not suit the parameters gives none.
    bool look(const ShowPlane& plane);

    /// Fills a grid of nodes x nodes. False when `stop` said true, which is asked at least once per row by
    /// several threads. An empty surface where there is no plane to look at. `done`: rows finished so far.
    bool make(int nodes, LossSurface& out, const std::function<bool()>& stop = {},
              std::atomic<int>* done = nullptr);
    /// Where the surface made last is level. False when `stop` said true.
    bool find_critical(LossSurface& out, const std::function<bool()>& stop = {});
    std::uint64_t generation() const { return generation_; }

    /// Sides of the grids, one after the other.
    static constexpr int kLevels[] = {64, 128, 256, 512};

  private:
    PlaneWindow choose_window() const;
    void choose_plane_anew(bool moved_only);

    Experiment experiment_;
    std::uint64_t generation_ = 0;
    std::optional<PlaneWish> plane_wish_;
    std::uint64_t plane_id_ = 0;
    std::unique_ptr<Objective> objective_;  ///< of the experiment
    std::unique_ptr<Objective> plane_;      ///< of two parameters; absent: there is no plane
    ChosenPlane chosen_;
    SurfaceTiles tiles_;
    PlaneWindow natural_;
    PlaneWindow window_;
    ShowSurface wish_;
    std::optional<std::array<double, 2>> minimiser_;
    double minimum_ = 0.0;
    std::vector<KnownMinimum> minima_;
    std::optional<std::array<double, 2>> curvature_;
};

}  // namespace talweg
