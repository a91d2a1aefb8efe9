// RAdam: Adam that waits until it has seen enough gradients to divide by their size.
#include "core/optim/radam.h"

#include "core/optim/knobs.h"
#include "core/optim/moments.h"

#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {beta1_knob(), beta2_knob(), eps_knob(), weight_decay_knob(), decoupled_knob()};

class Radam final : public Optimizer {
  public:
    Radam(const Settings& settings, Index n) : moments_(n) { configure(settings); }

    void configure(const Settings& settings) override {
        moments_.configure(settings);
        eps_ = settings.real("eps");
        weight_decay_ = settings.real("weight_decay");
        decoupled_ = settings.boolean("decoupled_weight_decay");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override { moments_.archive(archive); }
    bool set_momentum(double momentum) override {
        moments_.set_beta1(momentum);
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override { moments_.buffers(out); }

  private:
    double eps_ = 0.0;
    double weight_decay_ = 0.0;
    bool decoupled_ = false;
    Moments moments_;  ///< m and v
};

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.
//   g <- g + weight_decay theta                  (decoupled: theta <- (1 - rate weight_decay) theta instead)
//   m <- beta1 m + (1 - beta1) g
//   v <- beta2 v + (1 - beta2) g^2
//   most <- 2 / (1 - beta2) - 1
//   rho <- most - 2 t beta2^t / (1 - beta2^t)
//   rho > 5:   r <- sqrt((rho - 4) (rho - 2) most / ((most - 4) (most - 2) rho))
//              theta <- theta - rate m / (1 - beta1^t) r sqrt(1 - beta2^t) / (sqrt(v) + eps)
//   otherwise: theta <- theta - rate m / (1 - beta1^t)
// Source: Liu et al. 2020, whose algorithm has rho > 4; PyTorch, and the authors' own program, have 5. The
// paper has no eps; PyTorch adds it to the uncorrected root.
void Radam::update(Vector& theta, const Vector& gradient, double rate) {
    moments_.advance();
    const double beta1 = moments_.beta1;
    const double beta2 = moments_.beta2;
    const double fresh1 = 1.0 - beta1;
    const double fresh2 = 1.0 - beta2;
    const double correction1 = 1.0 - moments_.power1.value();
    const double power2 = moments_.power2.value();
    const double correction2 = 1.0 - power2;
    const double most = 2.0 / (1.0 - beta2) - 1.0;
    const double rho = most - 2.0 * static_cast<double>(moments_.power2.count()) * power2 / correction2;
    const double eps = eps_;
    const double coupled = decoupled_ ? 0.0 : weight_decay_;
    const double kept = decoupled_ ? 1.0 - rate * weight_decay_ : 1.0;
    const double step = rate / correction1;
    const Index n = theta.size();
    double* t = theta.data();
    double* m = moments_.mean.data();
    double* v = moments_.square.data();
    const double* g = gradient.data();
    const auto take_in = [=](Index i) {
        const double slope = g[i] + coupled * t[i];
        m[i] = beta1 * m[i] + fresh1 * slope;
        v[i] = beta2 * v[i] + fresh2 * slope * slope;
    };
    if (rho > 5.0) {
        const double rectified =
            std::sqrt((rho - 4.0) * (rho - 2.0) * most / ((most - 4.0) * (most - 2.0) * rho));
        const double scaled = step * rectified * std::sqrt(correction2);
        for (Index i = 0; i < n; ++i) {
            take_in(i);
            t[i] = kept * t[i] - scaled * (m[i] / (std::sqrt(v[i]) + eps));
        }
        return;
    }
    for (Index i = 0; i < n; ++i) {
        take_in(i);
        t[i] = kept * t[i] - step * m[i];
    }
}

}  // namespace

OptimizerPart radam_part() {
    return {{"radam", "RAdam",
             "Adam that moves by momentum alone until it has seen enough gradients to trust their mean "
             "square: a warm-up that needs no setting.",
             "g ← ∇L(θ) + λ θ                      if not decoupled_weight_decay\n"
             "g ← ∇L(θ)                            if decoupled_weight_decay\n"
             "θ ← (1 - η λ) θ                      if decoupled_weight_decay\n"
             "m ← β₁ m + (1 - β₁) g\n"
             "v ← β₂ v + (1 - β₂) g²\n"
             "ρ₁ ← 2/(1 - β₂) - 1\n"
             "ρ ← ρ₁ - 2 t β₂ᵗ/(1 - β₂ᵗ)\n"
             "r ← √((ρ - 4) (ρ - 2) ρ₁/((ρ₁ - 4) (ρ₁ - 2) ρ))            if ρ > 5\n"
             "θ ← θ - η/(1 - β₁ᵗ) · m r √(1 - β₂ᵗ)/(√v + ε)             if ρ > 5\n"
             "θ ← θ - η/(1 - β₁ᵗ) · m                                     if ρ <= 5",
             "Liu et al. 2020; as torch.optim.RAdam", kKnobs, "Adam"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Radam>(settings, parameters.count);
            },
            1e-3};
}

}  // namespace talweg
