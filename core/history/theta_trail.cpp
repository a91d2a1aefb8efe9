// Theta of the last few steps of one run.
#include "core/history/theta_trail.h"

namespace talweg {

void ThetaTrail::copy(ThetaWindow& out) const {
    out.first = end_ - start_ > steps_ ? end_ - steps_ : start_;
    out.count = parameters_ == 0 ? 0 : static_cast<std::size_t>(end_ - out.first);
    out.parameters = parameters_;
    out.values.resize(parameters_ * steps_);
    for (std::size_t i = 0; i < out.count; ++i) {
        const double* from = values_.data() + ((out.first + i) % steps_) * parameters_;
        std::copy(from, from + parameters_, out.values.data() + i * parameters_);
    }
}

}  // namespace talweg
