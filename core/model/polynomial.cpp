// Polynomials: a weighted sum of the powers of each input; linear in theta.
#include "core/model/polynomial.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>

namespace talweg {
namespace {

constexpr Index kMostDegree = 15;
constexpr Index kLanes = 8;
using Lanes = std::array<double, kLanes>;

double join(const Lanes& lane) {
    return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

/// theta: W (outputs x inputs degree, row by row; in a row x1, x1^2, …, x2, x2^2, …), then b (outputs) unless
/// it has no bias: a linear layer over the powers. Powers are running products, eight rows at a time, so
/// nothing is kept.
class Polynomial final : public Model {
  public:
    Polynomial(Index degree, Index inputs, Index outputs, bool bias)
        : degree_(degree), inputs_(inputs), outputs_(outputs), bias_(bias) {}

    std::unique_ptr<Model> clone() const override {
        return std::make_unique<Polynomial>(degree_, inputs_, outputs_, bias_);
    }
    Index inputs() const override { return inputs_; }
    Index outputs() const override { return outputs_; }
    Index parameter_count() const override { return outputs_ * (features() + (bias_ ? 1 : 0)); }
    std::vector<std::string> parameter_names() const override;
    Parameters parameters() const override {
        const Index weights = outputs_ * features();
        Parameters all{weights, {{0, outputs_, features(), true, "weights"}}};
        if (!bias_) return all;
        all.blocks.push_back({weights, outputs_, 1, false, "bias"});
        all.count += outputs_;
        return all;
    }
    std::vector<bool> is_weight() const override {
        std::vector<bool> weights(static_cast<std::size_t>(parameter_count()), true);
        if (bias_) std::fill(weights.end() - outputs_, weights.end(), false);
        return weights;
    }
    bool linear_in_parameters() const override { return true; }

    void predict(const Vector& theta, const Matrix& x, Matrix& prediction) const override;
    void backward(const Vector& theta, const Matrix& x, const Matrix& d_prediction,
                  Vector& gradient) const override;

  private:
    Index features() const { return inputs_ * degree_; }

    Index degree_;
    Index inputs_;
    Index outputs_;
    bool bias_;
};

// w3 for x^3; w2^3 for x2^3; with the output behind it, w3[1], where there are several.
std::vector<std::string> Polynomial::parameter_names() const {
    std::vector<std::string> names;
    const auto of_output = [this](Index o) {
        return outputs_ == 1 ? std::string() : "[" + std::to_string(o) + "]";
    };
    for (Index o = 1; o <= outputs_; ++o) {
        for (Index j = 1; j <= inputs_; ++j) {
            for (Index power = 1; power <= degree_; ++power) {
                const std::string input = inputs_ == 1 ? "" : std::to_string(j) + "^";
                names.push_back("w" + input + std::to_string(power) + of_output(o));
            }
        }
    }
    for (Index o = 1; bias_ && o <= outputs_; ++o) names.push_back("b" + of_output(o));
    return names;
}

void Polynomial::predict(const Vector& theta, const Matrix& x, Matrix& prediction) const {
    const Index n = x.rows();
    if (prediction.rows() != n || prediction.cols() != outputs_) prediction.resize(n, outputs_);
    for (Index o = 0; o < outputs_; ++o) {
        double* p = prediction.data() + o * n;
        const double* weight = theta.data() + o * features();
        const double bias = bias_ ? theta.data()[outputs_ * features() + o] : 0.0;
        for (Index first = 0; first < n; first += kLanes) {
            const Index count = std::min(kLanes, n - first);
            Lanes sum;
            sum.fill(bias);
            for (Index j = 0; j < inputs_; ++j) {
                Lanes base{};
                std::copy_n(x.data() + j * n + first, count, base.data());
                Lanes power = base;
                for (Index k = 0; k < degree_; ++k) {
                    const double w = weight[j * degree_ + k];
                    for (std::size_t i = 0; i < kLanes; ++i) {
                        sum[i] += w * power[i];
                        power[i] *= base[i];
                    }
                }
            }
            std::copy_n(sum.data(), count, p + first);
        }
    }
}

// Row i goes to lane i mod 8, as in core/base/sum.h.
void Polynomial::backward(const Vector&, const Matrix& x, const Matrix& d_prediction,
                          Vector& gradient) const {
    const Index n = x.rows();
    for (Index o = 0; o < outputs_; ++o) {
        const double* d = d_prediction.data() + o * n;
        if (bias_) {
            Lanes offset{};
            for (Index i = 0; i < n; ++i) offset[static_cast<std::size_t>(i % kLanes)] += d[i];
            gradient.data()[outputs_ * features() + o] = join(offset);
        }
        for (Index j = 0; j < inputs_; ++j) {
            std::array<Lanes, kMostDegree> sum{};
            for (Index first = 0; first < n; first += kLanes) {
                const Index count = std::min(kLanes, n - first);
                Lanes base{};
                std::copy_n(x.data() + j * n + first, count, base.data());
                Lanes slope{};
                std::copy_n(d + first, count, slope.data());
                Lanes power = base;
                for (std::size_t k = 0; k < static_cast<std::size_t>(degree_); ++k) {
                    for (std::size_t i = 0; i < kLanes; ++i) {
                        sum[k][i] += power[i] * slope[i];
                        power[i] *= base[i];
                    }
                }
            }
            double* row = gradient.data() + o * features() + j * degree_;
            for (std::size_t k = 0; k < static_cast<std::size_t>(degree_); ++k) row[k] = join(sum[k]);
        }
    }
}

std::unique_ptr<Model> make_polynomial(const Settings& settings, Index inputs, Index outputs) {
    if (inputs < 1 || outputs < 1) throw Error("a polynomial needs at least one input and one output");
    return std::make_unique<Polynomial>(settings.integer("degree"), inputs, outputs,
                                        settings.boolean("bias"));
}

constexpr Knob kKnobs[] = {
    {.name = "degree",
     .title = "Degree",
     .symbol = "d",
     .type = KnobType::integer,
     .low = 1.0,
     .high = static_cast<double>(kMostDegree),
     .initial = 3.0,
     .help = "The highest power; 1 is a line, and every further one can add a bend.",
     .why_low = "at 0 the inputs would play no part",
     .why_high = "higher powers are too large and too alike to be told apart"},
    {.name = "bias",
     .title = "Bias",
     .symbol = "b",
     .type = KnobType::boolean,
     .initial = 1.0,
     .help = "An offset that is learned too; without it the curve goes through the origin."},
};

}  // namespace

ModelPart polynomial_part() {
    return {
        {"polynomial", "Polynomial",
         "A curve of powers of each input; still linear in its parameters, so least squares has one minimum.",
         "ŷ = w1 x + w2 x² + … + w_d x^d + b", "Gergonne 1815; as torch.nn.Linear over the powers", kKnobs},
        make_polynomial};
}

}  // namespace talweg
