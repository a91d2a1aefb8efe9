// Gradient descent with momentum, dampening, Nesterov's look-ahead and weight decay.
#include "core/optim/sgd.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/optim/knobs.h"

namespace talweg {
namespace {

// At 1 nothing slows the velocity down; PyTorch allows it, and it is worth seeing.
constexpr Knob momentum_up_to_one() {
    Knob knob =
        momentum_knob(0.0, "The share of the last velocity that is kept; 0 is plain gradient descent.");
    knob.high_open = false;
    knob.why_high = "above 1 the velocity would grow by itself";
    return knob;
}

constexpr Knob kKnobs[] = {
    momentum_up_to_one(),
    {.name = "dampening",
     .title = "Dampening",
     .symbol = "τ",
     .low = 0.0,
     .high = 1.0,
     .initial = 0.0,
     .help = "How much of each new gradient is held back from the velocity, from the second step on.",
     .needs = "momentum > 0",
     .why_low = "below 0 the velocity would take in more than the gradient",
     .why_high = "above 1 the velocity would climb"},
    {.name = "nesterov",
     .title = "Nesterov",
     .type = KnobType::boolean,
     .help = "Steps along the gradient plus the velocity to come; needs momentum and no dampening.",
     .needs = "momentum > 0"},
    weight_decay_knob(),
};

class Sgd final : public Optimizer {
  public:
    Sgd(const Settings& settings, Index n) : velocity_(Vector::Zero(n)) { configure(settings); }

    void configure(const Settings& settings) override;
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(velocity_);
        archive.field(started_);
    }
    bool set_momentum(double momentum) override {
        momentum_ = momentum;
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"u", velocity_.data(), velocity_.size()});
        out.push_back({"s", &started_, 1});
    }

  private:
    double momentum_ = 0.0;
    double dampening_ = 0.0;
    double weight_decay_ = 0.0;
    bool nesterov_ = false;
    Vector velocity_;       ///< u
    double started_ = 0.0;  ///< s: 1 once u holds a gradient
};

void Sgd::configure(const Settings& settings) {
    const double momentum = settings.real("momentum");
    const double dampening = settings.real("dampening");
    const bool nesterov = settings.boolean("nesterov");
    if (nesterov && momentum == 0.0) {
        throw Error(
            "'nesterov' needs 'momentum' above 0, not 0: without a velocity there is nothing to look "
            "ahead along");
    }
    if (nesterov && dampening != 0.0) {
        throw Error("'nesterov' needs 'dampening' to be 0, not " + exact_text(dampening) +
                    ": it looks ahead along a velocity that takes in the whole of each gradient");
    }
    momentum_ = momentum;
    dampening_ = dampening;
    nesterov_ = nesterov;
    weight_decay_ = settings.real("weight_decay");
}

// theta, gradient: (n).  rate: this step's learning rate.
//   g <- g + weight_decay theta
//   u <- momentum u + (1 - dampening s) g;  s <- 1        (what begins u is undamped)
//   theta <- theta - rate (nesterov ? g + momentum u : u)
// Source: Polyak 1964; Nesterov 1983; Sutskever et al. 2013. PyTorch's form: rate scales the whole velocity.
void Sgd::update(Vector& theta, const Vector& gradient, double rate) {
    const Index n = theta.size();
    double* t = theta.data();
    const double* g = gradient.data();
    const double momentum = momentum_;
    const double decay = weight_decay_;
    if (momentum == 0.0 && decay == 0.0) {
        for (Index i = 0; i < n; ++i) t[i] -= rate * g[i];
        return;
    }
    if (momentum == 0.0) {
        for (Index i = 0; i < n; ++i) t[i] -= rate * (g[i] + decay * t[i]);
        return;
    }
    double* u = velocity_.data();
    const double kept = started_ != 0.0 ? momentum : 0.0;
    const double taken = started_ != 0.0 ? 1.0 - dampening_ : 1.0;
    started_ = 1.0;
    if (nesterov_) {
        for (Index i = 0; i < n; ++i) {
            const double slope = g[i] + decay * t[i];
            u[i] = kept * u[i] + taken * slope;
            t[i] -= rate * (slope + momentum * u[i]);
        }
        return;
    }
    for (Index i = 0; i < n; ++i) {
        const double slope = g[i] + decay * t[i];
        u[i] = kept * u[i] + taken * slope;
        t[i] -= rate * u[i];
    }
}

}  // namespace

OptimizerPart sgd_part() {
    return {{"sgd", "Gradient descent",
             "Steps against the gradient; momentum lets steps in a common direction build up speed.",
             "g ← ∇L(θ) + λ θ\n"
             "u ← μ u + (1 - τ s) g       if momentum > 0\n"
             "s ← 1                       if momentum > 0\n"
             "θ ← θ - η g                 if momentum = 0\n"
             "θ ← θ - η u                 if momentum > 0 and not nesterov\n"
             "θ ← θ - η (g + μ u)         if momentum > 0 and nesterov",
             "Cauchy 1847; Polyak 1964; Nesterov 1983; Sutskever et al. 2013; as torch.optim.SGD", kKnobs,
             "Gradient descent"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Sgd>(settings, parameters.count);
            },
            1e-3};
}

}  // namespace talweg
