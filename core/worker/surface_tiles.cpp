// A loss surface in tiles, by several threads.
#include "core/worker/surface_tiles.h"

#include "core/base/error.h"

#include <algorithm>

namespace talweg {
namespace {

/// Rows of one tile: few enough that all members end at about the same time.
constexpr int kTileRows = 4;

/// Multiplications of one value below which a second thread costs more than it saves: a form of few numbers,
/// whose making takes longer than all of its values.
constexpr double kForOne = 32.0;

}  // namespace

void SurfaceTiles::take(const Objective& objective, const ThetaPlane& plane) {
    values_.clear();
    objectives_.clear();
    for (unsigned member = 0; member < team_.size(); ++member) {
        if (member == 1 && values_.front()->cost() <= kForOne) break;
        objectives_.push_back(objective.clone());
        values_.push_back(objectives_.back()->plane_values(plane));
    }
}

bool SurfaceTiles::fill(LossSurface& out, const std::function<bool()>& stop, std::atomic<int>* done) {
    TALWEG_CHECK(!values_.empty());
    std::atomic<int> next{0};
    std::atomic<bool> stopped{false};
    const auto ask = [&] {
        if (stop && stop()) stopped.store(true, std::memory_order_relaxed);
        return stopped.load(std::memory_order_relaxed);
    };
    const auto job = [&](unsigned member) {
        while (member < values_.size()) {
            const int first = next.fetch_add(kTileRows, std::memory_order_relaxed);
            if (first >= out.rows) return;
            const int last = std::min(first + kTileRows, out.rows);
            if (!fill_rows(*values_[member], first, last, out, ask)) return;
            if (done != nullptr) done->fetch_add(last - first, std::memory_order_relaxed);
        }
    };
    if (values_.size() == 1) {
        job(0);
    } else {
        team_.run(job);
    }
    return !stopped.load(std::memory_order_relaxed);
}

}  // namespace talweg
