// The gradient's norm in each layer.
#pragma once

#include "core/base/parameters.h"

namespace talweg {

/// Of a model with more than one layer; of others the gradient's own norm says it all, and nothing is done.
class LayerNorms {
  public:
    LayerNorms() = default;
    explicit LayerNorms(const Parameters& parameters);

    /// How many norms there are: the layers, or 0 where there is but one.
    Index count() const { return static_cast<Index>(ends_.size()); }
    /// norms (count()): Euclidean, over all weights and biases of each layer, so that their squares add up to
    /// that of the gradient (parameters.count). Does not allocate.
    void measure(const Vector& gradient, Vector& norms) const;

  private:
    std::vector<Index> ends_;  ///< where each layer's part of theta ends
};

}  // namespace talweg
