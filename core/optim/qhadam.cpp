// QHAdam: Adam whose two running means are mixed with the present gradient.
#include "core/optim/qhadam.h"

#include "core/optim/knobs.h"
#include "core/optim/moments.h"

#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    beta1_knob(0.995),
    beta2_knob(),
    {.name = "nu1",
     .title = "Nu 1",
     .symbol = "ν₁",
     .low = 0.0,
     .high = 1.0,
     .initial = 0.7,
     .help = "The share of the running mean in the direction; the rest is the present gradient.",
     .why_low = "it is a share, from none to all",
     .why_high = "it is a share, from none to all"},
    {.name = "nu2",
     .title = "Nu 2",
     .symbol = "ν₂",
     .low = 0.0,
     .high = 1.0,
     .initial = 1.0,
     .help = "The share of the running mean of squares in the scale; the rest is the present square.",
     .why_low = "it is a share, from none to all",
     .why_high = "it is a share, from none to all"},
    eps_knob(),
};

class QhAdam final : public Optimizer {
  public:
    QhAdam(const Settings& settings, Index n) : moments_(n) { configure(settings); }

    void configure(const Settings& settings) override {
        moments_.configure(settings);
        nu1_ = settings.real("nu1");
        nu2_ = settings.real("nu2");
        eps_ = settings.real("eps");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override { moments_.archive(archive); }
    bool set_momentum(double momentum) override {
        moments_.set_beta1(momentum);
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override { moments_.buffers(out); }

  private:
    double nu1_ = 0.0;
    double nu2_ = 0.0;
    double eps_ = 0.0;
    Moments moments_;  ///< m and v
};

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.
//   m <- beta1 m + (1 - beta1) g
//   v <- beta2 v + (1 - beta2) g^2
//   theta <- theta - rate ((1 - nu1) g + nu1 m / (1 - beta1^t))
//                    / (sqrt((1 - nu2) g^2 + nu2 v / (1 - beta2^t)) + eps)
// Source: Ma and Yarats 2019, with the defaults they recommend. nu1 = nu2 = 1 is Adam.
void QhAdam::update(Vector& theta, const Vector& gradient, double rate) {
    moments_.advance();
    const double beta1 = moments_.beta1;
    const double beta2 = moments_.beta2;
    const double fresh1 = 1.0 - beta1;
    const double fresh2 = 1.0 - beta2;
    const double plain1 = 1.0 - nu1_;
    const double plain2 = 1.0 - nu2_;
    const double mean_share = nu1_ / (1.0 - moments_.power1.value());
    const double square_share = nu2_ / (1.0 - moments_.power2.value());
    const Index n = theta.size();
    double* t = theta.data();
    double* m = moments_.mean.data();
    double* v = moments_.square.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        const double square = g[i] * g[i];
        m[i] = beta1 * m[i] + fresh1 * g[i];
        v[i] = beta2 * v[i] + fresh2 * square;
        const double direction = plain1 * g[i] + mean_share * m[i];
        t[i] -= rate * direction / (std::sqrt(plain2 * square + square_share * v[i]) + eps_);
    }
}

}  // namespace

OptimizerPart qhadam_part() {
    return {{"qhadam", "QHAdam",
             "Mixes the present gradient into both of Adam's running means; with both shares 1 it is Adam.",
             "g ← ∇L(θ)\n"
             "m ← β₁ m + (1 - β₁) g\n"
             "v ← β₂ v + (1 - β₂) g²\n"
             "p ← (1 - ν₁) g + ν₁ m/(1 - β₁ᵗ)\n"
             "q ← (1 - ν₂) g² + ν₂ v/(1 - β₂ᵗ)\n"
             "θ ← θ - η p/(√q + ε)",
             "Ma and Yarats 2019", kKnobs, "Adam"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<QhAdam>(settings, parameters.count);
            },
            1e-3};
}

}  // namespace talweg
