// Gradient descent with momentum, dampening, Nesterov's look-ahead and weight decay.
#include "core/optim/sgd.h"

#include "core/base/error.h"

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "momentum",
     .title = "Momentum",
     .symbol = "μ",
     .low = 0.0,
     .high = 1.0,
     .initial = 0.0,
     .slider_low = 0.0,
     .slider_high = 0.99,
     .help = "The share of the last velocity that is kept; 0 is plain gradient descent."},
    {.name = "dampening",
     .title = "Dampening",
     .symbol = "τ",
     .low = 0.0,
     .high = 1.0,
     .initial = 0.0,
     .help = "How much of each new gradient is held back from the velocity, from the second step on."},
    {.name = "nesterov",
     .title = "Nesterov",
     .type = KnobType::boolean,
     .help = "Steps along the gradient plus the velocity to come; needs momentum and no dampening."},
    {.name = "weight_decay",
     .title = "Weight decay",
     .symbol = "λ",
     .low = 0.0,
     .high = 1e6,
     .initial = 0.0,
     .slider_low = 0.0,
     .slider_high = 1.0,
     .help = "Adds λ θ to the gradient, biases included, which pulls every parameter towards 0."},
};

class Sgd final : public Optimizer {
  public:
    Sgd(const Settings& settings, Index n) : velocity_(Vector::Zero(n)) { configure(settings); }

    void configure(const Settings& settings) override;
    void update(Vector& theta, const Vector& gradient, double rate) override;
    bool set_momentum(double momentum) override {
        momentum_ = momentum;
        return true;
    }
    void archive(Archive& archive) override {
        archive.field(velocity_);
        archive.field(started_);
    }

  private:
    double momentum_ = 0.0;
    double dampening_ = 0.0;
    double weight_decay_ = 0.0;
    bool nesterov_ = false;
    Vector velocity_;            ///< u
    std::uint64_t started_ = 0;  ///< 1 once u holds a gradient
};

void Sgd::configure(const Settings& settings) {
    const double momentum = settings.real("momentum");
    const double dampening = settings.real("dampening");
    const bool nesterov = settings.boolean("nesterov");
    if (nesterov && (momentum == 0.0 || dampening != 0.0)) {
        throw Error("'nesterov' needs 'momentum' above 0 and 'dampening' 0");
    }
    momentum_ = momentum;
    dampening_ = dampening;
    nesterov_ = nesterov;
    weight_decay_ = settings.real("weight_decay");
}

// theta, gradient: (n).  rate: this step's learning rate.
//   g <- g + weight_decay theta
//   u <- momentum u + (1 - dampening) g        (first step: u = g, undamped)
//   theta <- theta - rate (nesterov ? g + momentum u : u)
// Source: Polyak 1964; Nesterov 1983; Sutskever et al. 2013. PyTorch's form: rate scales the whole velocity.
void Sgd::update(Vector& theta, const Vector& gradient, double rate) {
    const Index n = theta.size();
    double* t = theta.data();
    const double* g = gradient.data();
    if (momentum_ == 0.0 && weight_decay_ == 0.0) {
        for (Index i = 0; i < n; ++i) t[i] -= rate * g[i];
        return;
    }
    if (momentum_ == 0.0) {
        for (Index i = 0; i < n; ++i) t[i] -= rate * (g[i] + weight_decay_ * t[i]);
        return;
    }
    double* u = velocity_.data();
    const double kept = started_ != 0 ? momentum_ : 0.0;
    const double taken = started_ != 0 ? 1.0 - dampening_ : 1.0;
    started_ = 1;
    for (Index i = 0; i < n; ++i) {
        const double slope = g[i] + weight_decay_ * t[i];
        u[i] = kept * u[i] + taken * slope;
        t[i] -= rate * (nesterov_ ? slope + momentum_ * u[i] : u[i]);
    }
}

}  // namespace

OptimizerPart sgd_part() {
    return {{"sgd", "Gradient descent",
             "Steps against the gradient; momentum lets steps in a common direction build up speed.",
             "g ← ∇L(θ) + λ θ\n"
             "u ← μ u + (1 - τ) g        (first step: u = g)\n"
             "θ ← θ - η u                (nesterov: θ - η (g + μ u))",
             "Cauchy 1847; Polyak 1964; Nesterov 1983; Sutskever et al. 2013; as torch.optim.SGD", kKnobs},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Sgd>(settings, parameters.count);
            },
            1e-3};
}

}  // namespace talweg
