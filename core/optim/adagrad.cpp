// Adagrad: rates that shrink with the sum of all squared gradients so far.
#include "core/optim/adagrad.h"

#include "core/optim/knobs.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "lr_decay",
     .title = "Rate decay",
     .symbol = "κ",
     .low = 0.0,
     .high = 1e6,
     .initial = 0.0,
     .slider_low = 0.0,
     .slider_high = 0.1,
     .help = "Divides the rate further, by 1 + κ times the steps made.",
     .why_low = "below 0 the divisor of the learning rate would reach 0"},
    weight_decay_knob(),
    {.name = "initial_accumulator_value",
     .title = "Initial sum",
     .symbol = "s₀",
     .low = 0.0,
     .high = 1e6,
     .initial = 0.0,
     .slider_low = 0.0,
     .slider_high = 1.0,
     .help = "Where the sum of squares starts; above 0 it shortens the first steps.",
     .why_low = "a sum of squares is never below 0"},
    eps_knob(1e-10),
};

class Adagrad final : public Optimizer {
  public:
    Adagrad(const Settings& settings, Index n) : sum_(Vector::Zero(n)) { configure(settings); }

    void configure(const Settings& settings) override {
        lr_decay_ = settings.real("lr_decay");
        weight_decay_ = settings.real("weight_decay");
        initial_ = settings.real("initial_accumulator_value");
        eps_ = settings.real("eps");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(sum_);
        archive.field(count_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"s", sum_.data(), sum_.size()});
    }

  private:
    double lr_decay_ = 0.0;
    double weight_decay_ = 0.0;
    double initial_ = 0.0;
    double eps_ = 0.0;
    Vector sum_;               ///< s
    std::uint64_t count_ = 0;  ///< steps made
};

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.
//   g <- g + weight_decay theta
//   s <- s + g^2                                 (from initial_accumulator_value)
//   theta <- theta - rate / (1 + (t - 1) lr_decay) g / (sqrt(s) + eps)
// Source: Duchi et al. 2011, in its diagonal form. PyTorch adds lr_decay and has eps outside the root.
void Adagrad::update(Vector& theta, const Vector& gradient, double rate) {
    const Index n = theta.size();
    if (count_ == 0) std::fill_n(sum_.data(), n, initial_);
    const double step = rate / (1.0 + static_cast<double>(count_) * lr_decay_);
    ++count_;
    const double decay = weight_decay_;
    const double eps = eps_;
    double* t = theta.data();
    double* s = sum_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        const double slope = g[i] + decay * t[i];
        s[i] += slope * slope;
        t[i] -= step * (slope / (std::sqrt(s[i]) + eps));
    }
}

}  // namespace

OptimizerPart adagrad_part() {
    return {{"adagrad", "Adagrad",
             "Divides each parameter's rate by the root of the sum of all its squared gradients, so that "
             "rates only ever fall.",
             "g ← ∇L(θ) + λ θ\n"
             "s ← s₀ + g²                                    if t = 1\n"
             "s ← s + g²                                     if t > 1\n"
             "θ ← θ - η/(1 + (t - 1) κ) · g/(√s + ε)",
             "Duchi, Hazan and Singer 2011; as torch.optim.Adagrad", kKnobs, "Adaptive"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Adagrad>(settings, parameters.count);
            },
            1e-2};
}

}  // namespace talweg
