// Adam: momentum, and a rate of its own for every parameter.
#include "core/optim/adam.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "beta1",
     .title = "Beta 1",
     .symbol = "β₁",
     .low = 0.0,
     .high = 1.0,
     .high_open = true,
     .initial = 0.9,
     .slider_low = 0.0,
     .slider_high = 0.999,
     .help = "How slowly the running mean of the gradient forgets."},
    {.name = "beta2",
     .title = "Beta 2",
     .symbol = "β₂",
     .low = 0.0,
     .high = 1.0,
     .high_open = true,
     .initial = 0.999,
     .slider_low = 0.9,
     .slider_high = 0.9999,
     .help = "How slowly the running mean of the squared gradient forgets."},
    {.name = "eps",
     .title = "Epsilon",
     .symbol = "ε",
     .low = 0.0,
     .high = 1e6,
     .initial = 1e-8,
     .logarithmic = true,
     .slider_low = 1e-12,
     .slider_high = 1.0,
     .help = "Added to the root in the denominator, which bounds the step where gradients are tiny."},
    {.name = "weight_decay",
     .title = "Weight decay",
     .symbol = "λ",
     .low = 0.0,
     .high = 1e6,
     .initial = 0.0,
     .slider_low = 0.0,
     .slider_high = 1.0,
     .help = "Adds λ θ to the gradient, biases included, before the running means."},
    {.name = "amsgrad",
     .title = "AMSGrad",
     .type = KnobType::boolean,
     .help = "Divides by the largest running mean of squares so far, so that steps never grow again."},
};

// Below this, 1 - power is 1 to the last bit; zero also keeps the product out of the slow subnormal numbers.
constexpr double kNegligible = 1e-30;

double power_of(double base, std::uint64_t exponent) {
    double result = 1.0;
    for (double square = base; exponent != 0; exponent >>= 1, square *= square) {
        if ((exponent & 1) != 0) result *= square;
    }
    return result < kNegligible ? 0.0 : result;
}

class Adam final : public Optimizer {
  public:
    Adam(const Settings& settings, Index n)
        : mean_(Vector::Zero(n)), square_(Vector::Zero(n)), largest_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override;
    void update(Vector& theta, const Vector& gradient, double rate) override;
    bool set_momentum(double momentum) override {
        set_beta1(momentum);
        return true;
    }
    void archive(Archive& archive) override {
        archive.field(mean_);
        archive.field(square_);
        archive.field(largest_);
        archive.field(beta1_);  // of which power1_ is the power: schedules may change it at every step
        archive.field(power1_);
        archive.field(power2_);
        archive.field(count_);
    }

  private:
    void set_beta1(double beta1) {
        if (beta1 != beta1_) power1_ = power_of(beta1, count_);
        beta1_ = beta1;
    }

    double beta1_ = -1.0;
    double beta2_ = -1.0;
    double eps_ = 0.0;
    double weight_decay_ = 0.0;
    bool amsgrad_ = false;
    Vector mean_;              ///< m
    Vector square_;            ///< v
    Vector largest_;           ///< the largest v so far, with amsgrad
    double power1_ = 1.0;      ///< beta1^t as a running product: no pow(), hence the same bits everywhere
    double power2_ = 1.0;      ///< beta2^t
    std::uint64_t count_ = 0;  ///< t
};

void Adam::configure(const Settings& settings) {
    set_beta1(settings.real("beta1"));
    const double beta2 = settings.real("beta2");
    if (beta2 != beta2_) power2_ = power_of(beta2, count_);
    beta2_ = beta2;
    eps_ = settings.real("eps");
    weight_decay_ = settings.real("weight_decay");
    amsgrad_ = settings.boolean("amsgrad");
}

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.
//   g <- g + weight_decay theta
//   m <- beta1 m + (1 - beta1) g
//   v <- beta2 v + (1 - beta2) g^2            (amsgrad: the largest v so far takes its place below)
//   theta <- theta - rate / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + eps)
// Source: Kingma and Ba 2015; Reddi et al. 2018. As PyTorch: eps outside the root, after the correction, and
// AMSGrad's maximum is taken of the uncorrected v.
void Adam::update(Vector& theta, const Vector& gradient, double rate) {
    ++count_;
    power1_ *= beta1_;
    power2_ *= beta2_;
    if (power1_ < kNegligible) power1_ = 0.0;
    if (power2_ < kNegligible) power2_ = 0.0;
    const double step = rate / (1.0 - power1_);
    const double root = std::sqrt(1.0 - power2_);
    const double fresh1 = 1.0 - beta1_;
    const double fresh2 = 1.0 - beta2_;
    const Index n = theta.size();
    double* t = theta.data();
    double* m = mean_.data();
    double* v = square_.data();
    double* most = largest_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        const double slope = g[i] + weight_decay_ * t[i];
        m[i] = beta1_ * m[i] + fresh1 * slope;
        v[i] = beta2_ * v[i] + fresh2 * slope * slope;
        double scale = v[i];
        if (amsgrad_) {
            most[i] = std::max(most[i], v[i]);
            scale = most[i];
        }
        t[i] -= step * (m[i] / (std::sqrt(scale) / root + eps_));
    }
}

}  // namespace

OptimizerPart adam_part() {
    return {{"adam", "Adam",
             "Divides a running mean of the gradient by the root of a running mean of its square, so that "
             "every parameter moves by about the learning rate.",
             "g ← ∇L(θ) + λ θ\n"
             "m ← β₁ m + (1 - β₁) g\n"
             "v ← β₂ v + (1 - β₂) g²     (amsgrad: below, the largest v so far)\n"
             "θ ← θ - η/(1 - β₁ᵗ) · m / (√v/√(1 - β₂ᵗ) + ε)",
             "Kingma and Ba 2015; Reddi et al. 2018 (AMSGrad); as torch.optim.Adam", kKnobs},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Adam>(settings, parameters.count);
            },
            1e-3};
}

}  // namespace talweg
