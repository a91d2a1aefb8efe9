// A model as layers of units: what its parameters connect, and what its ends are called.
#pragma once

#include "app/views/parts.h"

namespace talweg {

/// One layer of weights: from the units of one column to those of the next.
struct NetworkLayer {
    Index inputs = 0;
    Index outputs = 0;
    Index weights = 0;       ///< where they stand in theta: outputs x inputs, row by row
    Index bias = -1;         ///< likewise; -1: none
    std::string activation;  ///< of its outputs; empty: none

    Index weight(Index output, Index input) const { return weights + output * inputs + input; }
};

struct NetworkShape {
    std::vector<NetworkLayer> layers;  ///< at least one
    std::vector<std::string> inputs;   ///< names; of a polynomial the powers
    std::vector<std::string> outputs;

    /// Columns of units: the inputs, then the outputs of each layer.
    Index columns() const { return static_cast<Index>(layers.size()) + 1; }
    Index units(Index column) const {
        return column == 0 ? layers.front().inputs : layers[static_cast<std::size_t>(column - 1)].outputs;
    }
    /// "x1", "unit 3 of layer 1", "score of moon": a unit in words.
    std::string unit_name(Index column, Index unit) const;
};

/// Nothing for a test function, and while there are no points yet.
std::optional<NetworkShape> network_shape(const Snapshot& now);

/// The units of a column that are drawn, from the top down.
struct DrawnColumn {
    std::vector<Index> units;
    std::vector<double> y;     ///< of each, 0 (bottom) to 1 (top)
    double gap = 0.0;          ///< where others are left out
    double pitch = 0.0;        ///< between neighbours
    bool abbreviated = false;  ///< some are left out
};

/// All units of a column, or of more than `most` (at least 4) the first and the last.
DrawnColumn drawn_column(Index units, Index most);

}  // namespace talweg
