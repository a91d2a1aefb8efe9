// RMSprop: the gradient divided by the root of its running mean square.
#include "core/optim/rmsprop.h"

#include "core/optim/knobs.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "alpha",
     .title = "Alpha",
     .symbol = "α",
     .low = 0.0,
     .high = 1.0,
     .high_open = true,
     .initial = 0.99,
     .slider_low = 0.0,
     .slider_high = 0.999,
     .help = "How slowly the running mean of the squared gradient forgets.",
     .why_low = "a mean cannot keep less than nothing of what it was",
     .why_high = "at 1 the running mean would never take in a gradient"},
    eps_knob(),
    weight_decay_knob(),
    momentum_knob(0.0, "The share of the last step that is kept; 0 is none."),
    {.name = "centered",
     .title = "Centered",
     .type = KnobType::boolean,
     .help = "Divides by the root of the gradient's variance, its mean square less its squared mean."},
};

class Rmsprop final : public Optimizer {
  public:
    Rmsprop(const Settings& settings, Index n)
        : square_(Vector::Zero(n)), mean_(Vector::Zero(n)), velocity_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        alpha_ = settings.real("alpha");
        eps_ = settings.real("eps");
        weight_decay_ = settings.real("weight_decay");
        momentum_ = settings.real("momentum");
        centered_ = settings.boolean("centered");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(square_);
        archive.field(mean_);
        archive.field(velocity_);
    }
    bool set_momentum(double momentum) override {
        momentum_ = momentum;
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"v", square_.data(), square_.size()});
        if (centered_) out.push_back({"a", mean_.data(), mean_.size()});
        if (momentum_ > 0.0) out.push_back({"b", velocity_.data(), velocity_.size()});
    }

  private:
    double alpha_ = 0.0;
    double eps_ = 0.0;
    double weight_decay_ = 0.0;
    double momentum_ = 0.0;
    bool centered_ = false;
    Vector square_;    ///< v
    Vector mean_;      ///< a, with centered
    Vector velocity_;  ///< b, with momentum
};

// theta, gradient: (n).  rate: this step's learning rate.
//   g <- g + weight_decay theta
//   v <- alpha v + (1 - alpha) g^2
//   centered: a <- alpha a + (1 - alpha) g,  d <- sqrt(v - a^2) + eps;  otherwise d <- sqrt(v) + eps
//   b <- momentum b + g / d
//   theta <- theta - rate b                      (without momentum: theta - rate g / d)
// Source: Tieleman and Hinton 2012; Graves 2013 (centered). PyTorch's eps is outside the root, TensorFlow's
// inside. Where the gradient hardly changes, v - a^2 may be below 0 by a rounding error: 0 here, and no
// number in PyTorch.
void Rmsprop::update(Vector& theta, const Vector& gradient, double rate) {
    const double alpha = alpha_;
    const double fresh = 1.0 - alpha;
    const double eps = eps_;
    const double decay = weight_decay_;
    const double momentum = momentum_;
    const bool centered = centered_;
    const Index n = theta.size();
    double* t = theta.data();
    double* v = square_.data();
    double* a = mean_.data();
    double* b = velocity_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        const double slope = g[i] + decay * t[i];
        v[i] = alpha * v[i] + fresh * slope * slope;
        double variance = v[i];
        if (centered) {
            a[i] = alpha * a[i] + fresh * slope;
            variance = std::max(v[i] - a[i] * a[i], 0.0);
        }
        const double step = slope / (std::sqrt(variance) + eps);
        if (momentum > 0.0) {
            b[i] = momentum * b[i] + step;
            t[i] -= rate * b[i];
        } else {
            t[i] -= rate * step;
        }
    }
}

}  // namespace

OptimizerPart rmsprop_part() {
    return {{"rmsprop", "RMSprop",
             "Divides the gradient by the root of a running mean of its square, so that steep and flat "
             "directions move alike.",
             "g ← ∇L(θ) + λ θ\n"
             "v ← α v + (1 - α) g²\n"
             "a ← α a + (1 - α) g                  if centered\n"
             "d ← √v + ε                           if not centered\n"
             "d ← √(max(v - a², 0)) + ε            if centered\n"
             "b ← μ b + g/d                        if momentum > 0\n"
             "θ ← θ - η b                          if momentum > 0\n"
             "θ ← θ - η · g/d                      if momentum = 0",
             "Tieleman and Hinton 2012; Graves 2013 (centered); as torch.optim.RMSprop", kKnobs, "Adaptive"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Rmsprop>(settings, parameters.count);
            },
            1e-2};
}

}  // namespace talweg
