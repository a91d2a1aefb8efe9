// What a model predicts over a plane of two of its inputs, the others held.
#include "core/surface/prediction_plane.h"

#include "core/base/error.h"

#include <utility>

namespace talweg {
namespace {

bool same(const Vector& a, const Vector& b) { return a.size() == b.size() && a == b; }

double place(double low, double high, int i, int count) { return low + i * ((high - low) / (count - 1)); }

}  // namespace

bool PlaneQuestion::operator==(const PlaneQuestion& other) const {
    return model == other.model && outputs == other.outputs && scale == other.scale &&
           across == other.across && up == other.up && window == other.window && same(held, other.held) &&
           same(theta, other.theta);
}

bool compute_plane(const Model& model, const PlaneQuestion& question, int columns, int rows,
                   PredictionPlane& out, const std::function<bool()>& stop) {
    const Index inputs = question.held.size();
    TALWEG_CHECK(columns >= 2 && rows >= 2 && model.inputs() == inputs);
    TALWEG_CHECK(question.theta.size() == model.parameter_count());
    TALWEG_CHECK(question.across < inputs && question.up < inputs && question.across != question.up);
    const auto scaled = [&question](Index input, double value) {
        return question.scale.empty() ? value : question.scale[static_cast<std::size_t>(input)].scaled(value);
    };
    const PlaneWindow& window = question.window;
    out.question = question;
    out.columns = columns;
    out.rows = rows;
    out.z.resize(out.nodes() * static_cast<std::size_t>(model.outputs()));
    Matrix x(columns, inputs);
    for (Index input = 0; input < inputs; ++input)
        x.col(input).setConstant(scaled(input, question.held[input]));
    for (int i = 0; i < columns; ++i) {
        x(i, question.across) = scaled(question.across, place(window.x_low, window.x_high, i, columns));
    }
    Matrix prediction;
    for (int j = 0; j < rows; ++j) {
        if (stop && stop()) return false;
        x.col(question.up).setConstant(scaled(question.up, place(window.y_low, window.y_high, j, rows)));
        model.predict(question.theta, x, prediction);
        for (Index output = 0; output < prediction.cols(); ++output) {
            double* z = out.z.data() + (static_cast<std::size_t>(output) * static_cast<std::size_t>(rows) +
                                        static_cast<std::size_t>(j)) *
                                           static_cast<std::size_t>(columns);
            for (int i = 0; i < columns; ++i) z[i] = prediction(i, output);
        }
    }
    if (model.outputs() < 2) out.regions = {};
    return model.outputs() < 2 || find_regions(out.z, columns, rows, out.regions, stop);
}

}  // namespace talweg
