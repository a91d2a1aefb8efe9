// The multilayer perceptron: linear layers with an activation between them.
#include "core/model/mlp.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/model/activation.h"
#include "core/model/dense.h"

#include <algorithm>
#include <array>

namespace talweg {
namespace {

/// More would not fit what is kept of a run, and none is needed to watch one.
constexpr Index kMostParameters = 100000;
constexpr Index kMostWidth = 512;
constexpr std::size_t kMostHidden = 16;

/// One layer z = W a + b, and where its numbers stand in theta.
struct Layer {
    Index inputs = 0;
    Index outputs = 0;
    Index weight = 0;
    Index bias = 0;
};

/// What is known of a hidden layer at one theta, one column per unit: z, a = f(z), the derivatives of the
/// loss by a, then by z; and how each changes along a direction in theta.
struct Hidden {
    Matrix z, a, slope, d;
    Matrix tangent_z, tangent_a, bend, tangent_d;
};

/// Room for one number of rows.
struct Rows {
    Index count = -1;
    std::vector<Hidden> hidden;
    bool tangents = false;
};

/// theta: layer by layer W (outputs x inputs, row by row), b (outputs), as torch.nn.Sequential(Linear,
/// activation, …, Linear).parameters(). Hidden layers are kept from predict() for backward().
class Mlp final : public Model {
  public:
    /// f: of each hidden layer.
    Mlp(std::vector<Index> widths, std::vector<Activation> f);

    std::unique_ptr<Model> clone() const override { return std::make_unique<Mlp>(widths_, f_); }
    Index inputs() const override { return widths_.front(); }
    Index outputs() const override { return widths_.back(); }
    Index parameter_count() const override { return layers_.back().bias + layers_.back().outputs; }
    std::vector<std::string> parameter_names() const override;
    Parameters parameters() const override;
    std::vector<bool> is_weight() const override;

    void predict(const Vector& theta, const Matrix& x, Matrix& prediction) const override;
    void backward(const Vector& theta, const Matrix& x, const Matrix& d_prediction,
                  Vector& gradient) const override;
    bool tangent(const Vector& theta, const Matrix& x, const Vector& direction,
                 Matrix& tangent) const override;
    bool backward_tangent(const Vector& theta, const Matrix& x, const Matrix& d_prediction,
                          const Matrix& d_tangent, const Vector& direction, Vector& product) const override;

  private:
    Rows& rows_for(Index count) const;
    Rows& rows_with_tangents(Index count) const;
    void forward_tangents(const Vector& theta, const Matrix& x, const Vector& direction, Rows& rows) const;

    DenseShape shape(std::size_t layer, Index rows) const {
        return {rows, layers_[layer].inputs, layers_[layer].outputs};
    }
    const double* weight(const Vector& theta, std::size_t layer) const {
        return theta.data() + layers_[layer].weight;
    }
    const double* bias(const Vector& theta, std::size_t layer) const {
        return theta.data() + layers_[layer].bias;
    }

    std::vector<Index> widths_;  ///< inputs, hidden layers, outputs
    std::vector<Layer> layers_;
    std::vector<Activation> f_;  ///< one per hidden layer
    /// A run meets full batches, the last and smaller one, all rows, and validation rows.
    mutable std::array<Rows, 6> rows_;
    mutable std::size_t oldest_ = 0;
};

Mlp::Mlp(std::vector<Index> widths, std::vector<Activation> f)
    : widths_(std::move(widths)), f_(std::move(f)) {
    Index next = 0;
    for (std::size_t i = 0; i + 1 < widths_.size(); ++i) {
        const Index weights = widths_[i] * widths_[i + 1];
        layers_.push_back({widths_[i], widths_[i + 1], next, next + weights});
        next += weights + widths_[i + 1];
    }
}

std::vector<std::string> Mlp::parameter_names() const {
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(parameter_count()));
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        const std::string number = std::to_string(l + 1);
        for (Index o = 1; o <= layers_[l].outputs; ++o) {
            for (Index i = 1; i <= layers_[l].inputs; ++i) {
                names.push_back("w" + number + "[" + std::to_string(o) + "," + std::to_string(i) + "]");
            }
        }
        for (Index o = 1; o <= layers_[l].outputs; ++o) {
            names.push_back("b" + number + "[" + std::to_string(o) + "]");
        }
    }
    return names;
}

Parameters Mlp::parameters() const {
    Parameters all{parameter_count(), {}};
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        const Layer& layer = layers_[l];
        const auto at = static_cast<Index>(l);
        const std::string name = "layer " + std::to_string(l + 1);
        all.blocks.push_back({layer.weight, layer.outputs, layer.inputs, true, name + " weights", at});
        all.blocks.push_back({layer.bias, layer.outputs, 1, false, name + " bias", at});
    }
    return all;
}

std::vector<bool> Mlp::is_weight() const {
    std::vector<bool> weights(static_cast<std::size_t>(parameter_count()), true);
    for (const Layer& layer : layers_) std::fill_n(weights.begin() + layer.bias, layer.outputs, false);
    return weights;
}

