// Lion: the sign of a mean of gradients.
#include "core/optim/lion.h"

#include "core/base/sign.h"
#include "core/optim/knobs.h"

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    beta1_knob(0.9, "The share of the running mean in the mix whose sign is taken."),
    beta2_knob(0.99, "How slowly the running mean of the gradient forgets."),
    weight_decay_knob(0.0, "Also steps along λ θ, at the learning rate and apart from the gradient."),
};

class Lion final : public Optimizer {
  public:
    Lion(const Settings& settings, Index n) : mean_(Vector::Zero(n)) { configure(settings); }

    void configure(const Settings& settings) override {
        beta1_ = settings.real("beta1");
        beta2_ = settings.real("beta2");
        weight_decay_ = settings.real("weight_decay");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override { archive.field(mean_); }
    bool set_momentum(double momentum) override {
        beta1_ = momentum;
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"m", mean_.data(), mean_.size()});
    }

  private:
    double beta1_ = 0.0;
    double beta2_ = 0.0;
    double weight_decay_ = 0.0;
    Vector mean_;  ///< m
};

// theta, gradient: (n).  rate: this step's learning rate.  sign(0) = 0.
//   c <- beta1 m + (1 - beta1) g
//   theta <- theta - rate (sign(c) + weight_decay theta)
//   m <- beta2 m + (1 - beta2) g
// Source: Chen et al. 2023.
void Lion::update(Vector& theta, const Vector& gradient, double rate) {
    const double fresh1 = 1.0 - beta1_;
    const double fresh2 = 1.0 - beta2_;
    const Index n = theta.size();
    double* t = theta.data();
    double* m = mean_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        const double mix = beta1_ * m[i] + fresh1 * g[i];
        t[i] -= rate * (sign(mix) + weight_decay_ * t[i]);
        m[i] = beta2_ * m[i] + fresh2 * g[i];
    }
}

}  // namespace

OptimizerPart lion_part() {
    return {{"lion", "Lion",
             "Moves every parameter by the learning rate, against the sign of a mix of the present gradient "
             "and its running mean.",
             "g ← ∇L(θ)\n"
             "c ← β₁ m + (1 - β₁) g\n"
             "θ ← θ - η (sign(c) + λ θ)\n"
             "m ← β₂ m + (1 - β₂) g",
             "Chen et al. 2023", kKnobs, "Signs"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Lion>(settings, parameters.count);
            },
            1e-4};
}

}  // namespace talweg
