// The gradient's norm in each layer.
#include "core/train/layer_norms.h"

#include "core/base/sum.h"

namespace talweg {

LayerNorms::LayerNorms(const Parameters& parameters) {
    if (parameters.layers() < 2) return;
    ends_.resize(static_cast<std::size_t>(parameters.layers()));
    for (const ParameterBlock& block : parameters.blocks) {
        ends_[static_cast<std::size_t>(block.layer)] = block.offset + block.size();
    }
}

void LayerNorms::measure(const Vector& gradient, Vector& norms) const {
    Index start = 0;
    for (std::size_t layer = 0; layer < ends_.size(); ++layer) {
        norms[static_cast<Index>(layer)] = norm(gradient.data() + start, ends_[layer] - start);
        start = ends_[layer];
    }
}

}  // namespace talweg
