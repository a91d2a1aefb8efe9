// Gradients kept short, as torch.nn.utils does it.
#include "core/train/clip.h"

#include "core/base/sum.h"

#include <algorithm>
#include <cmath>

namespace talweg {

Clip Clip::of(const RunSpec& run) {
    Clip clip;
    if (run.clip_norm) clip.norm = *run.clip_norm;
    if (run.clip_value) clip.value = *run.clip_value;
    return clip;
}

void Clip::apply(Vector& gradient) const {
    constexpr double kNever = std::numeric_limits<double>::infinity();
    double* g = gradient.data();
    const Index n = gradient.size();
    if (value < kNever) {
        for (Index i = 0; i < n; ++i) g[i] = std::clamp(g[i], -value, value);
    }
    if (norm < kNever) {
        const double length = std::sqrt(squared_norm(g, n));
        const double factor = std::min(1.0, norm / (length + 1e-6));
        for (Index i = 0; i < n; ++i) g[i] *= factor;
    }
}

}  // namespace talweg
