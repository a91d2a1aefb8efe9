// AdaBelief: Adam that divides by how far gradients stray from their mean.
#include "core/optim/adabelief.h"

#include "core/base/running_power.h"
#include "core/optim/knobs.h"

#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    beta1_knob(),
    beta2_knob(0.999, "How slowly the running mean of the squared deviation forgets."),
    eps_knob(1e-16, "Added to the mean of squared deviations at every step, and to its root."),
};

class AdaBelief final : public Optimizer {
  public:
    AdaBelief(const Settings& settings, Index n) : mean_(Vector::Zero(n)), spread_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        set_beta1(settings.real("beta1"));
        beta2_ = settings.real("beta2");
        power2_.set_base(beta2_);
        eps_ = settings.real("eps");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(mean_);
        archive.field(spread_);
        power1_.archive(archive);
        power2_.archive(archive);
    }
    bool set_momentum(double momentum) override {
        set_beta1(momentum);
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"m", mean_.data(), mean_.size()});
        out.push_back({"s", spread_.data(), spread_.size()});
    }

  private:
    void set_beta1(double beta1) {
        beta1_ = beta1;
        power1_.set_base(beta1);
    }

    double beta1_ = 0.0;
    double beta2_ = 0.0;
    double eps_ = 0.0;
    Vector mean_;          ///< m
    Vector spread_;        ///< s
    RunningPower power1_;  ///< beta1^t
    RunningPower power2_;  ///< beta2^t
};

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.
//   m <- beta1 m + (1 - beta1) g
//   s <- beta2 s + (1 - beta2) (g - m)^2 + eps                         (with the new m)
//   theta <- theta - rate m / (1 - beta1^t) / (sqrt(s / (1 - beta2^t)) + eps)
// Source: Zhuang et al. 2020, algorithm 2: eps enters twice, and that inside s adds up over the steps. The
// default of eps is that of the authors' code; it stands for Adam's 1e-8 squared.
void AdaBelief::update(Vector& theta, const Vector& gradient, double rate) {
    power1_.advance();
    power2_.advance();
    const double fresh1 = 1.0 - beta1_;
    const double fresh2 = 1.0 - beta2_;
    const double step = rate / (1.0 - power1_.value());
    const double correction = 1.0 - power2_.value();
    const Index n = theta.size();
    double* t = theta.data();
    double* m = mean_.data();
    double* s = spread_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        m[i] = beta1_ * m[i] + fresh1 * g[i];
        const double stray = g[i] - m[i];
        s[i] = beta2_ * s[i] + fresh2 * stray * stray + eps_;
        t[i] -= step * m[i] / (std::sqrt(s[i] / correction) + eps_);
    }
}

}  // namespace

OptimizerPart adabelief_part() {
    return {{"adabelief", "AdaBelief",
             "Adam that divides by how far gradients stray from their running mean: long steps where they "
             "agree, short ones where they surprise.",
             "g ← ∇L(θ)\n"
             "m ← β₁ m + (1 - β₁) g\n"
             "s ← β₂ s + (1 - β₂) (g - m)² + ε\n"
             "θ ← θ - η/(1 - β₁ᵗ) · m/(√(s/(1 - β₂ᵗ)) + ε)",
             "Zhuang et al. 2020", kKnobs, "Adam"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<AdaBelief>(settings, parameters.count);
            },
            1e-3};
}

}  // namespace talweg
