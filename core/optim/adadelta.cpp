// Adadelta: steps as long as the last steps were, per size of gradient.
#include "core/optim/adadelta.h"

#include "core/optim/knobs.h"

#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "rho",
     .title = "Rho",
     .symbol = "ρ",
     .low = 0.0,
     .high = 1.0,
     .high_open = true,
     .initial = 0.9,
     .slider_low = 0.0,
     .slider_high = 0.999,
     .help = "How slowly the running means of the squared gradient and of the squared step forget.",
     .why_low = "a mean cannot keep less than nothing of what it was",
     .why_high = "at 1 the running means would never take in a gradient"},
    eps_knob(1e-6,
             "Added inside both roots; the first steps are about as long as its root, and a gradient of 0 "
             "does not give 0/0."),
    weight_decay_knob(),
};

class Adadelta final : public Optimizer {
  public:
    Adadelta(const Settings& settings, Index n) : square_(Vector::Zero(n)), steps_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        rho_ = settings.real("rho");
        eps_ = settings.real("eps");
        weight_decay_ = settings.real("weight_decay");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(square_);
        archive.field(steps_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"v", square_.data(), square_.size()});
        out.push_back({"u", steps_.data(), steps_.size()});
    }

  private:
    double rho_ = 0.0;
    double eps_ = 0.0;
    double weight_decay_ = 0.0;
    Vector square_;  ///< v, of gradients
    Vector steps_;   ///< u, of steps
};

// theta, gradient: (n).  rate: this step's learning rate.
//   g <- g + weight_decay theta
//   v <- rho v + (1 - rho) g^2
//   d <- sqrt(u + eps) / sqrt(v + eps) g
//   u <- rho u + (1 - rho) d^2
//   theta <- theta - rate d
// Source: Zeiler 2012, who has no rate; PyTorch's is 1 by default.
void Adadelta::update(Vector& theta, const Vector& gradient, double rate) {
    const double rho = rho_;
    const double fresh = 1.0 - rho;
    const double eps = eps_;
    const double decay = weight_decay_;
    const Index n = theta.size();
    double* t = theta.data();
    double* v = square_.data();
    double* u = steps_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        const double slope = g[i] + decay * t[i];
        v[i] = rho * v[i] + fresh * slope * slope;
        const double step = std::sqrt(u[i] + eps) / std::sqrt(v[i] + eps) * slope;
        u[i] = rho * u[i] + fresh * step * step;
        t[i] -= rate * step;
    }
}

}  // namespace

OptimizerPart adadelta_part() {
    return {{"adadelta", "Adadelta",
             "Scales the gradient by the size of recent steps over the size of recent gradients, which gives "
             "steps the unit of the parameters.",
             "g ← ∇L(θ) + λ θ\n"
             "v ← ρ v + (1 - ρ) g²\n"
             "d ← √(u + ε)/√(v + ε) · g\n"
             "u ← ρ u + (1 - ρ) d²\n"
             "θ ← θ - η d",
             "Zeiler 2012; as torch.optim.Adadelta", kKnobs, "Adaptive"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Adadelta>(settings, parameters.count);
            },
            1.0};
}

}  // namespace talweg
