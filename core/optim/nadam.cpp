// NAdam: Adam with Nesterov's look-ahead and a momentum that warms up.
#include "core/optim/nadam.h"

#include "core/base/running_power.h"
#include "core/optim/knobs.h"

#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    beta1_knob(),
    beta2_knob(),
    eps_knob(),
    weight_decay_knob(),
    {.name = "momentum_decay",
     .title = "Warm-up",
     .symbol = "ψ",
     .low = 0.0,
     .high = 1e6,
     .initial = 4e-3,
     .slider_low = 0.0,
     .slider_high = 0.1,
     .help = "How quickly the momentum rises from about half of β₁ to the whole of it.",
     .why_low = "below 0 the momentum would fall without end"},
    decoupled_knob(),
};

class Nadam final : public Optimizer {
  public:
    Nadam(const Settings& settings, Index n) : mean_(Vector::Zero(n)), square_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        beta1_ = settings.real("beta1");
        beta2_ = settings.real("beta2");
        power2_.set_base(beta2_);
        eps_ = settings.real("eps");
        weight_decay_ = settings.real("weight_decay");
        decoupled_ = settings.boolean("decoupled_weight_decay");
        cold_.set_base(std::pow(0.96, settings.real("momentum_decay")));
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(mean_);
        archive.field(square_);
        archive.field(product_);
        power2_.archive(archive);
        cold_.archive(archive);
    }
    bool set_momentum(double momentum) override {
        beta1_ = momentum;
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"m", mean_.data(), mean_.size()});
        out.push_back({"v", square_.data(), square_.size()});
        out.push_back({"Π", &product_, 1});
    }

  private:
    double beta1_ = 0.0;
    double beta2_ = 0.0;
    double eps_ = 0.0;
    double weight_decay_ = 0.0;
    bool decoupled_ = false;
    Vector mean_;           ///< m
    Vector square_;         ///< v
    double product_ = 1.0;  ///< of all mu so far
    RunningPower power2_;   ///< beta2^t
    RunningPower cold_;     ///< 0.96^(t momentum_decay)
};

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.
//   g <- g + weight_decay theta                  (decoupled: theta <- (1 - rate weight_decay) theta instead)
//   mu <- beta1 (1 - 0.96^(t momentum_decay) / 2),  mu' likewise with t + 1
//   P <- P mu                                    (from 1)
//   m <- beta1 m + (1 - beta1) g
//   v <- beta2 v + (1 - beta2) g^2
//   d <- sqrt(v / (1 - beta2^t)) + eps
//   theta <- theta - rate (1 - mu) / (1 - P) g / d - rate mu' / (1 - P mu mu') m / d
// Source: Dozat 2016. As PyTorch 1.13: m forgets by beta1 where the paper has mu; and mu stands twice in the
// last product, where the paper, PyTorch's documentation and its later code have P mu'.
void Nadam::update(Vector& theta, const Vector& gradient, double rate) {
    const double beta1 = beta1_;
    const double beta2 = beta2_;
    const double fresh1 = 1.0 - beta1;
    const double fresh2 = 1.0 - beta2;
    power2_.advance();
    cold_.advance();
    const double correction = 1.0 - power2_.value();
    const double mu = beta1 * (1.0 - 0.5 * cold_.value());
    const double next = beta1 * (1.0 - 0.5 * (cold_.value() * cold_.base()));
    product_ *= mu;
    if (product_ < 1e-30) product_ = 0.0;  // no slow subnormals; 1 - product is 1 to the last bit
    const double along_gradient = rate * (1.0 - mu) / (1.0 - product_);
    const double along_mean = rate * next / (1.0 - product_ * mu * next);
    const double eps = eps_;
    const double coupled = decoupled_ ? 0.0 : weight_decay_;
    const double kept = decoupled_ ? 1.0 - rate * weight_decay_ : 1.0;
    const Index n = theta.size();
    double* t = theta.data();
    double* m = mean_.data();
    double* v = square_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        const double slope = g[i] + coupled * t[i];
        m[i] = beta1 * m[i] + fresh1 * slope;
        v[i] = beta2 * v[i] + fresh2 * slope * slope;
        const double scale = std::sqrt(v[i] / correction) + eps;
        t[i] = kept * t[i] - along_gradient * (slope / scale) - along_mean * (m[i] / scale);
    }
}

}  // namespace

OptimizerPart nadam_part() {
    return {{"nadam", "NAdam",
             "Adam that looks ahead along its momentum, as Nesterov does, with a momentum that warms up.",
             "g ← ∇L(θ) + λ θ                      if not decoupled_weight_decay\n"
             "g ← ∇L(θ)                            if decoupled_weight_decay\n"
             "θ ← (1 - η λ) θ                      if decoupled_weight_decay\n"
             "μ ← β₁ (1 - 0.96^(t ψ)/2)\n"
             "μ₁ ← β₁ (1 - 0.96^((t + 1) ψ)/2)\n"
             "Π ← Π μ\n"
             "m ← β₁ m + (1 - β₁) g\n"
             "v ← β₂ v + (1 - β₂) g²\n"
             "d ← √(v/(1 - β₂ᵗ)) + ε\n"
             "θ ← θ - η (1 - μ)/(1 - Π) · g/d - η μ₁/(1 - Π μ μ₁) · m/d",
             "Dozat 2016; as torch.optim.NAdam of PyTorch 1.13", kKnobs, "Adam"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Nadam>(settings, parameters.count);
            },
            2e-3};
}

}  // namespace talweg
