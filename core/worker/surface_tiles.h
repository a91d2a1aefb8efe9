// A loss surface in tiles, by several threads.
#pragma once

#include "core/surface/loss_surface.h"
#include "core/worker/team.h"

#include <atomic>
#include <memory>
#include <vector>

namespace talweg {

/// For one owner. Each member of the team has the objective's values over the plane to itself.
class SurfaceTiles {
  public:
    /// members: as Team takes them.
    explicit SurfaceTiles(unsigned members = 0) : team_(members) {}
    SurfaceTiles(const Objective& objective, const ThetaPlane& plane, unsigned members)
        : SurfaceTiles(members) {
        take(objective, plane);
    }

    /// Another objective or another plane of it.
    void take(const Objective& objective, const ThetaPlane& plane);
    /// What is known of the values as a whole. take() was called.
    std::optional<PlaneQuadratic> quadratic() const {
        return values_.empty() ? std::nullopt : values_.front()->quadratic();
    }
    /// Fills a surface that was begun. `stop` is asked by all members, at least once per row and oftener
    /// where a row takes long; returns false when it said true. `done`: rows finished so far, for who
    /// watches.
    bool fill(LossSurface& out, const std::function<bool()>& stop = {}, std::atomic<int>* done = nullptr);

  private:
    Team team_;
    std::vector<std::unique_ptr<Objective>> objectives_;
    std::vector<std::unique_ptr<PlaneValues>> values_;
};

}  // namespace talweg
