// What a model predicts over a plane of two of its inputs, the others held.
#pragma once

#include "core/base/part.h"
#include "core/data/dataset.h"
#include "core/model/model.h"
#include "core/surface/loss_surface.h"
#include "core/surface/plane_regions.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace talweg {

/// Which model, where in theta, and which plane. Everything is in the user's units.
struct PlaneQuestion {
    PartChoice model{"linear", {}};
    Index outputs = 1;
    std::vector<ColumnScale> scale;  ///< of the inputs, one each; empty: the model takes them as the user's
    Vector held;                     ///< (inputs): of those that do not vary; the two that do are not read
    Index across = 0;                ///< the input along x
    Index up = 1;                    ///< the input along y
    PlaneWindow window;
    Vector theta;
    bool operator==(const PlaneQuestion& other) const;
};

/// Predictions at grid nodes, which lie as in LossSurface: z[(output * rows + j) * columns + i]. Non-finite
/// where the prediction is.
struct PredictionPlane {
    std::uint64_t revision = 0;  ///< changes whenever z does; what pictures are cached by
    PlaneQuestion question;      ///< what was asked
    int columns = 0;             ///< 0: nothing, as when theta is not the model's
    int rows = 0;
    std::vector<double> z;
    PlaneRegions regions;  ///< of z, where there are several outputs
    bool finest = false;   ///< no finer grid will follow for this question

    std::size_t nodes() const { return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows); }
    /// The grid of one output.
    std::span<const double> of(Index output) const {
        return std::span<const double>(z).subspan(static_cast<std::size_t>(output) * nodes(), nodes());
    }
};

/// Fills question, z and regions. `model` is the question's, with as many inputs as `held`; theta is of its
/// length. `stop` is asked now and then; returns false, `out` half made, when it says true. columns, rows
/// >= 2.
bool compute_plane(const Model& model, const PlaneQuestion& question, int columns, int rows,
                   PredictionPlane& out, const std::function<bool()>& stop = {});

}  // namespace talweg
