// What a model says along one of its inputs.
#include "app/views/predictor.h"

#include "core/train/catalogue.h"

#include <cmath>
#include <limits>

namespace talweg {

namespace {

constexpr Index kCurveSamples = 256;

}  // namespace

Predictor::Predictor(const Snapshot& now, const DataLook& look)
    : straight_(now.experiment.model.kind == "linear" &&
                (look.task == Task::regression || look.task == Task::margin)),
      task_(look.task),
      along_(look.across),
      held_(Vector::Zero(now.data.x.cols())) {
    const Dataset& data = now.data;
    const Experiment& experiment = now.experiment;
    if (!data.x_scale.empty()) scale_ = data.x_scale[static_cast<std::size_t>(along_)];
    const Vector mean = mean_inputs(now);
    for (Index input = 0; input < held_.size(); ++input) {
        const auto at = static_cast<std::size_t>(input);
        held_[input] = data.x_scale.empty() ? mean[input] : data.x_scale[at].scaled(mean[input]);
    }
    const ModelPart& part = model_part(experiment.model.kind);
    model_ = part.make(Settings(part.info, experiment.model.knobs), data.x.cols(), look.outputs);
}

void Predictor::span(Range seen) {
    const double beyond = straight_ ? seen.span() : 0.0;
    const Index count = straight_ ? 2 : kCurveSamples;
    inputs_ = held_.transpose().replicate(count, 1);
    const double low = seen.low - beyond;
    const double step = (seen.span() + 2.0 * beyond) / static_cast<double>(count - 1);
    seen_.clear();
    for (Index i = 0; i < count; ++i) {
        seen_.push_back(low + static_cast<double>(i) * step);
        inputs_(i, along_) = scale_.scaled(seen_.back());
    }
}

double Predictor::drawn(Index row) const {
    if (task_ == Task::binary) return 1.0 / (1.0 + std::exp(-output_(row, 0)));
    if (task_ != Task::classes) return output_(row, 0);
    Index best = 0;
    const double most = output_.row(row).maxCoeff(&best);
    return std::isfinite(most) ? static_cast<double>(best) : std::numeric_limits<double>::quiet_NaN();
}

void Predictor::curve(const Vector& theta, std::vector<double>& x, std::vector<double>& y) {
    model_->predict(theta, inputs_, output_);
    x = seen_;
    y.resize(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double value = drawn(static_cast<Index>(i));
        y[i] = std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
    }
}

Vector Predictor::in_user_units(const Vector& theta) const {
    const double slope = theta[along_] / scale_.factor;
    const Index inputs = held_.size();
    // Where the model has several outputs, the first one's weights come first, the biases after all weights.
    const Index bias = inputs * model_->outputs();
    double offset = bias < theta.size() ? theta[bias] : 0.0;
    for (Index input = 0; input < inputs; ++input) {
        if (input != along_) offset += theta[input] * held_[input];
    }
    return Vector{{slope, offset - slope * scale_.shift}};
}

const Matrix& Predictor::predict(const Vector& theta, const Matrix& x) {
    model_->predict(theta, x, output_);
    return output_;
}

}  // namespace talweg
