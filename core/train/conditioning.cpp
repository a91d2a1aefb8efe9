// How well the inputs suit gradient descent.
#include "core/train/conditioning.h"

#include "core/data/scaling.h"
#include "core/objective/least_squares.h"
#include "core/train/catalogue.h"

namespace talweg {
namespace {

constexpr Index kMostColumns = 200;
constexpr Index kMostNumbers = 8'000'000;

double condition_of(const Model& model, const Matrix& x) {
    const bool linear = model.linear_in_parameters();
    const Index columns = linear ? model.parameter_count() : x.cols() + 1;
    if (columns > kMostColumns || x.rows() > kMostNumbers / columns) return Conditioning{}.before;
    if (linear) return condition_number(design_matrix(model, x));
    Matrix design(x.rows(), x.cols() + 1);
    design << x, Vector::Ones(x.rows());
    return condition_number(design);
}

}  // namespace

Conditioning conditioning_of(const Experiment& experiment, const Dataset& data) {
    if (experiment.function || data.rows() == 0) return {};
    const ModelPart& part = model_part(experiment.model.kind);
    // One output: more of them repeat the same columns.
    const auto model = part.make(Settings(part.info, experiment.model.knobs), data.x.cols(), 1);
    Conditioning found;
    found.after = condition_of(*model, data.x);
    found.before = data.x_scale.empty() ? found.after : condition_of(*model, raw_inputs(data, data.x));
    return found;
}

}  // namespace talweg
