// Adamax: Adam with the largest recent gradient in place of the root of the mean square.
#include "core/optim/adamax.h"

#include "core/base/running_power.h"
#include "core/optim/knobs.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    beta1_knob(), beta2_knob(0.999, "How slowly the largest gradient so far fades."),
    eps_knob(1e-8, "Added to the size of each gradient, which keeps a gradient of 0 from giving 0/0."),
    weight_decay_knob()};

class Adamax final : public Optimizer {
  public:
    Adamax(const Settings& settings, Index n) : mean_(Vector::Zero(n)), largest_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        beta1_ = settings.real("beta1");
        beta2_ = settings.real("beta2");
        power1_.set_base(beta1_);
        eps_ = settings.real("eps");
        weight_decay_ = settings.real("weight_decay");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(mean_);
        archive.field(largest_);
        power1_.archive(archive);
    }
    bool set_momentum(double momentum) override {
        beta1_ = momentum;
        power1_.set_base(beta1_);
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"m", mean_.data(), mean_.size()});
        out.push_back({"u", largest_.data(), largest_.size()});
    }

  private:
    double beta1_ = 0.0;
    double beta2_ = 0.0;
    double eps_ = 0.0;
    double weight_decay_ = 0.0;
    Vector mean_;          ///< m
    Vector largest_;       ///< u
    RunningPower power1_;  ///< beta1^t
};

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.
//   g <- g + weight_decay theta
//   m <- beta1 m + (1 - beta1) g
//   u <- max(beta2 u, |g| + eps)
//   theta <- theta - rate / (1 - beta1^t) m / u
// Source: Kingma and Ba 2015, section 7.1. The paper has no eps; PyTorch adds it inside the maximum.
void Adamax::update(Vector& theta, const Vector& gradient, double rate) {
    const double beta1 = beta1_;
    const double beta2 = beta2_;
    const double fresh1 = 1.0 - beta1;
    power1_.advance();
    const double step = rate / (1.0 - power1_.value());
    const double eps = eps_;
    const double decay = weight_decay_;
    const Index n = theta.size();
    double* t = theta.data();
    double* m = mean_.data();
    double* u = largest_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        const double slope = g[i] + decay * t[i];
        m[i] = beta1 * m[i] + fresh1 * slope;
        u[i] = std::max(beta2 * u[i], std::abs(slope) + eps);
        t[i] -= step * (m[i] / u[i]);
    }
}

}  // namespace

OptimizerPart adamax_part() {
    return {
        {"adamax", "Adamax",
         "Adam that divides by the largest recent gradient, which fades slowly, and not by a mean square.",
         "g ← ∇L(θ) + λ θ\n"
         "m ← β₁ m + (1 - β₁) g\n"
         "u ← max(β₂ u, |g| + ε)\n"
         "θ ← θ - η/(1 - β₁ᵗ) · m/u",
         "Kingma and Ba 2015, section 7.1; as torch.optim.Adamax", kKnobs, "Adam"},
        [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            return std::make_unique<Adamax>(settings, parameters.count);
        },
        2e-3};
}

}  // namespace talweg