Rows& Mlp::rows_for(Index count) const {
    for (Rows& each : rows_) {
        if (each.count == count) return each;
    }
    Rows& replaced = rows_[oldest_];
    oldest_ = (oldest_ + 1) % rows_.size();
    replaced.count = count;
    replaced.tangents = false;
    replaced.hidden.resize(layers_.size() - 1);
    for (std::size_t l = 0; l < replaced.hidden.size(); ++l) {
        Hidden& hidden = replaced.hidden[l];
        for (Matrix* each : {&hidden.z, &hidden.a, &hidden.slope, &hidden.d}) {
            each->resize(count, layers_[l].outputs);
        }
    }
    return replaced;
}

Rows& Mlp::rows_with_tangents(Index count) const {
    Rows& rows = rows_for(count);
    if (rows.tangents) return rows;
    rows.tangents = true;
    for (Hidden& hidden : rows.hidden) {
        for (Matrix* each : {&hidden.tangent_z, &hidden.tangent_a, &hidden.bend, &hidden.tangent_d}) {
            each->resize(count, hidden.z.cols());
        }
    }
    return rows;
}

void Mlp::predict(const Vector& theta, const Matrix& x, Matrix& prediction) const {
    const Index n = x.rows();
    if (prediction.rows() != n || prediction.cols() != outputs()) prediction.resize(n, outputs());
    Rows& rows = rows_for(n);
    const double* from = x.data();
    for (std::size_t l = 0; l < rows.hidden.size(); ++l) {
        Hidden& hidden = rows.hidden[l];
        dense_forward(shape(l, n), weight(theta, l), bias(theta, l), from, hidden.z.data());
        activate(f_[l], hidden.z.data(), hidden.a.data(), hidden.z.size());
        from = hidden.a.data();
    }
    const std::size_t last = layers_.size() - 1;
    dense_forward(shape(last, n), weight(theta, last), bias(theta, last), from, prediction.data());
}

void Mlp::backward(const Vector& theta, const Matrix& x, const Matrix& d_prediction, Vector& gradient) const {
    const Index n = x.rows();
    Rows& rows = rows_for(n);
    const double* d = d_prediction.data();
    for (std::size_t l = layers_.size(); l-- > 0;) {
        const double* from = l > 0 ? rows.hidden[l - 1].a.data() : x.data();
        dense_backward_weight(shape(l, n), from, d, false, gradient.data() + layers_[l].weight);
        dense_backward_bias(shape(l, n), d, gradient.data() + layers_[l].bias);
        if (l == 0) break;
        Hidden& hidden = rows.hidden[l - 1];
        dense_backward_input(shape(l, n), weight(theta, l), d, false, hidden.d.data());
        activation_slope(f_[l - 1], hidden.z.data(), hidden.a.data(), hidden.slope.data(), hidden.z.size());
        hidden.d.array() *= hidden.slope.array();
        d = hidden.d.data();
    }
}

// How z and a of every hidden layer change along the direction: z' = W a' + W' a + b', a' = f'(z) z'.
void Mlp::forward_tangents(const Vector& theta, const Matrix& x, const Vector& direction, Rows& rows) const {
    const Index n = x.rows();
    for (std::size_t l = 0; l < rows.hidden.size(); ++l) {
        Hidden& hidden = rows.hidden[l];
        const double* from = l > 0 ? rows.hidden[l - 1].a.data() : x.data();
        dense_forward(shape(l, n), weight(direction, l), bias(direction, l), from, hidden.tangent_z.data());
        if (l > 0) {
            const double* moved = rows.hidden[l - 1].tangent_a.data();
            dense_forward(shape(l, n), weight(theta, l), nullptr, moved, hidden.tangent_z.data());
        }
        activation_slope(f_[l], hidden.z.data(), hidden.a.data(), hidden.slope.data(), hidden.z.size());
        hidden.tangent_a.array() = hidden.slope.array() * hidden.tangent_z.array();
    }
}

bool Mlp::tangent(const Vector& theta, const Matrix& x, const Vector& direction, Matrix& tangent) const {
    const Index n = x.rows();
    if (tangent.rows() != n || tangent.cols() != outputs()) tangent.resize(n, outputs());
    Rows& rows = rows_with_tangents(n);
    predict(theta, x, tangent);  // for the hidden layers; what it says is overwritten
    forward_tangents(theta, x, direction, rows);
    const std::size_t last = layers_.size() - 1;
    const double* from = last > 0 ? rows.hidden[last - 1].a.data() : x.data();
    dense_forward(shape(last, n), weight(direction, last), bias(direction, last), from, tangent.data());
    if (last > 0) {
        const double* moved = rows.hidden[last - 1].tangent_a.data();
        dense_forward(shape(last, n), weight(theta, last), nullptr, moved, tangent.data());
    }
    return true;
}

