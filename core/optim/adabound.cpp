// AdaBound: Adam whose steps are held between bounds that close on one rate.
#include "core/optim/adabound.h"

#include "core/base/running_power.h"
#include "core/optim/knobs.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    beta1_knob(),
    beta2_knob(),
    eps_knob(),
    {.name = "final_lr",
     .title = "Final rate",
     .symbol = "α",
     .low = 0.0,
     .high = 1e6,
     .low_open = true,
     .initial = 0.1,
     .logarithmic = true,
     .slider_low = 1e-4,
     .slider_high = 10.0,
     .help = "The rate that both bounds close on; a schedule scales it as it scales the learning rate.",
     .why_low = "at 0 the bounds would close around a rate of 0"},
    {.name = "gamma",
     .title = "Gamma",
     .symbol = "γ",
     .low = 0.0,
     .high = 1.0,
     .low_open = true,
     .initial = 1e-3,
     .logarithmic = true,
     .slider_low = 1e-5,
     .slider_high = 1.0,
     .help = "How fast the bounds close.",
     .why_low = "at 0 the bounds would never close",
     .why_high = "above 1 the bounds would close within the first steps"},
    {.name = "amsbound",
     .title = "AMSBound",
     .type = KnobType::boolean,
     .help = "Divides by the largest running mean of squares so far, as AMSGrad does."},
};

class AdaBound final : public Optimizer {
  public:
    AdaBound(const Settings& settings, Index n)
        : mean_(Vector::Zero(n)), square_(Vector::Zero(n)), largest_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        set_beta1(settings.real("beta1"));
        beta2_ = settings.real("beta2");
        power2_.set_base(beta2_);
        eps_ = settings.real("eps");
        final_rate_ = settings.real("final_lr");
        gamma_ = settings.real("gamma");
        amsbound_ = settings.boolean("amsbound");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void step(Vector& theta, const StepInput& now) override {
        base_rate_ = now.base_rate;
        update(theta, now.gradient, now.rate);
    }
    void archive(Archive& archive) override {
        archive.field(mean_);
        archive.field(square_);
        archive.field(largest_);
        archive.field(base_rate_);
        power1_.archive(archive);
        power2_.archive(archive);
    }
    bool set_momentum(double momentum) override {
        set_beta1(momentum);
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"m", mean_.data(), mean_.size()});
        out.push_back({"v", square_.data(), square_.size()});
        out.push_back({"w", largest_.data(), largest_.size()});
        out.push_back({"η₀", &base_rate_, 1});
    }

  private:
    void set_beta1(double beta1) {
        beta1_ = beta1;
        power1_.set_base(beta1);
    }

    double beta1_ = 0.0;
    double beta2_ = 0.0;
    double eps_ = 0.0;
    double final_rate_ = 0.0;
    double gamma_ = 0.0;
    bool amsbound_ = false;
    Vector mean_;             ///< m
    Vector square_;           ///< v
    Vector largest_;          ///< w, the largest v so far, with amsbound
    double base_rate_ = 0.0;  ///< the run's own; 0 before the first step
    RunningPower power1_;     ///< beta1^t
    RunningPower power2_;     ///< beta2^t
};

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.
//   m <- beta1 m + (1 - beta1) g
//   v <- beta2 v + (1 - beta2) g^2              (amsbound: the largest v so far takes its place below)
//   final <- final_lr rate / base_rate
//   s <- rate sqrt(1 - beta2^t) / (1 - beta1^t) / (sqrt(v) + eps)
//   theta <- theta - clip(s, final (1 - 1 / (gamma t + 1)), final (1 + 1 / (gamma t))) m
// Source: Luo et al. 2019, as the authors' code has it: Adam's bias corrections (eps uncorrected), bounds
// that follow a schedule by the quotient of the rate and the run's own, and no 1/sqrt(t), which the paper has
// for its proof and a schedule can give. The paper's gamma is 1 - beta2.
void AdaBound::update(Vector& theta, const Vector& gradient, double rate) {
    power1_.advance();
    power2_.advance();
    if (base_rate_ == 0.0) base_rate_ = rate;  // never told: a rate that does not change
    const double fresh1 = 1.0 - beta1_;
    const double fresh2 = 1.0 - beta2_;
    const double step = rate * std::sqrt(1.0 - power2_.value()) / (1.0 - power1_.value());
    const double final = final_rate_ * (rate / base_rate_);
    const double closing = gamma_ * static_cast<double>(power1_.count());
    const double low = final * (1.0 - 1.0 / (closing + 1.0));
    const double high = final * (1.0 + 1.0 / closing);
    const Index n = theta.size();
    double* t = theta.data();
    double* m = mean_.data();
    double* v = square_.data();
    double* most = largest_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        m[i] = beta1_ * m[i] + fresh1 * g[i];
        v[i] = beta2_ * v[i] + fresh2 * g[i] * g[i];
        double scale = v[i];
        if (amsbound_) {
            most[i] = std::max(most[i], v[i]);
            scale = most[i];
        }
        t[i] -= std::min(std::max(step / (std::sqrt(scale) + eps_), low), high) * m[i];
    }
}

}  // namespace

OptimizerPart adabound_part() {
    return {
        {"adabound", "AdaBound",
         "Begins as Adam and ends as momentum: every parameter's own rate is held between two bounds that "
         "close on a final rate.",
         "g ← ∇L(θ)\n"
         "m ← β₁ m + (1 - β₁) g\n"
         "v ← β₂ v + (1 - β₂) g²\n"
         "q ← v                     if not amsbound\n"
         "w ← max(w, v)             if amsbound\n"
         "q ← w                     if amsbound\n"
         "f ← α η/η₀\n"
         "s ← η √(1 - β₂ᵗ)/(1 - β₁ᵗ)/(√q + ε)\n"
         "θ ← θ - min(max(s, f (1 - 1/(γ t + 1))), f (1 + 1/(γ t))) m",
         "Luo et al. 2019", kKnobs, "Adam"},
        [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            return std::make_unique<AdaBound>(settings, parameters.count);
        },
        1e-3};
}

}  // namespace talweg
