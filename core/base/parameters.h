// How theta is divided: what PyTorch's parameters() would list one by one.
#pragma once

#include "core/base/types.h"

#include <vector>

namespace talweg {

/// A run of theta that belongs together: one layer's weights, or one bias. Most optimizers look at each
/// number alone; some (Adafactor, Muon) treat a matrix as one thing.
struct ParameterBlock {
    Index offset = 0;
    Index rows = 0;  ///< outputs of a matrix; the length of a vector
    Index cols = 1;  ///< inputs of a matrix, whose rows stand one after another
    bool matrix = false;
    Index size() const { return rows * cols; }
    bool operator==(const ParameterBlock&) const = default;
};

/// The blocks of theta, in order, without gaps.
struct Parameters {
    Index count = 0;
    std::vector<ParameterBlock> blocks;

    /// theta as one vector.
    static Parameters vector(Index n) { return {n, {{0, n, 1, false}}}; }
};

}  // namespace talweg
