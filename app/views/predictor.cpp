// What a model says along the input axis, as its loss reads it.
#include "app/views/predictor.h"

#include "core/train/assemble.h"
#include "core/train/catalogue.h"

#include <cmath>
#include <limits>

namespace talweg {

namespace {

constexpr Index kCurveSamples = 256;

std::unique_ptr<Loss> loss_of(const Experiment& experiment) {
    const LossPart& part = loss_part(experiment.loss.kind);
    return part.make(Settings(part.info, experiment.loss.knobs));
}

}  // namespace

Predictor::Predictor(const Experiment& experiment, const Dataset& data)
    : loss_(loss_of(experiment)), straight_(experiment.model.kind == "linear" && loss_->reads_as_is()) {
    if (!data.x_scale.empty()) scale_ = data.x_scale[0];
    const ModelPart& part = model_part(experiment.model.kind);
    model_ = part.make(Settings(part.info, experiment.model.knobs), 1, outputs_of(*loss_, data));
}

void Predictor::span(Range seen) {
    const double beyond = straight_ ? seen.span() : 0.0;
    const Index count = straight_ ? 2 : kCurveSamples;
    inputs_ = Matrix(count, 1);
    const double low = seen.low - beyond;
    const double step = (seen.span() + 2.0 * beyond) / static_cast<double>(count - 1);
    seen_.clear();
    for (Index i = 0; i < count; ++i) {
        seen_.push_back(low + static_cast<double>(i) * step);
        inputs_(i, 0) = scale_.scaled(seen_.back());
    }
}

void Predictor::curve(const Vector& theta, std::vector<double>& x, std::vector<double>& y) {
    const Matrix& reading = predict(theta, inputs_);
    x = seen_;
    y.resize(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto row = static_cast<Index>(i);
        const bool finite = std::isfinite(reading(row, 0));
        y[i] = finite ? reading(row, 0) : std::numeric_limits<double>::quiet_NaN();
    }
}

Vector Predictor::in_user_units(const Vector& theta) const {
    const double slope = theta[0] / scale_.factor;
    return Vector{{slope, theta[1] - slope * scale_.shift}};
}

const Matrix& Predictor::predict(const Vector& theta, const Matrix& x) {
    model_->predict(theta, x, output_);
    loss_->read(output_, reading_);
    return reading_;
}

}  // namespace talweg
