// Yogi: Adam whose mean of squares moves by steps of bounded size.
#include "core/optim/yogi.h"

#include "core/base/sign.h"
#include "core/optim/knobs.h"

#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    beta1_knob(),
    beta2_knob(0.999, "How slowly the measure of squares moves towards the present square."),
    eps_knob(1e-3),
    {.name = "initial_accumulator_value",
     .title = "First value",
     .symbol = "v₀",
     .low = 0.0,
     .high = 1e6,
     .initial = 0.0,
     .slider_low = 0.0,
     .slider_high = 1.0,
     .help = "What the measure of squares begins with; a new value is felt by the next start.",
     .why_low = "a measure of squares is never below 0"},
};

class Yogi final : public Optimizer {
  public:
    Yogi(const Settings& settings, Index n)
        : mean_(Vector::Zero(n)), square_(Vector::Constant(n, settings.real("initial_accumulator_value"))) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        beta1_ = settings.real("beta1");
        beta2_ = settings.real("beta2");
        eps_ = settings.real("eps");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(mean_);
        archive.field(square_);
    }
    bool set_momentum(double momentum) override {
        beta1_ = momentum;
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"m", mean_.data(), mean_.size()});
        out.push_back({"v", square_.data(), square_.size()});
    }

  private:
    double beta1_ = 0.0;
    double beta2_ = 0.0;
    double eps_ = 0.0;
    Vector mean_;    ///< m
    Vector square_;  ///< v
};

// theta, gradient: (n).  rate: this step's learning rate.  m_0 = 0, v_0 = initial_accumulator_value.
//   m <- beta1 m + (1 - beta1) g
//   v <- v - (1 - beta2) sign(v - g^2) g^2
//   theta <- theta - rate m / (sqrt(v) + eps)
// Source: Zaheer et al. 2018, algorithm 2, which has no bias correction and v_0 = 0. Libraries differ: most
// correct the bias as Adam does and begin at 1e-6.
void Yogi::update(Vector& theta, const Vector& gradient, double rate) {
    const double fresh1 = 1.0 - beta1_;
    const double fresh2 = 1.0 - beta2_;
    const Index n = theta.size();
    double* t = theta.data();
    double* m = mean_.data();
    double* v = square_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        const double square = g[i] * g[i];
        m[i] = beta1_ * m[i] + fresh1 * g[i];
        v[i] -= fresh2 * sign(v[i] - square) * square;
        t[i] -= rate * m[i] / (std::sqrt(v[i]) + eps_);
    }
}

}  // namespace

OptimizerPart yogi_part() {
    return {{"yogi", "Yogi",
             "Adam whose measure of squares moves towards the present square by no more than a share of that "
             "square, so that the rate cannot grow suddenly.",
             "g ← ∇L(θ)\n"
             "m ← β₁ m + (1 - β₁) g\n"
             "v ← v - (1 - β₂) sign(v - g²) g²\n"
             "θ ← θ - η m/(√v + ε)",
             "Zaheer et al. 2018", kKnobs, "Adam"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Yogi>(settings, parameters.count);
            },
            1e-2};
}

}  // namespace talweg
