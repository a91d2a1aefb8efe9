// Heavy ball: gradient descent that keeps a share of its last step.
#include "core/optim/heavy_ball.h"

#include "core/optim/knobs.h"

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    momentum_knob(0.9, "The share of the last step that is taken again; 0 is plain gradient descent."),
};

class HeavyBall final : public Optimizer {
  public:
    HeavyBall(const Settings& settings, Index n) : step_(Vector::Zero(n)) { configure(settings); }

    void configure(const Settings& settings) override { momentum_ = settings.real("momentum"); }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override { archive.field(step_); }
    bool set_momentum(double momentum) override {
        momentum_ = momentum;
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"d", step_.data(), step_.size()});
    }

  private:
    double momentum_ = 0.0;
    Vector step_;  ///< d = theta_k - theta_{k-1}
};

// theta, gradient: (n).  rate: this step's learning rate.  Before the first step the ball rests: d = 0.
//   theta_{k+1} <- theta_k - rate g + momentum (theta_k - theta_{k-1})
// Source: Polyak 1964. d is kept instead of theta_{k-1}. As sgd with momentum while the rate stays the same;
// where it changes, this form keeps the step as it was, and PyTorch's sgd scales all of it by the new rate.
void HeavyBall::update(Vector& theta, const Vector& gradient, double rate) {
    const Index n = theta.size();
    double* t = theta.data();
    double* d = step_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        d[i] = momentum_ * d[i] - rate * g[i];
        t[i] += d[i];
    }
}

}  // namespace

OptimizerPart heavy_ball_part() {
    return {{"heavy_ball", "Heavy ball",
             "Takes a share of its last step again and adds a step against the gradient, like a ball with "
             "inertia; a new learning rate does not change the speed it already has.",
             "d ← μ d - η ∇L(θ)\n"
             "θ ← θ + d",
             "Polyak 1964", kKnobs, "Gradient descent"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<HeavyBall>(settings, parameters.count);
            },
            1e-3};
}

}  // namespace talweg
