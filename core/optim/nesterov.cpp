// Nesterov's accelerated gradient, in the form of 1983.
#include "core/optim/nesterov.h"

#include "core/optim/knobs.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr std::string_view kSequences[] = {"rising", "constant"};

constexpr Knob momentum() {
    Knob knob = momentum_knob(0.9, "The share of the last advance that the look-ahead adds, at every step.");
    knob.needs = "sequence = constant";
    return knob;
}

constexpr Knob kKnobs[] = {
    {.name = "sequence",
     .title = "Sequence",
     .type = KnobType::choice,
     .help = "Rising: the shares of 1983, from 0 towards 1; constant: always the same share, for strongly "
             "convex losses.",
     .choices = kSequences},
    momentum(),
};

class Nesterov final : public Optimizer {
  public:
    Nesterov(const Settings& settings, Index n) : last_(Vector::Zero(n)) { configure(settings); }

    void configure(const Settings& settings) override {
        rising_ = settings.choice("sequence") == "rising";
        momentum_ = settings.real("momentum");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(last_);
        archive.field(weight_);
        archive.field(started_);
    }
    bool set_momentum(double momentum) override {
        momentum_ = momentum;
        return !rising_;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"x", last_.data(), last_.size()});
        out.push_back({"a", &weight_, 1});
    }

  private:
    bool rising_ = true;
    double momentum_ = 0.0;
    Vector last_;                ///< x_{k-1}, the point that the last gradient step came to
    double weight_ = 1.0;        ///< a_k
    std::uint64_t started_ = 0;  ///< 1 once x holds a point
};

// theta, gradient: (n).  rate: this step's learning rate.  a_0 = 1, x_{-1} = y_0 = the start.
//   x_k <- y_k - rate grad L(y_k)
//   a_{k+1} <- (1 + sqrt(1 + 4 a_k^2)) / 2
//   y_{k+1} <- x_k + (a_k - 1) / a_{k+1} (x_k - x_{k-1})         (constant: momentum in place of the
//   quotient)
// Source: Nesterov 1983, with the rate given instead of searched for. theta is y, the look-ahead sequence:
// that is where the paper takes its gradients, so a step costs one evaluation, and loss and path shown belong
// to one point. x, for which the paper has its bound O(1/k^2), is a buffer. With a constant sequence and a
// constant rate, theta moves as sgd's with nesterov.
void Nesterov::update(Vector& theta, const Vector& gradient, double rate) {
    double share = momentum_;
    if (rising_) {
        const double next = (1.0 + std::sqrt(1.0 + 4.0 * weight_ * weight_)) / 2.0;
        share = (weight_ - 1.0) / next;
        weight_ = next;
    }
    const Index n = theta.size();
    double* y = theta.data();
    double* x = last_.data();
    const double* g = gradient.data();
    if (started_ == 0) std::copy_n(y, n, x);
    started_ = 1;
    for (Index i = 0; i < n; ++i) {
        const double fresh = y[i] - rate * g[i];
        y[i] = fresh + share * (fresh - x[i]);
        x[i] = fresh;
    }
}

}  // namespace

OptimizerPart nesterov_part() {
    return {{"nesterov", "Nesterov",
             "Looks ahead along its last advance and takes the gradient there; the path shown is that of the "
             "look-ahead points.",
             "z ← θ - η ∇L(θ)\n"
             "x ← θ                       if t = 1\n"
             "b ← (1 + √(1 + 4 a²))/2     if sequence = rising\n"
             "β ← (a - 1)/b               if sequence = rising\n"
             "β ← μ                       if sequence = constant\n"
             "θ ← z + β (z - x)\n"
             "x ← z\n"
             "a ← b                       if sequence = rising",
             "Nesterov 1983; constant: Nesterov 2004", kKnobs, "Gradient descent"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Nesterov>(settings, parameters.count);
            },
            1e-3};
}

}  // namespace talweg
