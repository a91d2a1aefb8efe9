// Adam and AdamW: momentum, and a rate of its own for every parameter.
#include "core/optim/adam.h"

#include "core/base/running_power.h"
#include "core/optim/knobs.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Knob kAmsgradKnob = {
    .name = "amsgrad",
    .title = "AMSGrad",
    .type = KnobType::boolean,
    .help = "Divides by the largest running mean of squares so far, so that steps never grow again."};

constexpr Knob kAdamKnobs[] = {beta1_knob(), beta2_knob(), eps_knob(), weight_decay_knob(), kAmsgradKnob};

constexpr Knob kAdamwKnobs[] = {beta1_knob(), beta2_knob(), eps_knob(), decoupled_decay_knob(1e-2),
                                kAmsgradKnob};

/// Where the weight decay goes, which is all that AdamW changes.
enum class Decay { coupled, decoupled };

class Adam final : public Optimizer {
  public:
    Adam(const Settings& settings, Index n, Decay decay)
        : decay_(decay), mean_(Vector::Zero(n)), square_(Vector::Zero(n)), largest_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        beta1_ = settings.real("beta1");
        beta2_ = settings.real("beta2");
        power1_.set_base(beta1_);
        power2_.set_base(beta2_);
        eps_ = settings.real("eps");
        weight_decay_ = settings.real("weight_decay");
        amsgrad_ = settings.boolean("amsgrad");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(mean_);
        archive.field(square_);
        archive.field(largest_);
        power1_.archive(archive);
        power2_.archive(archive);
    }
    bool set_momentum(double momentum) override {
        beta1_ = momentum;
        power1_.set_base(beta1_);
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"m", mean_.data(), mean_.size()});
        out.push_back({"v", square_.data(), square_.size()});
        if (amsgrad_) out.push_back({"w", largest_.data(), largest_.size()});
    }

  private:
    Decay decay_;
    double beta1_ = 0.0;
    double beta2_ = 0.0;
    double eps_ = 0.0;
    double weight_decay_ = 0.0;
    bool amsgrad_ = false;
    Vector mean_;          ///< m
    Vector square_;        ///< v
    Vector largest_;       ///< w, the largest v so far, with amsgrad
    RunningPower power1_;  ///< beta1^t
    RunningPower power2_;  ///< beta2^t
};

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.
//   g <- g + weight_decay theta                   (AdamW: theta <- (1 - rate weight_decay) theta instead)
//   m <- beta1 m + (1 - beta1) g
//   v <- beta2 v + (1 - beta2) g^2                (amsgrad: w, the largest v so far, takes its place below)
//   theta <- theta - rate / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + eps)
// Source: Kingma and Ba 2015; Reddi et al. 2018; Loshchilov and Hutter 2019. As PyTorch: eps outside the
// root, after the correction; AMSGrad's maximum is taken of the uncorrected v; AdamW's decay is multiplied by
// the learning rate of the step, where the paper has a schedule of its own for both.
void Adam::update(Vector& theta, const Vector& gradient, double rate) {
    const double beta1 = beta1_;
    const double beta2 = beta2_;
    const double fresh1 = 1.0 - beta1;
    const double fresh2 = 1.0 - beta2;
    power1_.advance();
    power2_.advance();
    const double step = rate / (1.0 - power1_.value());
    const double root = std::sqrt(1.0 - power2_.value());
    const double eps = eps_;
    const double coupled = decay_ == Decay::coupled ? weight_decay_ : 0.0;
    const double kept = decay_ == Decay::coupled ? 1.0 : 1.0 - rate * weight_decay_;
    const Index n = theta.size();
    double* t = theta.data();
    double* m = mean_.data();
    double* v = square_.data();
    const double* g = gradient.data();
    const auto take_in = [=](Index i) {
        const double slope = g[i] + coupled * t[i];
        m[i] = beta1 * m[i] + fresh1 * slope;
        v[i] = beta2 * v[i] + fresh2 * slope * slope;
    };
    const auto move = [=](Index i, double scale) {
        t[i] = kept * t[i] - step * (m[i] / (std::sqrt(scale) / root + eps));
    };
    if (!amsgrad_) {
        for (Index i = 0; i < n; ++i) {
            take_in(i);
            move(i, v[i]);
        }
        return;
    }
    double* w = largest_.data();
    for (Index i = 0; i < n; ++i) {
        take_in(i);
        w[i] = std::max(w[i], v[i]);
        move(i, w[i]);
    }
}

template <Decay decay>
std::unique_ptr<Optimizer> make(const Settings& settings, const Parameters& parameters) {
    return std::make_unique<Adam>(settings, parameters.count, decay);
}

}  // namespace

OptimizerPart adam_part() {
    return {{"adam", "Adam",
             "Divides a running mean of the gradient by the root of a running mean of its square, so that "
             "every parameter moves by about the learning rate.",
             "g ← ∇L(θ) + λ θ\n"
             "m ← β₁ m + (1 - β₁) g\n"
             "v ← β₂ v + (1 - β₂) g²\n"
             "w ← max(w, v)                                         if amsgrad\n"
             "θ ← θ - η/(1 - β₁ᵗ) · m/(√v/√(1 - β₂ᵗ) + ε)     if not amsgrad\n"
             "θ ← θ - η/(1 - β₁ᵗ) · m/(√w/√(1 - β₂ᵗ) + ε)     if amsgrad",
             "Kingma and Ba 2015; Reddi et al. 2018 (AMSGrad); as torch.optim.Adam", kAdamKnobs, "Adam"},
            make<Decay::coupled>,
            1e-3};
}

OptimizerPart adamw_part() {
    return {{"adamw", "AdamW",
             "Adam whose weight decay shrinks the parameters beside the step, so that it is not divided by "
             "the running squares.",
             "g ← ∇L(θ)\n"
             "θ ← (1 - η λ) θ\n"
             "m ← β₁ m + (1 - β₁) g\n"
             "v ← β₂ v + (1 - β₂) g²\n"
             "w ← max(w, v)                                         if amsgrad\n"
             "θ ← θ - η/(1 - β₁ᵗ) · m/(√v/√(1 - β₂ᵗ) + ε)     if not amsgrad\n"
             "θ ← θ - η/(1 - β₁ᵗ) · m/(√w/√(1 - β₂ᵗ) + ε)     if amsgrad",
             "Loshchilov and Hutter 2019; Reddi et al. 2018 (AMSGrad); as torch.optim.AdamW", kAdamwKnobs,
             "Adam"},
            make<Decay::decoupled>,
            1e-3};
}

}  // namespace talweg
