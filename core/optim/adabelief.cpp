// AdaBelief: Adam that divides by how far gradients stray from their mean.
#include "core/optim/adabelief.h"

#include "core/optim/knobs.h"
#include "core/optim/moments.h"

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
    AdaBelief(const Settings& settings, Index n) : moments_(n) { configure(settings); }

    void configure(const Settings& settings) override {
        moments_.configure(settings);
        eps_ = settings.real("eps");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override { moments_.archive(archive); }
    bool set_momentum(double momentum) override {
        moments_.set_beta1(momentum);
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override { moments_.buffers(out, "s"); }

  private:
    double eps_ = 0.0;
    Moments moments_;  ///< m and s
};

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.
//   m <- beta1 m + (1 - beta1) g
//   s <- beta2 s + (1 - beta2) (g - m)^2 + eps                         (with the new m)
//   theta <- theta - rate m / (1 - beta1^t) / (sqrt(s / (1 - beta2^t)) + eps)
// Source: Zhuang et al. 2020, algorithm 2: eps enters twice, and that inside s adds up over the steps. The
// default of eps is that of the authors' code; it stands for Adam's 1e-8 squared.
void AdaBelief::update(Vector& theta, const Vector& gradient, double rate) {
    moments_.advance();
    const double beta1 = moments_.beta1;
    const double beta2 = moments_.beta2;
    const double fresh1 = 1.0 - beta1;
    const double fresh2 = 1.0 - beta2;
    const double step = rate / (1.0 - moments_.power1.value());
    const double correction = 1.0 - moments_.power2.value();
    const Index n = theta.size();
    double* t = theta.data();
    double* m = moments_.mean.data();
    double* s = moments_.square.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        m[i] = beta1 * m[i] + fresh1 * g[i];
        const double stray = g[i] - m[i];
        s[i] = beta2 * s[i] + fresh2 * stray * stray + eps_;
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
