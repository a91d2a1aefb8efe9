// How theta is divided: what PyTorch's parameters() would list one by one.
#pragma once

#include "core/base/types.h"

#include <string>
#include <vector>

namespace talweg {

/// A run of theta that belongs together: one layer's weights, or one bias. Most optimizers look at each
/// number alone; some (Adafactor, Muon) treat a matrix as one thing.
struct ParameterBlock {
    Index offset = 0;
    Index rows = 0;  ///< outputs of a matrix; the length of a vector
    Index cols = 1;  ///< inputs of a matrix, whose rows stand one after another
    bool matrix = false;
    std::string name = {};  ///< "layer 1 weights"; of a model with one layer "weights", "bias"
    Index layer = 0;        ///< that it belongs to, from 0; blocks of a layer follow one another
    Index size() const { return rows * cols; }
    bool operator==(const ParameterBlock&) const = default;
};

/// The blocks of theta, in order, without gaps.
struct Parameters {
    Index count = 0;
    std::vector<ParameterBlock> blocks;

    /// theta as one vector.
    static Parameters vector(Index n) { return {n, {{0, n, 1, false, "theta"}}}; }
    /// How many layers the blocks belong to; 0 without blocks.
    Index layers() const { return blocks.empty() ? 0 : blocks.back().layer + 1; }
    bool operator==(const Parameters&) const = default;
};

/// "8 × 2" of a matrix with 8 outputs and 2 inputs, "8" of a vector.
std::string shape_text(const ParameterBlock& block);

}  // namespace talweg
