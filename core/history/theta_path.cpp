// All of theta along a run's way, where it has more than two entries, at a bounded number of steps.
#include "core/history/theta_path.h"

#include "core/base/revision.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr std::size_t kBytes = std::size_t{4} << 20;
constexpr Step kLongest = Step{1} << 40;

/// Up to 2^40 steps, 768 of a short theta and 52 of a long one.
PathSteps steps_for(std::size_t parameters) {
    const std::size_t fitting = kBytes / (sizeof(double) * std::max<std::size_t>(1, parameters));
    const Step later = std::bit_floor(std::clamp<std::size_t>(fitting / 64, 1, 16));
    return {16 * later, later};
}

}  // namespace

ThetaPathRecorder::ThetaPathRecorder(std::size_t parameters)
    : parameters_(parameters > 2 && parameters <= kMostParameters ? parameters : 0),
      steps_(steps_for(parameters)),
      revision_(next_revision()) {
    values_.reserve(parameters_ * steps_.below(kLongest));
}

void ThetaPathRecorder::put(const RunState& state, std::size_t index) {
    values_.resize((index + 1) * parameters_);
    std::copy_n(state.theta.data(), parameters_, values_.data() + index * parameters_);
}

void ThetaPathRecorder::write(const RunState& state, Step step) {
    if (parameters_ == 0) return;
    if (step == next_) {
        put(state, count_);
        ++count_;
        next_ = steps_.kept(count_);
    } else if (count_ > 0 && step == steps_.kept(count_ - 1)) {
        // An edit may have moved what was published already.
        put(state, count_ - 1);
        revision_ = next_revision();
    }
}

void ThetaPathRecorder::truncate(Step size) {
    const std::size_t kept = std::min(count_, steps_.below(size));
    if (kept == count_) return;
    count_ = kept;
    values_.resize(count_ * parameters_);
    next_ = steps_.kept(count_);
    revision_ = next_revision();
}

void ThetaPathRecorder::publish(ThetaPath& out) const {
    if (out.revision != revision_) out.count = 0;
    out.revision = revision_;
    out.parameters = parameters_;
    out.steps = steps_;
    out.values.reserve(values_.capacity());
    out.values.resize(count_ * parameters_);
    const std::size_t had = std::min(out.count, count_) * parameters_;
    std::copy(values_.begin() + static_cast<std::ptrdiff_t>(had), values_.end(),
              out.values.begin() + static_cast<std::ptrdiff_t>(had));
    out.count = count_;
}

}  // namespace talweg
