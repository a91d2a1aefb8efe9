// QHM: the plain gradient and its running mean, mixed.
#include "core/optim/qhm.h"

#include "core/optim/knobs.h"

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    momentum_knob(0.999, "How slowly the running mean of the gradient forgets."),
    {.name = "nu",
     .title = "Nu",
     .symbol = "ν",
     .low = 0.0,
     .high = 1.0,
     .initial = 0.7,
     .help = "The share of the running mean in a step; the rest is the present gradient.",
     .why_low = "it is a share, from none to all",
     .why_high = "it is a share, from none to all"},
};

class Qhm final : public Optimizer {
  public:
    Qhm(const Settings& settings, Index n) : mean_(Vector::Zero(n)) { configure(settings); }

    void configure(const Settings& settings) override {
        momentum_ = settings.real("momentum");
        nu_ = settings.real("nu");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override { archive.field(mean_); }
    bool set_momentum(double momentum) override {
        momentum_ = momentum;
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"u", mean_.data(), mean_.size()});
    }

  private:
    double momentum_ = 0.0;
    double nu_ = 0.0;
    Vector mean_;  ///< u
};

// theta, gradient: (n).  rate: this step's learning rate.  u begins at 0 and is not corrected for it.
//   u <- momentum u + (1 - momentum) g
//   theta <- theta - rate ((1 - nu) g + nu u)
// Source: Ma and Yarats 2019. The mean is weighted by (1 - momentum), so that a rate that suits sgd with
// momentum 0.9 has to be ten times as large here.
void Qhm::update(Vector& theta, const Vector& gradient, double rate) {
    const double fresh = 1.0 - momentum_;
    const double plain = 1.0 - nu_;
    const Index n = theta.size();
    double* t = theta.data();
    double* u = mean_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        u[i] = momentum_ * u[i] + fresh * g[i];
        t[i] -= rate * (plain * g[i] + nu_ * u[i]);
    }
}

}  // namespace

OptimizerPart qhm_part() {
    return {
        {"qhm", "QHM", "Steps along a mix of the present gradient and a slow running mean of all before it.",
         "g ← ∇L(θ)\n"
         "u ← μ u + (1 - μ) g\n"
         "θ ← θ - η ((1 - ν) g + ν u)",
         "Ma and Yarats 2019", kKnobs, "Gradient descent"},
        [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            return std::make_unique<Qhm>(settings, parameters.count);
        },
        1e-2};
}

}  // namespace talweg
