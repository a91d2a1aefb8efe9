// Gradients kept short, as torch.nn.utils does it.
#pragma once

#include "core/train/experiment.h"

#include <limits>

namespace talweg {

/// What a run asks of its gradients; both limits infinite: nothing.
struct Clip {
    double norm = std::numeric_limits<double>::infinity();
    double value = std::numeric_limits<double>::infinity();

    static Clip of(const RunSpec& run);
    bool any() const {
        return norm < std::numeric_limits<double>::infinity() ||
               value < std::numeric_limits<double>::infinity();
    }

    /// Clips in place: first each entry to [-value, value], then the whole to at most `norm`:
    /// g <- g min(1, norm / (|g| + 1e-6)), as clip_grad_value_ and clip_grad_norm_ called in this order.
    void apply(Vector& gradient) const;
};

}  // namespace talweg