// backward(), differentiated line by line along the direction (Pearlmutter's R).
bool Mlp::backward_tangent(const Vector& theta, const Matrix& x, const Matrix& d_prediction,
                           const Matrix& d_tangent, const Vector& direction, Vector& product) const {
    const Index n = x.rows();
    Rows& rows = rows_with_tangents(n);
    forward_tangents(theta, x, direction, rows);
    const double* d = d_prediction.data();
    const double* moved_d = d_tangent.data();
    for (std::size_t l = layers_.size(); l-- > 0;) {
        const double* from = l > 0 ? rows.hidden[l - 1].a.data() : x.data();
        double* d_weight = product.data() + layers_[l].weight;
        dense_backward_weight(shape(l, n), from, moved_d, false, d_weight);
        dense_backward_bias(shape(l, n), moved_d, product.data() + layers_[l].bias);
        if (l == 0) break;
        Hidden& hidden = rows.hidden[l - 1];
        dense_backward_weight(shape(l, n), hidden.tangent_a.data(), d, true, d_weight);
        dense_backward_input(shape(l, n), weight(theta, l), moved_d, false, hidden.tangent_d.data());
        dense_backward_input(shape(l, n), weight(direction, l), d, true, hidden.tangent_d.data());
        dense_backward_input(shape(l, n), weight(theta, l), d, false, hidden.d.data());
        activation_bend(f_[l - 1], hidden.z.data(), hidden.a.data(), hidden.bend.data(), hidden.z.size());
        hidden.tangent_d.array() = hidden.tangent_d.array() * hidden.slope.array() +
                                   hidden.d.array() * hidden.bend.array() * hidden.tangent_z.array();
        hidden.d.array() *= hidden.slope.array();
        d = hidden.d.data();
        moved_d = hidden.tangent_d.data();
    }
    return true;
}

/// One for each hidden layer: the one chosen for all, or each layer's own.
std::vector<Activation> activations_of(const Settings& settings, std::size_t layers) {
    const std::vector<std::string> chosen = settings.choices("activation");
    if (chosen.size() != 1 && chosen.size() != layers) {
        throw Error("'activation' must name one for all hidden layers, or one for each of the " +
                    std::to_string(layers) + " in 'hidden', not " + std::to_string(chosen.size()));
    }
    const auto names = activation_names();
    std::vector<Activation> all;
    for (std::size_t l = 0; l < layers; ++l) {
        const std::string& name = chosen[chosen.size() == 1 ? 0 : l];
        all.push_back(static_cast<Activation>(std::ranges::find(names, name) - names.begin()));
    }
    return all;
}

std::unique_ptr<Model> make_mlp(const Settings& settings, Index inputs, Index outputs) {
    if (inputs < 1 || outputs < 1) throw Error("an mlp needs at least one input and one output");
    const std::vector<double>& hidden = settings.list("hidden");
    if (hidden.size() > kMostHidden) {
        throw Error("'hidden' must have at most " + std::to_string(kMostHidden) + " layers, not " +
                    std::to_string(hidden.size()));
    }
    std::vector<Index> widths{inputs};
    for (const double width : hidden) widths.push_back(static_cast<Index>(width));
    widths.push_back(outputs);
    Index count = 0;
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) count += (widths[i] + 1) * widths[i + 1];
    if (count > kMostParameters) {
        throw Error("'hidden' makes " + grouped_text(static_cast<std::uint64_t>(count)) +
                    " parameters; an mlp has at most " + grouped_text(kMostParameters));
    }
    return std::make_unique<Mlp>(std::move(widths), activations_of(settings, hidden.size()));
}

constexpr double kHidden[] = {8.0, 8.0};

std::span<const Knob> knobs() {
    static const Knob kKnobs[] = {
        {.name = "hidden",
         .title = "Hidden layers",
         .type = KnobType::list,
         .low = 1.0,
         .high = static_cast<double>(kMostWidth),
         .help = "How many units each hidden layer has, from the input on; none leaves a linear model.",
         .initial_list = kHidden,
         .whole_items = true,
         .why_low = "a layer without a unit passes nothing on"},
        {.name = "activation",
         .title = "Activation",
         .symbol = "f",
         .type = KnobType::choices,
         .initial = static_cast<double>(Activation::tanh),
         .help =
             "What bends between the layers, one for all or one for each hidden layer; with 'identity' the "
             "network stays linear in its inputs.",
         .choices = activation_names(),
         .each_of = "hidden"},
    };
    return kKnobs;
}

}  // namespace

ModelPart mlp_part() {
    return {.info = {"mlp", "Neural network (MLP)",
                     "Layers of units, each a weighted sum of the layer before it, bent by an activation; "
                     "begins with small random numbers, since from zeros it never learns.",
                     "ŷ = W_k f_(k-1)(… f_2(W_2 f_1(W_1 x + b_1) + b_2) …) + b_k",
                     "Rumelhart, Hinton & Williams 1986; as torch.nn.Sequential of Linear and activation",
                     knobs()},
            .make = make_mlp,
            .default_init = "torch_linear"};
}

}  // namespace talweg
