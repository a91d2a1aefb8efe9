// The linear model: y = W x + b, any number of inputs and outputs.
#include "core/model/linear.h"

#include "core/base/error.h"
#include "core/base/sum.h"

#include <algorithm>

namespace talweg {
namespace {

/// theta: W (outputs x inputs, row by row), then b (outputs) unless it has no bias.
class Linear final : public Model {
  public:
    Linear(Index inputs, Index outputs, bool bias) : inputs_(inputs), outputs_(outputs), bias_(bias) {}

    std::unique_ptr<Model> clone() const override {
        return std::make_unique<Linear>(inputs_, outputs_, bias_);
    }
    Index inputs() const override { return inputs_; }
    Index outputs() const override { return outputs_; }
    Index parameter_count() const override { return outputs_ * (inputs_ + (bias_ ? 1 : 0)); }
    std::vector<std::string> parameter_names() const override;
    Parameters parameters() const override;
    std::vector<bool> is_weight() const override;
    bool linear_in_parameters() const override { return true; }

    void predict(const Vector& theta, const Matrix& x, Matrix& prediction) const override;
    void backward(const Vector& theta, const Matrix& x, const Matrix& d_prediction,
                  Vector& gradient) const override;

  private:
    Index inputs_;
    Index outputs_;
    bool bias_;
};

std::vector<std::string> Linear::parameter_names() const {
    if (inputs_ == 1 && outputs_ == 1)
        return bias_ ? std::vector<std::string>{"w", "b"} : std::vector<std::string>{"w"};
    std::vector<std::string> names;
    for (Index o = 1; o <= outputs_; ++o) {
        for (Index i = 1; i <= inputs_; ++i) {
            names.push_back(outputs_ == 1 ? "w" + std::to_string(i)
                                          : "w[" + std::to_string(o) + "," + std::to_string(i) + "]");
        }
    }
    for (Index o = 1; bias_ && o <= outputs_; ++o) {
        names.push_back(outputs_ == 1 ? "b" : "b[" + std::to_string(o) + "]");
    }
    return names;
}

Parameters Linear::parameters() const {
    const Index weights = outputs_ * inputs_;
    Parameters all{weights, {{0, outputs_, inputs_, true, "weights"}}};
    if (!bias_) return all;
    all.blocks.push_back({weights, outputs_, 1, false, "bias"});
    all.count += outputs_;
    return all;
}

std::vector<bool> Linear::is_weight() const {
    std::vector<bool> weights(static_cast<std::size_t>(parameter_count()), true);
    if (!bias_) return weights;
    for (Index o = 0; o < outputs_; ++o) weights[static_cast<std::size_t>(outputs_ * inputs_ + o)] = false;
    return weights;
}

void Linear::predict(const Vector& theta, const Matrix& x, Matrix& prediction) const {
    const Index n = x.rows();
    if (prediction.rows() != n || prediction.cols() != outputs_) prediction.resize(n, outputs_);
    const double* weight = theta.data();
    const double* biases = bias_ ? weight + outputs_ * inputs_ : nullptr;
    if (inputs_ == 1) {  // the line: one pass instead of two
        const double* xs = x.data();
        for (Index o = 0; o < outputs_; ++o) {
            double* p = prediction.data() + o * n;
            const double w = weight[o];
            const double b = biases != nullptr ? biases[o] : 0.0;
            for (Index i = 0; i < n; ++i) p[i] = w * xs[i] + b;
        }
        return;
    }
    for (Index o = 0; o < outputs_; ++o) {
        double* p = prediction.data() + o * n;
        std::fill_n(p, n, biases != nullptr ? biases[o] : 0.0);
        for (Index j = 0; j < inputs_; ++j) {
            const double* column = x.data() + j * n;
            const double w = weight[o * inputs_ + j];
            for (Index i = 0; i < n; ++i) p[i] += w * column[i];
        }
    }
}

void Linear::backward(const Vector&, const Matrix& x, const Matrix& d_prediction, Vector& gradient) const {
    const Index n = x.rows();
    double* d_weight = gradient.data();
    double* d_bias = d_weight + outputs_ * inputs_;
    for (Index o = 0; o < outputs_; ++o) {
        const double* d = d_prediction.data() + o * n;
        for (Index j = 0; j < inputs_; ++j) d_weight[o * inputs_ + j] = dot(x.data() + j * n, d, n);
        if (bias_) d_bias[o] = sum(d, n);
    }
}

std::unique_ptr<Model> make_linear(const Settings& settings, Index inputs, Index outputs) {
    if (inputs < 1 || outputs < 1) throw Error("a linear model needs at least one input and one output");
    return std::make_unique<Linear>(inputs, outputs, settings.boolean("bias"));
}

constexpr Knob kKnobs[] = {
    {.name = "bias",
     .title = "Bias",
     .symbol = "b",
     .type = KnobType::boolean,
     .initial = 1.0,
     .help = "An offset that is learned too; without it the line goes through the origin."},
};

}  // namespace

ModelPart linear_part() {
    return {{"linear", "Linear", "A straight line, or a plane with several inputs.", "ŷ = w x + b",
             "as torch.nn.Linear", kKnobs},
            make_linear};
}

}  // namespace talweg
