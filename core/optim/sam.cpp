// SAM: steps with the gradient of the worst point nearby.
#include "core/optim/sam.h"

#include "core/base/sum.h"

#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "rho",
     .title = "Radius",
     .symbol = "R",
     .low = 0.0,
     .high = 1e6,
     .initial = 0.05,
     .slider_low = 0.0,
     .slider_high = 1.0,
     .help = "How far uphill the gradient is taken; 0 is the optimizer alone.",
     .why_low = "it is a distance, which is never below 0"},
};

// point <- theta + rho g / |g|; theta itself where there is no slope to climb.
void climb(const Vector& theta, const Vector& gradient, double rho, Vector& point) {
    const Index n = theta.size();
    const double* t = theta.data();
    const double* g = gradient.data();
    const double length = std::sqrt(squared_norm(g, n));
    const double scale = length > 0.0 ? rho / length : 0.0;
    double* p = point.data();
    for (Index i = 0; i < n; ++i) p[i] = t[i] + scale * g[i];
}

/// What an optimizer that asks for more (a line search) is told: everything at the worst point near the one
/// it asks about, so that all its losses and gradients are of one function.
class WorstNearby final : public Probe {
  public:
    WorstNearby(Probe& outer, double rho, Vector& slope, Vector& point)
        : outer_(outer), rho_(rho), slope_(slope), point_(point) {}

    double value(const Vector& theta) override { return outer_.value(worst(theta)); }
    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        return outer_.value_and_gradient(worst(theta), gradient);
    }
    bool hessian(const Vector& theta, Matrix& hessian) override {
        return outer_.hessian(worst(theta), hessian);
    }
    bool residuals(const Vector& theta, Vector& residual, Matrix& jacobian) override {
        return outer_.residuals(worst(theta), residual, jacobian);
    }

  private:
    const Vector& worst(const Vector& theta) {
        outer_.value_and_gradient(theta, slope_);
        climb(theta, slope_, rho_, point_);
        return point_;
    }

    Probe& outer_;
    double rho_;
    Vector& slope_;
    Vector& point_;
};

class Sam final : public Wrapper {
  public:
    Sam(const Settings& settings, Index n, std::unique_ptr<Optimizer> inner)
        : Wrapper(std::move(inner)),
          worst_(Vector::Zero(n)),
          gradient_(Vector::Zero(n)),
          slope_(Vector::Zero(n)),
          point_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override { rho_ = settings.real("rho"); }
    void step(Vector& theta, const StepInput& now) override;
    void archive(Archive& archive) override {
        inner().archive(archive);
        archive.field(worst_);
        archive.field(gradient_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"ω", worst_.data(), worst_.size()});
        out.push_back({"ĥ", gradient_.data(), gradient_.size()});
    }

  private:
    double rho_ = 0.0;
    Vector worst_;     ///< omega of this step
    Vector gradient_;  ///< at omega
    Vector slope_;     ///< scratch: gradients at the points that the optimizer asks about
    Vector point_;     ///< scratch: the worst points near them
};

// theta: (n).  Two gradients a step, both of the same batch and clipped as the run's are.
//   omega <- theta + R g / |g|
//   theta <- a step of what it stands around, from theta, with the loss and gradient at omega
// Source: Foret et al. 2021 (R is its rho), with the Euclidean norm over all of theta. g = 0: omega = theta.
void Sam::step(Vector& theta, const StepInput& now) {
    climb(theta, now.gradient, rho_, worst_);
    const double loss = now.probe.value_and_gradient(worst_, gradient_);
    WorstNearby probe(now.probe, rho_, slope_, point_);
    inner().step(theta, {loss, gradient_, now.rate, now.base_rate, probe});
}

}  // namespace

WrapperPart sam_part() {
    return {{"sam", "SAM",
             "Steps with the gradient of a point a little uphill, which leads away from sharp valleys; every "
             "step takes two gradients.",
             "N ← norm(∇L(θ))\n"
             "ω ← θ + R ∇L(θ)/N          if N > 0\n"
             "ω ← θ                      if N = 0\n"
             "ĥ ← ∇L(ω)\n"
             "a step of the optimizer, with ĥ in place of ∇L(θ)",
             "Foret et al. 2021", kKnobs},
            [](const Settings& settings, const Parameters& parameters,
               std::unique_ptr<Optimizer> inner) -> std::unique_ptr<Wrapper> {
                return std::make_unique<Sam>(settings, parameters.count, std::move(inner));
            }};
}

}  // namespace talweg
